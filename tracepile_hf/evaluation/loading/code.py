"""Code: CRUXEval both ways, LiveCodeBench's test outputs and its programs to write."""

from __future__ import annotations

import ast
import base64
import io
import json
import pickle
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.loading.item import Row, TaskItem, text_of

Rows = Sequence[Mapping[str, Any]]
CAP: Final = 256 << 20  # bytes of one problem's tests, unpacked


def cruxeval_output(rows: Rows) -> list[TaskItem]:
    """code, input, output, id: what does f return?"""
    made = []
    for row in rows:
        code, given, output = (text_of(row, name) for name in ("code", "input", "output"))
        prompt = f"[PYTHON]\n{code}\nassert f({given}) == ??\n[/PYTHON]"
        gold = json.dumps({"value": output})
        made.append(TaskItem(text_of(row, "id"), prompt, f"[ANSWER]\nf({given}) == {output}\n[/ANSWER]", "value", gold))
    return made


def cruxeval_input(rows: Rows) -> list[TaskItem]:
    """code, input, output, id: for which input does f return this? Any that does counts."""
    made = []
    for row in rows:
        code, given, output = (text_of(row, name) for name in ("code", "input", "output"))
        prompt = f"[PYTHON]\n{code}\nassert f(??) == {output}\n[/PYTHON]"
        gold = json.dumps({"code": code, "value": output})
        made.append(TaskItem(text_of(row, "id"), prompt, f"[ANSWER]\nf({given}) == {output}\n[/ANSWER]", "input", gold))
    return made


def test_output(rows: Rows) -> list[TaskItem]:
    """question_content, starter_code, function_name, test (JSON: input, output, testtype), test_id."""
    made = []
    for row in rows:
        name, id = text_of(row, "function_name"), f"{text_of(row, 'question_id')}/{row.get('test_id', 0)}"
        tests = json.loads(text_of(row, "test"))
        if not tests:
            raise InputError("a test", "none", f"livecodebench, {id}")
        given = ", ".join(str(tests[0]["input"]).split("\n"))
        output = str(tests[0]["output"]).strip()
        prompt = (
            f"{text_of(row, 'question_content').strip()}\n\n"
            f"Function:\n```python\n{text_of(row, 'starter_code')}\n```\n\n"
            f"Test case to complete:\n```python\nassert {name}({given}) == ??\n```"
        )
        target = f"```python\nassert {name}({given}) == {_python(output)}\n```"
        gold = json.dumps({"value": _python(output), "function": name})
        made.append(
            TaskItem(id, prompt, target, "value", gold, str(row.get("difficulty", "")), text_of(row, "question_id"))
        )
    return made


def _python(text: str) -> str:
    """A value written as JSON (true, null) as Python writes it."""
    try:
        ast.literal_eval(text)
    except (SyntaxError, ValueError):
        try:
            return repr(json.loads(text))
        except ValueError:
            return text
    return text


def generation(rows: Rows) -> list[TaskItem]:
    """question_content, starter_code, public_test_cases, private_test_cases, metadata (func_name)."""
    made = []
    for row in rows:
        id, starter = text_of(row, "question_id"), str(row.get("starter_code") or "")
        tests = json.loads(text_of(row, "public_test_cases")) + _private(row)
        if not tests:
            raise InputError("tests", "none", f"livecodebench, {id}")
        metadata = json.loads(str(row.get("metadata") or "{}"))
        how = (
            f"Complete this code:\n```python\n{starter}\n```"
            if starter
            else "The program reads standard input and prints its answer."
        )
        prompt = f"{text_of(row, 'question_content').strip()}\n\n{how}"
        cases = [{"input": str(test["input"]), "output": str(test["output"])} for test in tests]
        gold = json.dumps({"function": metadata.get("func_name") or "", "cases": cases})
        made.append(TaskItem(id, prompt, "", "program", gold, str(row.get("difficulty", ""))))
    return made


class _TextOnly(pickle.Unpickler):
    """Reads a pickled text and nothing that names a class or a function."""

    def find_class(self, module: str, name: str) -> Any:
        raise InputError("a pickled text", f"{module}.{name}", "livecodebench, private tests")


def _private(row: Row) -> list[dict[str, str]]:
    """Tests as JSON, or as the data set packs them: base64 of zlib of a pickled JSON text."""
    packed = str(row.get("private_test_cases") or "[]")
    try:
        tests: list[dict[str, str]] = json.loads(packed)
        return tests
    except ValueError:
        pass
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(packed), CAP)
        text = _TextOnly(io.BytesIO(data)).load()
        tests = json.loads(text)
    except (ValueError, TypeError, EOFError, zlib.error, pickle.UnpicklingError) as error:
        raise InputError(
            "private tests as JSON or packed", str(error), f"livecodebench, {row.get('question_id')}"
        ) from None
    return tests
