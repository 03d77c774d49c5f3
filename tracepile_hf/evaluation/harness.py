"""A model through lm-eval, task by task: each task's result is on disk before the next begins.

lm-eval is used by its Python API and offline where the data are in a folder. A task that is on disk, made with the same
model, data, prompts and decoding, is not run again.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import BENCHMARKS, PREFIX, suite
from tracepile_hf.evaluation.results import Answered, TaskResult, read_result, write_all, write_result
from tracepile_hf.evaluation.taskfiles import FOLDER, read_task

BACKENDS: Final = ("hf", "vllm", "openai")
COE: Final = "coe"
EDGE: Final = 1 << 20  # bytes of a weight file that its digest looks at, at either end
INSTALL: Final = "pip install 'tracepile-hf[eval]'"


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What to evaluate and how. `model`: a folder, a Hub id, or what the server at `base_url` calls it."""

    model: str
    tasks: tuple[str, ...]
    out: Path
    backend: str = "hf"
    revision: str = ""
    data_dir: Path | None = None
    corpus: str = ""
    config: str = "all"
    limit: int | None = None
    chat: bool = False
    batch_size: str = "8"
    max_tokens: int | None = None
    base_url: str = ""
    model_args: Mapping[str, str] | None = None


def tasks_of(name: str, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """Names of a suite's tasks; `chosen` of them, where given. InputError for names that do not exist."""
    if name == COE:
        return (COE,)
    names = suite(name)
    unknown = [one for one in chosen if one not in BENCHMARKS]
    if unknown:
        raise InputError(f"benchmarks among {', '.join(BENCHMARKS)}", ", ".join(unknown), "--task")
    return tuple(chosen) or names


def evaluate(
    order: EvaluationPlan,
    told: Callable[[TaskResult, bool], None],
    lacking: Callable[[str, str], None],
    model: Any = None,
) -> list[TaskResult]:
    """Run what is missing, tell each result as it ends (True: it was on disk already), write results.json.

    A task whose data are not there is told to `lacking` with the reason; the others go on. `model`: an lm-eval model
    that is loaded already. Errors: InputError for a
    missing package, an unknown backend, or a folder that holds another model's results.
    """
    if order.backend not in BACKENDS:
        raise InputError(f"a backend among {', '.join(BACKENDS)}", order.backend, "--backend")
    harness = _Harness(order, model)
    _check_others(order)
    results = []
    for name in order.tasks:
        kept = _kept(order, name, harness.stamp(name))
        try:
            result = kept or harness.run(name)
        except NoData as error:
            lacking(name, str(error))
            continue
        if kept is None:
            write_result(result, order.out)
        results.append(result)
        told(result, kept is not None)
    write_all(_on_disk(order.out), order.out)
    return results


_ALIKE: Final = ("model", "model_revision", "model_args", "backend", "chat", "limit")


def _check_others(order: EvaluationPlan) -> None:
    """InputError if the folder holds results of another model, or made otherwise: one folder is one run."""
    wanted = {
        "model": order.model, "model_revision": order.revision, "model_args": dict(order.model_args or {}),
        "backend": order.backend, "chat": order.chat, "limit": order.limit,
    }  # fmt: skip
    for found in _on_disk(order.out):
        for key in _ALIKE:
            if getattr(found, key) != wanted[key]:
                where = f"{order.out}: {found.task}"
                raise InputError(f"{key} {wanted[key]} in a folder of its own (--out)", str(getattr(found, key)), where)


def _on_disk(folder: Path) -> list[TaskResult]:
    """All results in a folder, in the order of the table of benchmarks."""
    order = [*BENCHMARKS, COE]
    paths = [folder / "tasks" / f"{name}.json" for name in order]
    return [read_result(path) for path in paths if path.is_file()]


def _kept(order: EvaluationPlan, name: str, stamp: Mapping[str, Any]) -> TaskResult | None:
    """The result on disk. InputError if it was made otherwise: mixing two kinds of runs would mislead."""
    path = order.out / "tasks" / f"{name}.json"
    if not path.is_file():
        return None
    found = read_result(path)
    made = {key: getattr(found, key) for key in stamp}
    for key, wanted in stamp.items():
        if json.dumps(made[key], sort_keys=True) != json.dumps(wanted, sort_keys=True):
            raise InputError(f"{key} {wanted} in a folder of its own (--out)", f"{made[key]}", str(path))
    return found


class NoData(InputError):
    """A benchmark's items are not where they were looked for."""


class _Harness:
    """lm-eval with one model, which is loaded when the first task needs it."""

    def __init__(self, order: EvaluationPlan, model: Any = None) -> None:
        self.order = order
        self._model = model

    def stamp(self, name: str) -> dict[str, Any]:
        """What makes two results of a task comparable."""
        order, task = self.order, read_task(FOLDER / f"{name}.yaml")
        return {
            "task": name,
            "model": order.model,
            "model_revision": order.revision,
            "model_args": dict(order.model_args or {}),
            "backend": order.backend,
            "harness": f"lm-eval {_version()}",
            "task_version": str(task["metadata"]["version"]),
            "decoding": self._decoding(task["generation_kwargs"]),
            "shots": task.get("num_fewshot", 0),
            "chat": order.chat,
            "limit": order.limit,
        }

    def _decoding(self, own: Mapping[str, Any]) -> dict[str, Any]:
        limit = self.order.max_tokens
        return dict(own) if limit is None else {**own, "max_gen_toks": min(limit, own["max_gen_toks"])}

    def run(self, name: str) -> TaskResult:
        """One task, from its items to its result."""
        from lm_eval import simple_evaluate
        from lm_eval.tasks import TaskManager

        order, started = self.order, time.monotonic()
        stamp = self.stamp(name)
        given = {
            "data_dir": str(order.data_dir) if order.data_dir else None,
            "corpus": order.corpus,
            "config": order.config,
        }
        # lm-eval says on every load how its own tasks take such data
        logging.getLogger("lm_eval").setLevel(logging.ERROR)
        manager = TaskManager(include_path=str(FOLDER), include_defaults=False, metadata=given)
        try:  # the clearer error first: before the model
            loaded = manager.load([PREFIX + name])["tasks"][PREFIX + name]
        except InputError as error:
            raise NoData(error.expected, error.got, error.where) from None
        total, revision = len(loaded.test_docs()), str(loaded.test_docs()[0]["data_revision"])
        found = simple_evaluate(
            model=self._loaded(),
            tasks=[PREFIX + name],
            task_manager=manager,
            limit=order.limit,
            apply_chat_template=order.chat,
            gen_kwargs={"max_gen_toks": stamp["decoding"]["max_gen_toks"]},
            bootstrap_iters=0,
            log_samples=True,
        )
        items = [self._item(sample, stamp["decoding"]["max_gen_toks"]) for sample in _samples(found, name)]
        return TaskResult(
            **stamp,
            title=BENCHMARKS[name].title if name in BENCHMARKS else "Chains of execution, held-out families",
            model_commit=_commit_of(self._model, order.model),
            data_revision=revision,
            items_of_benchmark=total,
            seconds=round(time.monotonic() - started, 1),
            items=tuple(items),
            faithfulness=_faithfulness(items) if name == COE else {},
        )

    def _item(self, sample: Mapping[str, Any], limit: int) -> Answered:
        doc, text = sample["doc"], str(sample["resps"][0][0] or "")
        if sample["fault"]:
            outcome = "fault"
        else:
            outcome = "right" if sample["right"] else ("wrong" if sample["answered"] else "none")
        claims = {name: float(sample[name]) for name in _CLAIMS if sample.get(name) is not None}
        if claims:
            claims |= {"right": float(sample["right"]), "answered": float(sample["answered"])}
        return Answered(
            str(doc["id"]),
            doc["group"],
            doc["cluster"],
            outcome,
            self._is_cut(text, limit),
            doc["chance"],
            text,
            doc["level"],
            claims,
        )

    def _is_cut(self, text: str, limit: int) -> bool:
        """Whether an answer was ended by the token limit: as the server says, else by its length in tokens."""
        reasons: Mapping[str, str] | None = getattr(self._model, "finish_reasons", None)
        if reasons is not None:
            return reasons.get(text) == "length"
        # what a model wrote can be one token longer than the same text read anew
        return len(self._model.tok_encode(text, add_special_tokens=False)) >= limit - 1

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                self._model = _model(self.order)
            except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
                # no such model, not its files, options it does not take, a missing package, no room, no such device
                raise InputError("a model that can be loaded", _first_line(error), self.order.model) from None
        return self._model


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]


