"""The table of benchmarks: what each is called, where its items are, how many there are, and who made it.

A row says everything that does not depend on a model. `tasks/NAME.yaml` is how it is asked; `loading` reads its items;
`scorers` judges an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracepile_hf.errors import InputError


@dataclass(frozen=True, slots=True)
class HubSource:
    """Where the items are on the Hub: a data set, its configs (one call of load_dataset each) and splits."""

    path: str
    configs: tuple[str, ...] = ("",)
    splits: tuple[str, ...] = ("test",)
    files: str = ""  # a glob of data files, for data sets whose loading script `datasets` no longer runs


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark. `items`: the published number, where a full file exists; `tables`: where the paper shows it."""

    name: str
    title: str
    tables: tuple[str, ...]
    files: tuple[str, ...]  # in a data folder, globs
    hub: HubSource | None
    source: str  # authors, year, address
    items: int | None = None
    hub_items: int | None = None  # where the Hub's copy has another number
    suite: str = "paper"
    note: str = ""


_STEM: Final = (
    "abstract_algebra", "astronomy", "college_biology", "college_chemistry", "college_computer_science",
    "college_mathematics", "college_physics", "computer_security", "conceptual_physics", "electrical_engineering",
    "elementary_mathematics", "high_school_biology", "high_school_chemistry", "high_school_computer_science",
    "high_school_mathematics", "high_school_physics", "high_school_statistics", "machine_learning",
)  # fmt: skip
_MATH: Final = (
    "algebra", "counting_and_probability", "geometry", "intermediate_algebra", "number_theory", "prealgebra",
    "precalculus",
)  # fmt: skip
BBH: Final = (
    "logical_deduction_five_objects", "logical_deduction_seven_objects", "logical_deduction_three_objects",
    "multistep_arithmetic_two", "tracking_shuffled_objects_five_objects", "tracking_shuffled_objects_seven_objects",
    "tracking_shuffled_objects_three_objects", "web_of_lies",
)  # fmt: skip
KOR: Final = ("cipher", "counterfactual", "logic", "operation", "puzzle")
REDUX: Final = (
    "abstract_algebra", "anatomy", "astronomy", "business_ethics", "clinical_knowledge", "college_biology",
    "college_chemistry", "college_computer_science", "college_mathematics", "college_medicine", "college_physics",
    "computer_security", "conceptual_physics", "econometrics", "electrical_engineering", "elementary_mathematics",
    "formal_logic", "global_facts", "high_school_biology", "high_school_chemistry", "high_school_computer_science",
    "high_school_european_history", "high_school_geography", "high_school_government_and_politics",
    "high_school_macroeconomics", "high_school_mathematics", "high_school_microeconomics", "high_school_physics",
    "high_school_psychology", "high_school_statistics", "high_school_us_history", "high_school_world_history",
    "human_aging", "human_sexuality", "international_law", "jurisprudence", "logical_fallacies", "machine_learning",
    "management", "marketing", "medical_genetics", "miscellaneous", "moral_disputes", "moral_scenarios", "nutrition",
    "philosophy", "prehistory", "professional_accounting", "professional_law", "professional_medicine",
    "professional_psychology", "public_relations", "security_studies", "sociology", "us_foreign_policy", "virology",
    "world_religions",
)  # fmt: skip
GRAPHWIZ: Final = (
    "bipartite", "connectivity", "cycle", "flow", "hamilton", "shortest", "substructure", "topology", "triplet",
)  # fmt: skip

