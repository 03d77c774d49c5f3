"""The comparisons of the paper as lists of parts, so that a table is one word for `tracepile mix`.

A part is written `NAME=SOURCE[+SOURCE...][@CONTROL]`; `{corpus}` stands for the corpus: a built folder or Hub id. The
ablation's "w/o query" is the corpus whose questions are all about the final output, and so on: configs, not filters.
"""

from __future__ import annotations

from typing import Final

from tracepile_hf.errors import InputError

SCALING: Final = "scaling"
TABLES: Final[dict[str, tuple[str, ...]]] = {
    "ablations": (
        "full={corpus}:all",
        "without_query={corpus}:all-code",
        "without_code={corpus}:all-query",
        "without_both={corpus}:all-base",
        "without_algorithm={corpus}:competition+{corpus}:math",
        "without_competition={corpus}:algorithm+{corpus}:math",
        "without_math={corpus}:algorithm+{corpus}:competition",
    ),
    # Table 4: other data sets of the same number of tokens
    "alternatives": (
        "tracepile={corpus}:all",
        "openmathinstruct_1=nvidia/OpenMathInstruct-1",
        "openmathinstruct_2=nvidia/OpenMathInstruct-2",
        "webinstruct=TIGER-Lab/WebInstructSub",
        "codeio=hkust-nlp/CodeIO-PyEdu-Reasoning",
    ),
    # Our own: the same programs, with less and less of their runs
    "controls": (
        "full={corpus}:all",
        "shuffled_rationale={corpus}:all@shuffled_rationale",
        "input_output={corpus}:all@input_output",
        "code_only={corpus}:all@code_only",
    ),
    # Figure 3: one part in growing sizes
    SCALING: ("rows={corpus}:all",),
}


def parts_of(table: str, corpus: str) -> list[str]:
    """The parts of a table for a corpus. Errors: InputError for an unknown table."""
    if table not in TABLES:
        raise InputError(f"a table among {', '.join(TABLES)}", table, "--table")
    return [part.replace("{corpus}", corpus) for part in TABLES[table]]