_CLAIMS: Final = ("proved", "refuted", "unplaced", "unread", "first_wrong", "steps")


def _samples(found: Any, name: str) -> list[dict[str, Any]]:
    samples: list[dict[str, Any]] = found["samples"][PREFIX + name]
    return sorted(samples, key=lambda sample: int(sample["doc_id"]))


def _faithfulness(items: Sequence[Answered]) -> dict[str, Any]:
    from tracepile_hf.evaluation.faithfulness import of_row, summary

    judged = [of_row(item.claims, item.group, item.level, item.cluster) for item in items if item.claims]
    return summary(judged, sum(item.outcome == "fault" for item in items))


def _commit_of(model: Any, name: str) -> str:
    """The commit of a model from the Hub; of a folder a digest of its weights' edges; "" of what is served."""
    folder = Path(name)
    if not folder.is_dir():
        config = getattr(getattr(model, "model", None), "config", None)
        return str(getattr(config, "_commit_hash", None) or "")
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.safetensors"), *folder.glob("*.gguf"), *folder.glob("config.json")]):
        size = path.stat().st_size
        with path.open("rb") as file:
            edges = file.read(EDGE)
            file.seek(max(0, size - EDGE))
            total.update(f"{path.name} {size} ".encode() + edges + file.read(EDGE))
    return total.hexdigest()[:16]