_ROWS: Final = (
    Benchmark(
        "gsm8k", "GSM8K", ("1",), ("gsm8k.jsonl",), HubSource("openai/gsm8k", ("main",)),
        "Cobbe et al. 2021, https://arxiv.org/abs/2110.14168", 1319,
    ),
    Benchmark(
        "math", "MATH", ("1",), ("math.jsonl",), HubSource("EleutherAI/hendrycks_math", _MATH),
        "Hendrycks et al. 2021, https://arxiv.org/abs/2103.03874", 5000,
    ),
    Benchmark(
        "math500", "MATH-500", ("1",), ("math500.jsonl",), HubSource("HuggingFaceH4/MATH-500"),
        "Lightman et al. 2023, https://arxiv.org/abs/2305.20050", 500,
    ),
    Benchmark(
        "gsm_hard", "GSM-Hard", ("1",), ("gsm_hard.jsonl",),
        HubSource("reasoning-machines/gsm-hard", splits=("train",)),
        "Gao et al. 2022 (PAL), https://arxiv.org/abs/2211.10435", 1319,
    ),
    Benchmark(
        "svamp", "SVAMP", ("1",), ("svamp.jsonl",), HubSource("ChilleD/SVAMP", splits=("train", "test")),
        "Patel et al. 2021, https://arxiv.org/abs/2103.07191", 1000,
    ),
    Benchmark(
        "asdiv", "ASDiv", ("1",), ("asdiv.jsonl",), HubSource("EleutherAI/asdiv", splits=("validation",)),
        "Miao et al. 2020, https://aclanthology.org/2020.acl-main.92", 2215, 2305,
        note="the 2,215 items are those that evaluations of word problems use; the Hub has all 2,305",
    ),
    Benchmark(
        "mawps", "MAWPS", ("1",), ("mawps.jsonl",), HubSource("garrethlee/MAWPS", splits=("train", "test")),
        "Koncel-Kedziorski et al. 2016, https://aclanthology.org/N16-1136", 2065,
        note="2,065: AddSub, SingleOp, SingleEq and MultiArith; copies on the Hub differ in number",
    ),
    Benchmark(
        "mmlu_stem", "MMLU-STEM", ("1",), ("mmlu_stem.jsonl",), HubSource("cais/mmlu", _STEM),
        "Hendrycks et al. 2020, https://arxiv.org/abs/2009.03300", 3018,
    ),
    Benchmark(
        "tabmwp", "TabMWP", ("1",), ("tabmwp_test1k.json",), HubSource("Arietem/tabmwp", splits=("train",)),
        "Lu et al. 2022, https://arxiv.org/abs/2209.14610", 1000,
        note="the authors' own 1,000 test items; which of them a copy on the Hub has is for its owner to say",
    ),
    Benchmark(
        "mathqa", "MathQA", ("1",), ("mathqa.jsonl",), HubSource("regisss/math_qa"),
        "Amini et al. 2019, https://arxiv.org/abs/1905.13319", 1000, 2985,
        note="evaluations of word problems use the first 1,000 of the 2,985 test items",
    ),
    Benchmark(
        "sat_math", "SAT-Math (32)", ("1",), ("sat_math.jsonl",), None,
        "Azerbayev et al. 2023 (Llemma), https://arxiv.org/abs/2310.10631", 32,
        note="no copy on the Hub is known to us: needs --data-dir",
    ),
    Benchmark(
        "agieval_sat_math", "SAT-Math (AGIEval)", ("1",), ("agieval_sat_math.jsonl",),
        HubSource("hails/agieval-sat-math"), "Zhong et al. 2023, https://arxiv.org/abs/2304.06364", 220,
    ),
    Benchmark(
        "lcb_output", "LiveCodeBench, test output", ("3",), ("livecodebench/test_generation.jsonl",),
        HubSource("livecodebench/test_generation"), "Jain et al. 2024, https://arxiv.org/abs/2403.07974", 442,
    ),
    Benchmark(
        "lcb_generation", "LiveCodeBench, generation", ("3",), ("livecodebench/code_generation*.jsonl",),
        HubSource("livecodebench/code_generation_lite", files="test*.jsonl"),
        "Jain et al. 2024, https://arxiv.org/abs/2403.07974",
    ),
    Benchmark(
        "cruxeval_output", "CRUXEval-O", ("3",), ("cruxeval.jsonl", "../programs/cruxeval.jsonl"),
        HubSource("cruxeval-org/cruxeval"), "Gu et al. 2024, https://arxiv.org/abs/2401.03065", 800,
    ),
    Benchmark(
        "cruxeval_input", "CRUXEval-I", ("3",), ("cruxeval.jsonl", "../programs/cruxeval.jsonl"),
        HubSource("cruxeval-org/cruxeval"), "Gu et al. 2024, https://arxiv.org/abs/2401.03065", 800,
    ),
    Benchmark(
        "zebralogic", "ZebraLogic (grids)", ("3",), ("zebralogic/grid_mode.jsonl",),
        HubSource("allenai/ZebraLogicBench-private", ("grid_mode",)),
        "Lin et al. 2025, https://arxiv.org/abs/2502.01100", 1000,
        note="solutions are in the gated copy only; the public one hides them",
    ),
    Benchmark(
        "zebra_puzzle", "Zebra puzzle (choices)", ("3",), ("zebralogic/mc_mode.jsonl",),
        HubSource("allenai/ZebraLogicBench-private", ("mc_mode",)),
        "Lin et al. 2025, https://arxiv.org/abs/2502.01100", 3259,
        note="answers are in the gated copy only; the public one hides them",
    ),
    *(
        Benchmark(
            f"kor_{name}", f"KOR-Bench, {name}", ("3",), (f"kor_bench/{name}/sample.jsonl",),
            HubSource("m-a-p/KOR-Bench", splits=(name,)), "Ma et al. 2024, https://arxiv.org/abs/2410.06526", 250,
        )
        for name in KOR
    ),
    Benchmark(
        "mmlu_redux", "MMLU-Redux", ("3",), ("mmlu_redux/mmlu_*.csv",),
        HubSource("edinburgh-dawg/mmlu-redux-2.0", REDUX),
        "Gema et al. 2024, https://arxiv.org/abs/2406.04127",
        note="items that the annotators found faulty in ways no answer can mend are left out",
    ),
    Benchmark(
        "ruletaker", "RuleTaker", ("6",), ("ruletaker.jsonl",), HubSource("hitachi-nlp/ruletaker"),
        "Clark et al. 2020, https://arxiv.org/abs/2002.05867",
        note="as many entailed as not entailed items, the first of the file: a guess is right half of the time",
    ),
    *(
        Benchmark(
            f"graphwiz_{name}", f"GraphWiz, {name}", ("6",), (f"graphwiz/{name}.jsonl",),
            HubSource("GraphWiz/GraphInstruct-Test", files=f"*{name}*"),
            "Chen et al. 2024, https://arxiv.org/abs/2402.16029", 100, 400,
        )
        for name in GRAPHWIZ
    ),
    Benchmark(
        "graphinstruct", "GraphInstruct", ("6",), ("graphinstruct/*.jsonl",), None,
        "Luo et al. 2024, https://arxiv.org/abs/2403.04483", 1050,
        note="21 tasks, 50 items each of the small set with whole numbers as names; on GitHub only: needs --data-dir",
    ),
    Benchmark(
        "clrs_text", "CLRS-Text", ("6",), ("clrs_text.jsonl",), HubSource("tomg-group-umd/CLRS-Text-test"),
        "Markeeva et al. 2024, https://arxiv.org/abs/2406.04229", 594,
        note="594: 30 algorithms at lengths 4 to 16, made with the authors' generator; the Hub's copy has more lengths",
    ),
    *(
        Benchmark(
            f"bbh_{name}", f"BBH, {name.replace('_', ' ')}", ("6",), (f"bbh/{name}.json",),
            HubSource("SaylorTwift/bbh", (name,)), "Suzgun et al. 2022, https://arxiv.org/abs/2210.09261", 250,
        )
        for name in BBH
    ),
    Benchmark(
        "zebra_style", "Zebra puzzles of our own", (), (), None, "made by loading/styles.py", 200, suite="style",
    ),
    Benchmark(
        "ruletaker_style", "Rules of our own", (), (), None, "made by loading/styles.py", 200, suite="style",
    ),
    Benchmark(
        "graphwiz_style", "Graphs of our own", (), (), None, "made by loading/styles.py", 200, suite="style",
    ),
)  # fmt: skip

BENCHMARKS: Final = {row.name: row for row in _ROWS}
# A first look in minutes on a GPU: one of each form of answer.
FAST: Final = (
    "gsm8k", "math500", "sat_math", "cruxeval_output", "kor_operation", "graphwiz_shortest", "graphwiz_topology",
    "clrs_text", "bbh_web_of_lies", "bbh_logical_deduction_three_objects",
)  # fmt: skip
PREFIX: Final = "tracepile_"  # of task names, so that they never hide a harness's own


def benchmark(name: str) -> Benchmark:
    """The benchmark of this name. InputError with the names there are."""
    found = BENCHMARKS.get(name)
    if found is None:
        raise InputError(f"a benchmark among {', '.join(BENCHMARKS)}", name, "benchmark")
    return found


def suite(name: str) -> tuple[str, ...]:
    """Names of a suite's benchmarks. `coe` is not one of these: its items are a corpus's."""
    if name == "fast":
        return FAST
    if name in ("paper", "style"):
        return tuple(row.name for row in _ROWS if row.suite == name)
    raise InputError("a suite among paper, fast, style, coe", name, "--suite")
