"""Faithfulness of chains of execution, as a metric of the library `evaluate`.

    metric = evaluate.load("./spaces/coe_faithfulness")
    metric.compute(predictions=[text], references=[{"code": code, "call": "f(3)"}])

A text's claims about a run are checked against the recorded run: proved, refuted, unplaced or unread; its answer apart.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import datasets
import evaluate

from tracepile_hf.errors import InputError, TracepileError
from tracepile_hf.evaluation.faithfulness import judge, summary
from tracepile_hf.evaluation.judge import Reference, asked_of_code, asked_of_row
from tracepile_hf.tracing import read_call

_DESCRIPTION = """\
How much of what a text says about a run of a Python program is true of the run. The program is run again in a jail,
every claim of the text is judged against the recorded run, and the text's answer apart from its reasons.
"""
_KWARGS_DESCRIPTION = """\
Args:
    predictions: texts that tell a run and end with its answer; or, without references, triples (code, call, text).
    references: what each text is about: a row of a TracePile corpus; or a mapping with `code` and `call` (`f([3, 1])`)
        or `stdin`; or a pair (code, call).
    details: also give every text's own figures, under `texts`.
Returns:
    n, answer_right, no_answer, claims, proved, refuted, unplaced, unread (shares of the claims), texts_faithful,
    texts_with_a_false_claim, right_for_wrong_reasons, right_without_reasons (shares of the texts, with a 95 %
    interval), first_wrong_step (share of the run, the median), faults, and the same by_kind, by_level and by_depth.
"""
_CITATION = """\
@article{chen2025chain,
  title   = {Chain of Execution Supervision Promotes General Reasoning in Large Language Models},
  author  = {Chen, Nuo and Li, Zehua and Bao, Keqin and Lin, Junyang and Liu, Dayiheng},
  journal = {arXiv preprint arXiv:2510.23629},
  year    = {2025}
}
"""


class CoeFaithfulness(evaluate.Metric):
    """The metric. References of any accepted form travel as JSON text, for they differ in shape."""

    def _info(self) -> evaluate.MetricInfo:
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation=_CITATION,
            inputs_description=_KWARGS_DESCRIPTION,
            features=datasets.Features(
                {"predictions": datasets.Value("string"), "references": datasets.Value("string")}
            ),
            reference_urls=["https://arxiv.org/abs/2510.23629"],
        )

    def add(self, *, prediction: Any = None, reference: Any = None, **rest: Any) -> None:
        """Add one text, and what it is about."""
        text, about = _pair(prediction, reference)
        super().add(prediction=text, reference=about, **rest)

    def add_batch(self, *, predictions: Any = None, references: Any = None, **rest: Any) -> None:
        """Add texts, and what they are about."""
        about = [None] * len(predictions) if references is None else references
        if len(about) != len(predictions):
            raise InputError(f"{len(predictions)} references", str(len(about)), "coe_faithfulness")
        pairs = [_pair(text, reference) for text, reference in zip(predictions, about, strict=True)]
        super().add_batch(predictions=[text for text, _ in pairs], references=[about for _, about in pairs], **rest)

    def compute(self, *, predictions: Any = None, references: Any = None, **rest: Any) -> dict[str, Any] | None:
        """The figures of all texts given here and added before."""
        if predictions is not None:
            self.add_batch(predictions=predictions, references=references)
        return super().compute(**rest)

    def _compute(self, predictions: Sequence[str], references: Sequence[str], details: bool = False) -> dict[str, Any]:
        judged = []
        texts = []
        faults = 0
        known: dict[str, Reference] = {}
        for text, about in zip(predictions, references, strict=True):
            try:
                if about not in known:
                    known = {about: _asked(json.loads(about))}  # several texts about one run: it is made once
                one = judge(text, known[about])
            except TracepileError as error:  # the run could not be made: nothing is said about the text
                faults += 1
                texts.append({"fault": str(error)})
                continue
            judged.append(one)
            texts.append(_figures(one))
        found = summary(judged, faults)
        return {**found, "texts": texts} if details else found


def _pair(text: Any, reference: Any) -> tuple[str, str]:
    """A text and what it is about, as JSON."""
    if reference is None:
        if isinstance(text, str) or not isinstance(text, Sequence) or len(text) != 3:
            raise InputError(
                "a reference, or (code, call, text) as the prediction", type(text).__name__, "coe_faithfulness"
            )
        code, call, text = text
        reference = {"code": code, "call": call}
    if isinstance(reference, str):
        return text, reference
    if not isinstance(reference, Mapping):
        if len(reference) != 2:
            raise InputError(
                "a row, a mapping with code, or (code, call)", f"{len(reference)} parts", "coe_faithfulness"
            )
        reference = {"code": reference[0], "call": reference[1]}
    return text, json.dumps(reference)


def _asked(about: Mapping[str, Any]) -> Reference:
    if "messages" in about:
        return asked_of_row(about)
    code = about.get("code")
    if not isinstance(code, str):
        raise InputError("a corpus row, or `code` with `call` or `stdin`", ", ".join(about), "coe_faithfulness")
    if about.get("call"):
        return asked_of_code(code, *read_call(about["call"]))
    return asked_of_code(code, stdin=str(about.get("stdin") or ""))


def _figures(one: Any) -> dict[str, Any]:
    wrong = one.first_wrong
    return {
        "answer": one.answer,
        "proved": one.proved,
        "refuted": one.refuted,
        "unplaced": one.unplaced,
        "unread": one.unread,
        "steps": one.steps,
        "first_wrong": None if wrong is None else {"said": wrong.said, "truth": wrong.truth, "step": wrong.step},
    }