def _version() -> str:
    try:
        return importlib.metadata.version("lm_eval")
    except importlib.metadata.PackageNotFoundError:
        raise InputError("lm-eval", "none", INSTALL) from None


def _model(order: EvaluationPlan) -> Any:
    """The model as lm-eval takes it."""
    from lm_eval.api.registry import get_model
    from lm_eval.utils import handle_arg_string

    own = {name: handle_arg_string(value) for name, value in (order.model_args or {}).items()}  # 2048 is a number
    if order.backend == "openai":
        return _served(order, own)
    own = {"pretrained": order.model, **({"revision": order.revision} if order.revision else {}), **own}
    if order.backend == "vllm":
        return get_model("vllm").create_from_arg_obj(own, {"batch_size": "auto"})
    folder = Path(order.model)
    weights = sorted(folder.glob("*.gguf")) if folder.is_dir() and not list(folder.glob("*.safetensors")) else []
    if weights:
        own["gguf_file"] = weights[0].name
    import torch

    device = own.pop("device", "cuda" if torch.cuda.is_available() else "cpu")
    return get_model("hf").create_from_arg_obj(own, {"batch_size": order.batch_size, "device": device})


def _served(order: EvaluationPlan, own: dict[str, Any]) -> Any:
    """A server that speaks OpenAI's protocol; it says itself which answers its limit ended."""
    from lm_eval.models.openai_completions import LocalChatCompletion, LocalCompletionsAPI

    if not order.base_url:
        raise InputError("--base-url, such as http://localhost:8000/v1", "none", "--backend openai")
    base: Any = LocalChatCompletion if order.chat else LocalCompletionsAPI

    class Served(base):  # type: ignore[misc]  # lm-eval ships no annotations
        """lm-eval's client, which drops why an answer ended."""

        finish_reasons: dict[str, str]

        def parse_generations(self, outputs: Any, **rest: Any) -> list[str]:
            parsed: list[str] = (
                base.parse_generations(self, outputs, **rest) if order.chat else base.parse_generations(outputs, **rest)
            )
            answers = outputs if isinstance(outputs, list) else [outputs]
            ends = [choice.get("finish_reason") or "" for answer in answers for choice in answer["choices"]]
            self.finish_reasons.update(zip((text or "" for text in parsed), ends, strict=False))
            return parsed

    path = "chat/completions" if order.chat else "completions"
    served = Served(base_url=f"{order.base_url.rstrip('/')}/{path}", model=order.model, tokenizer_backend=None, **own)
    served.finish_reasons = {}
    return served
