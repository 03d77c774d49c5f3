"""The settings of `trl sft`: which there are, what kind of value each takes, in which range. No TRL is needed for it.

The table (trainers/settings.yaml) is written from TRL's and transformers' own classes. Three settings are this
package's own and are taken out before TRL sees the recipe: `global_batch` (sequences a step, kept on any number of
GPUs), `eval_rows` (rows of the validation split that the loss is taken on) and `own_template` (the model's own chat
template, where it has one).
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from tracepile_hf.errors import InputError
from tracepile_hf.training.recipe import Recipe
from tracepile_hf.training.where import trainers_folder

_OURS: Final = {"global_batch": ["whole", "null"], "eval_rows": ["whole", "null"], "own_template": ["flag"]}
OURS: Final = tuple(_OURS)
_SAID: Final = {
    "text": "text",
    "whole": "a whole number",
    "number": "a number",
    "flag": "true or false",
    "list": "a list",
    "mapping": "a mapping",
    "null": "null",
}
_ATTENTION: Final = ("eager", "sdpa", "flex_attention", "flash_attention_2", "flash_attention_3", "flash_attention_4")
# (lowest, whether it itself will do, highest, whether it itself will do): beyond these, training code takes a value and
# cannot train with it, or fails on it later.
_RANGES: Final[dict[str, tuple[float, bool, float, bool]]] = {
    **dict.fromkeys(("adam_beta1", "adam_beta2", "lora_dropout", "label_smoothing_factor"), (0, True, 1, False)),
    **dict.fromkeys(("adam_epsilon", "neftune_noise_alpha"), (0, False, math.inf, False)),
    "learning_rate": (0, False, 1, True),
    "num_train_epochs": (0, False, math.inf, False),
    "test_split_size": (0, False, math.inf, False),
    **dict.fromkeys(("logging_steps", "save_steps", "eval_steps"), (0, False, math.inf, False)),
    **dict.fromkeys(
        ("warmup_steps", "weight_decay", "max_grad_norm", "eval_delay", "router_aux_loss_coef"),
        (0, True, math.inf, False),
    ),
    **dict.fromkeys(("seed", "data_seed"), (0, True, 2**32 - 1, True)),
    "dataloader_num_workers": (0, True, math.inf, False),
    **dict.fromkeys(
        (
            "per_device_train_batch_size",
            "per_device_eval_batch_size",
            "gradient_accumulation_steps",
            "eval_accumulation_steps",
            "global_batch",
            "eval_rows",
            "save_total_limit",
            "dataset_num_proc",
            "max_length",
            "lora_r",
            "lora_alpha",
            "dataloader_prefetch_factor",
            "torch_empty_cache_steps",
            "ddp_timeout",
        ),
        (1, True, math.inf, False),
    ),
}


_OF_A_RUN: Final = ("env", "tf32", "ddp_backend")  # what has an effect on the process that reads it


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting takes: kinds of value, and the values among which a text must be, if not any will do."""

    kinds: frozenset[str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All settings of a recipe, those of one source of `datasets:`, the trackers, and the versions they are of."""

    settings: dict[str, Setting]
    sources: dict[str, Setting]
    trackers: tuple[str, ...]
    versions: dict[str, str]


@cache
def table() -> Table:
    """The shipped table."""
    loaded = yaml.safe_load((trainers_folder() / "settings.yaml").read_text(encoding="utf-8"))
    settings = _settings({**loaded["settings"], **{name: {"kinds": kinds} for name, kinds in _OURS.items()}})
    return Table(settings, _settings(loaded["sources"]), tuple(loaded["trackers"]), loaded["versions"])


def _settings(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Setting]:
    return {
        name: Setting(frozenset(row["kinds"]), tuple(str(choice) for choice in row.get("choices", ())))
        for name, row in rows.items()
    }


def problems(recipe: Recipe) -> Iterator[InputError]:
    """Every setting that does not exist, or whose value is of the wrong kind, none of the choices or out of range."""
    known = table()
    for key, value in recipe.settings.items():
        where = f"{recipe.path}: {key}"
        if key == "env":
            if not isinstance(value, dict):
                yield InputError("a mapping of environment variables", repr(value)[:80], where)
        elif key not in known.settings:
            close = difflib.get_close_matches(key, known.settings, 1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            yield InputError("a setting that `trl sft` knows", f"{key!r}{hint}", str(recipe.path))
        elif key == "datasets":
            yield from _sources(value, where)
        else:
            yield from _value(key, value, known.settings[key], where)
    yield from _named(recipe, known)


def _sources(value: Any, where: str) -> Iterator[InputError]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or not value:
        yield InputError("a list of sources, each with a path", repr(value)[:80], where)
        return
    known = table().sources
    for number, source in enumerate(value, 1):
        place = f"{where} {number}"
        if not source.get("path"):
            yield InputError("a path of the data set", "none", place)
        for key, found in source.items():
            if key not in known:
                yield InputError(f"a key among {', '.join(known)}", repr(key), place)
            else:
                yield from _value(key, found, known[key], f"{place}: {key}")
    given = [source.get("fraction") is not None for source in value]
    if any(given) and not all(given):
        yield InputError("a fraction for every source, or for none", f"for {sum(given)} of {len(given)}", where)


def _value(key: str, value: Any, setting: Setting, where: str) -> Iterator[InputError]:
    found = _kinds_of(value)
    if not found & setting.kinds and not ("list" in setting.kinds and "text" in found):
        expected = " or ".join(_SAID[kind] for kind in _SAID if kind in setting.kinds)
        yield InputError(f"{expected} for {key}", _shown(value), where)
    elif setting.choices and value is not None and str(value) not in setting.choices:
        yield InputError(f"{key} {_among(str(value), setting.choices)}", _shown(value), where)
    elif key in _RANGES and value is not None:
        yield from _range(key, float(value), where)


def _kinds_of(value: Any) -> set[str]:
    """The kinds as which a value can be read: text that spells a number (YAML's 1e-5) is read as one by TRL too."""
    if isinstance(value, bool):
        return {"flag"}
    if isinstance(value, int):
        return {"whole", "number"}
    if isinstance(value, float):
        return {"number"} if math.isfinite(value) else set()
    if isinstance(value, str):
        return {"text", *_spelled(value)}
    return (
        {"list"}
        if isinstance(value, list)
        else {"mapping"}
        if isinstance(value, dict)
        else {"null"}
        if value is None
        else set()
    )


def _spelled(text: str) -> set[str]:
    try:
        number = float(text)
    except ValueError:
        return set()
    if not math.isfinite(number):
        return set()
    return {"number", "whole"} if text.strip().lstrip("+-").isdecimal() else {"number"}


def _range(key: str, value: float, where: str) -> Iterator[InputError]:
    low, with_low, high, with_high = _RANGES[key]
    if low < value < high or (with_low and value == low) or (with_high and value == high):
        return
    above = f"{key} of at least {low:g}" if with_low else f"{key} above {low:g}"
    below = "" if math.isinf(high) else f" and at most {high:g}" if with_high else f" and below {high:g}"
    yield InputError(above + below, f"{value:g}", where)


def _named(recipe: Recipe, known: Table) -> Iterator[InputError]:
    """Names that no class lists: trackers, attention."""
    trackers = recipe.settings.get("report_to")
    for name in trackers if isinstance(trackers, list) else [trackers]:
        if name is not None and name not in known.trackers:
            yield InputError(
                f"report_to {_among(str(name), known.trackers)}", _shown(name), f"{recipe.path}: report_to"
            )
    attention = recipe.settings.get("attn_implementation")
    if isinstance(attention, str) and "/" not in attention and attention not in _ATTENTION:
        expected = f"attn_implementation {_among(attention, _ATTENTION)} or OWNER/KERNEL"
        yield InputError(expected, attention, f"{recipe.path}: attn_implementation")
    steps = recipe.settings.get("max_steps")
    if isinstance(steps, int) and not isinstance(steps, bool) and steps != -1 and steps < 1:
        yield InputError("max_steps of at least 1, or -1 for whole epochs", str(steps), f"{recipe.path}: max_steps")


def _among(value: str, choices: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(value, choices, 1)
    listed = ", ".join(choices if len(choices) <= 16 else choices[:12]) + (", ..." if len(choices) > 16 else "")
    return f"{close[0]} (one of {listed})" if close else f"one of {listed}"


def _shown(value: Any) -> str:
    return repr(value)[:80]


def foreign(recipe: Recipe) -> Recipe:
    """The recipe as TRL may see it: without this package's own settings."""
    return Recipe(recipe.path, {key: value for key, value in recipe.settings.items() if key not in OURS})


def versions_here() -> dict[str, str]:
    """Of the packages that the table was written from, those installed here."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in table().versions:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def accepted(recipe: Recipe, folder: Path) -> None:
    """Hand the recipe to TRL's own parser, where TRL is installed, as it will be read. Errors: InputError, its words.

    It is read for a CPU: the parser asks this machine's devices for bf16, and the run may be meant for another.
    """
    from trl.scripts.sft import make_parser

    file = folder / "recipe.yaml"
    here = {key: value for key, value in foreign(recipe).settings.items() if key not in _OF_A_RUN}
    for_cpu = {"use_cpu": True, "bf16": False, "fp16": False, "output_dir": str(folder / "out")}
    file.write_text(yaml.safe_dump({**here, **for_cpu}, sort_keys=False), encoding="utf-8")
    parser = make_parser()
    try:
        parser.parse_args_and_config(["--config", str(file)], fail_with_unknown_args=True)
    except (ValueError, TypeError, KeyError, ImportError, OSError, SystemExit) as error:
        raise InputError("settings that TRL takes", " ".join(str(error).split())[:300], str(recipe.path)) from error
