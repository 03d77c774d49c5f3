"""What the page is made of, without a browser: exact values, hostile ones, limits, links, the folder itself."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import exports
import marking
import model
import pytest
import showing
import surroundings
from conftest import SPACE
from examples import Examples
from explorer import LONGEST, Explorer, case_from, packed, unpacked
from waiting import LIMIT, PATIENCE
from workers import SECONDS, Sorry, Workers

import tracepile_hf as tp
from tracepile_hf.errors import InputError, TracepileError
from tracepile_hf.questions.history import History

pytestmark = pytest.mark.xdist_group("space")
FULL = ("full", "prose", "whole")


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    found = Explorer(patience=PATIENCE)
    if found.why_closed:
        pytest.skip(f"no public jail here: {found.why_closed}")
    return found


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    found = Workers(1, patience=PATIENCE)
    if found.why_closed:
        found.close()
        pytest.skip(f"no public jail here: {found.why_closed}")
    yield found
    found.close()


def test_every_example_is_told_and_proved(explorer: Explorer) -> None:
    cases = Examples()
    assert {title.split(":")[0] for title in cases.titles} == {"Algorithm", "Competition", "Math"}
    for title in cases.titles:
        shown = explorer.run(*cases.boxes(title), FULL, True)
        payload = json.loads(shown.payload)
        assert shown.message == "", title
        assert shown.text, title
        assert payload["proved"] == payload["claims"] > 0, title
        assert cases.has(cases.boxes(title))
        assert 10 <= len(payload["steps"]) <= 150, f"{title}: long enough to watch, short enough to read"


def test_a_run_that_takes_too_long_is_stopped_and_that_is_said() -> None:
    explorer = Explorer()
    longer = "ran longer than a visitor's run may"
    assert longer in explorer.run("import time\ntime.sleep(600)\n", "", "", FULL, True).message
    endless = json.loads(explorer.run("n = 0\nwhile True:\n    n += 1\n", "", "", FULL, True).payload)
    assert longer in endless["outcome"] or "took more steps than can be shown" in endless["outcome"]


def test_less_detail_is_shorter_and_proved(explorer: Explorer) -> None:
    code = "def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t\n"
    sizes = []
    for detail in ("full", "condensed", "outline"):
        shown = explorer.run(code, "f(300)", "", (detail, "prose", "whole"), False)
        assert shown.text, detail
        sizes.append(len(shown.text))
    assert sizes[0] > sizes[1] > sizes[2]


def test_the_whole_value_follows_changes_of_parts(explorer: Explorer) -> None:
    code = (
        "class P:\n    def __init__(self):\n        self.x = 1\n        self.ys = [1]\n"
        "p = P()\nq = [p]\np.x = 5\nq[0].ys[0] = 7\nd = {'a': [0, 0]}\nd['a'][1] = 3\n"
    )
    steps = json.loads(explorer.run(code, "", "", FULL, False).payload)["steps"]
    values = {}
    for step in steps:
        for owner, name, value, _ in step.get("c", []):
            if owner == 0:
                values[name] = value
    assert values["p"] == "P(x=5, ys=[7])"
    assert values["q"] == "[P(x=5, ys=[7])]"
    assert values["d"] == "{'a': [0, 3]}"


def test_questions_narrator_and_explorer_say_the_same_of_a_part_of_a_part() -> None:
    code = "class P:\n    pass\np = P()\np.t = (1, [2])\np.x = 1\np.x = 2\np.t[1][0] = 5\nprint(p.x)\n"
    trace = tp.trace(code)
    text = tp.narrate(trace)
    payload = showing.payload(trace, text, tp.verify(text, trace))
    changes = [step["c"] for step in payload["steps"] if "c" in step]
    assert changes[-1] == [[0, "p", "P(t=(1, [5]), x=2)", "p.t[1][0] = 5"]]
    assert History(trace).value_at(0, "p", len(trace.steps) - 1) == "P(t=(1, [5]), x=2)"
    assert re.search(r"`p\.t` (is now|becomes) \(1, \[5\]\)", text)
    assert payload["proved"] == payload["claims"]


def test_attributes_of_a_class_have_rows_of_their_own_until_its_name_holds_something_else() -> None:
    code = "class P:\n    count = 0\n    rows = [1]\nP.count = 1\nP.rows[0] = 2\nP = 3\n"
    trace = tp.trace(code)
    steps = showing.payload(trace, "", tp.verify("", trace))["steps"]
    assert [step["c"] for step in steps] == [
        [[0, "P", "<class P>", ""], [0, "P.count", "0", ""], [0, "P.rows", "[1]", ""]],
        [[0, "P.count", "1", ""]],
        [[0, "P.rows", "[2]", "P.rows[0] = 2"]],
        [[0, "P.count", "<unbound>", ""], [0, "P.rows", "<unbound>", ""], [0, "P", "3", ""]],
    ]


def test_large_values_keep_their_beginning_and_their_end() -> None:
    value = str(list(range(1000)))
    shown = showing.cut(value)
    assert shown.startswith("[0, 1, 2,")
    assert shown.endswith("998, 999]")
    assert f"{len(value) - showing.SHOWN:,} more characters" in shown
    assert len(shown) < 300
    assert showing.cut("[1, 2]") == "[1, 2]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\x1b[31m", "␛[31m"),
        ("\x00\r\x7f", "␀␍␡"),
        ("a\u202eb\u2066c\u200fd", "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d"),
        ("\udc80", "⟨U+DC80⟩"),
        ("\ufeff\u2028", "⟨U+FEFF⟩⟨U+2028⟩"),
        ("שלום 👩‍👧", "שלום 👩‍👧"),
    ],
)
def test_nothing_hides_in_text(text: str, shown: str) -> None:
    assert showing.visible(text) == shown
    showing.visible(text).encode("utf-8")


def test_a_wrong_claim_is_placed_where_the_run_has_what_is_true(explorer: Explorer) -> None:
    code = "def f(n):\n    t = n + 1\n    return t\n"
    kept = explorer.run(code, "f(4)", "", FULL, False).kept
    told = json.loads(explorer.check(kept, "We trace `f(4)`. Line 2 sets `t` to 6. The answer is 5."))
    refuted = [piece for piece in told["text"] if len(piece) > 1 and piece[1] == "refuted"]
    assert [(piece[2], piece[3]) for piece in refuted] == [(2, "the run says 5")]
    assert told["headline"] == "final answer right; first error: line 2"
    assert told["first"] == 2


def test_messages_are_text() -> None:
    assert "<img" not in marking.said("<img src=x onerror=alert(1)>")
    assert marking.said("") == ""


def test_questions_differ_in_kind_and_point_at_their_moment(explorer: Explorer) -> None:
    code = (
        "def f(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n"
    )
    asked = explorer.ask(explorer.run(code, "f([3, 9, 4, 12])", "", FULL, False).kept, 1)
    assert len(asked) >= 4
    assert len({question.kind for question in asked}) == len(asked)
    assert all(explorer.grade(question.answer, question.answer) for question in asked)
    assert any(question.step >= 0 and question.proof.startswith("step ") for question in asked)


def test_a_program_without_examples_is_rewritten_on_its_own_input(explorer: Explorer) -> None:
    code = "def f(xs):\n    t = 0\n    for x in xs:\n        if x > 2:\n            t = t + x\n    return t\n"
    kept = explorer.run(code, "f([1, 2, 3, 4])", "", FULL, False).kept
    found = explorer.rewrite(kept, 3, [])
    assert found is not None
    assert found.inputs == 1
    assert "It returned 7" in json.loads(found.payload)["outcome"]


def test_runs_survive_being_packed(explorer: Explorer) -> None:
    trace = unpacked(explorer.run("x = 1\n", "", "", FULL, False).kept)
    assert unpacked(packed(trace)) == trace


@pytest.mark.parametrize(
    ("code", "call"),
    [("", ""), ("x = 1\n" * 4000, ""), ("x = '\udc80'", ""), ("x = '\0'", ""), ("(" * 5000, ""), ("x = 1", "f(*[1])")],
)
def test_what_is_no_program_is_an_input_error(code: str, call: str) -> None:
    with pytest.raises(InputError):
        case_from(code, call, "")


def test_a_call_may_name_a_method_and_keywords() -> None:
    case = case_from("class A: pass", "A.go(1, [2], key='x')", "")
    assert case.program.entry_point == "A.go"
    assert (case.arguments, case.keyword_arguments) == (("1", "[2]"), (("key", "'x'"),))


def test_a_link_brings_back_the_boxes_and_nothing_else() -> None:
    state = ["x = 1\n", "f('é')", "a\nb", "outline"]
    assert list(exports.from_link(exports.to_link(state)).values())[:4] == state
    bomb = exports.to_link(["a" * 10_000_000, "", "", ""])
    for damaged in ("", "!", "AAAA", exports.to_link(state)[:-9], exports.to_link(state[:2]), bomb):
        with pytest.raises(InputError):
            exports.from_link(damaged)


def test_text_that_takes_too_long_costs_one_process_and_not_the_page(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = workers.ask("run", "x = 1\n", "", "", FULL, False).kept
    monkeypatch.setitem(SECONDS, "check", 0.05 / PATIENCE)
    with pytest.raises(Sorry, match="longer than"):
        workers.ask("check", kept, "(" * 29_000)
    monkeypatch.setitem(SECONDS, "check", LIMIT)
    assert "first error: line 1" in workers.ask("check", kept, "`x` = 2")


def test_a_fault_is_said_and_costs_nothing(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Sorry, match="The fault is ours"):
        workers.ask("check", b"not a run", "secret words of a visitor")
    assert "secret words" not in capfd.readouterr().err
    with pytest.raises(Sorry, match="at most"):
        workers.ask("check", b"", "a" * (LONGEST["telling"] + 1))


def test_a_missing_layer_closes_the_explorer_to_visitors() -> None:
    closed = Explorer(without=["seccomp"], patience=PATIENCE)
    assert "seccomp" in closed.why_closed
    with pytest.raises(InputError, match="examples"):
        closed.run("x = 1\n", "", "", FULL, False)
    cases = Examples()
    assert closed.run(*cases.boxes(cases.titles[0]), FULL, True).text
    assert "Landlock" in Explorer(without=["landlock", "namespaces"]).why_closed


def test_only_known_variables_stay() -> None:
    given = {"PATH": "/bin", "HF_TOKEN": "a", "MY_KEY": "b", "TRACE_EXPLORER_KEY": "c", "GRADIO_SERVER_NAME": "0.0.0.0"}
    kept = surroundings.cleaned(given)
    assert kept["PATH"] == "/bin"
    assert kept["GRADIO_SERVER_NAME"] == "0.0.0.0"
    assert not {"a", "b", "c"} & set(kept.values())


def test_a_models_telling_comes_from_the_function_that_is_given() -> None:
    asked = []

    def complete(prompt: str) -> str:
        asked.append(prompt)
        return "The answer is 3. " * 10_000

    assert len(model.telling(complete, "What does f return?")) == model.LONGEST
    assert "What does f return?" in asked[0]
    with pytest.raises(TracepileError, match="empty"):
        model.telling(lambda _: " ", "?")
    with pytest.raises(TracepileError, match=r"did not answer \(ZeroDivisionError\)"):
        model.telling(lambda _: str(1 // 0), "?")
    assert model.from_environment({}, "") is None


def test_the_folder_is_a_space() -> None:
    from huggingface_hub import SpaceCard
    from huggingface_hub.repocard import metadata_load

    card = SpaceCard.load(SPACE / "README.md")
    assert card.data.sdk == "gradio"
    data = metadata_load(SPACE / "README.md")
    assert data is not None
    assert (SPACE / data["app_file"]).is_file()
    assert data["python_version"] == "3.11"
    assert len(data["short_description"]) <= 60
    requirements = (SPACE / "requirements.txt").read_text(encoding="utf-8").split()
    assert requirements == [f"gradio=={data['sdk_version']}"], "what others have published; the package goes along"


def test_without_gradio_it_says_how_to_get_it(tmp_path: Path) -> None:
    command = [sys.executable, "-S", str(SPACE / "app.py")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == 1
    assert "expected gradio" in done.stderr
    assert "requirements.txt" in done.stderr


@pytest.mark.parametrize(
    ("port", "patience", "said"),
    [("taken", "1", "expected a port to serve on, got"), ("0", "much", "expected a number from 1 to 1000, got 'much'")],
)
def test_what_the_page_cannot_be_served_with_is_said_in_one_line(port: str, patience: str, said: str) -> None:
    pytest.importorskip("gradio")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = port if port != "taken" else str(taken.getsockname()[1])
        command = [sys.executable, str(SPACE / "app.py"), "--port", number]
        environment = {**os.environ, "TRACE_EXPLORER_PATIENCE": patience}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_seeds_of_examples_are_fixed() -> None:
    one, other = Examples(), Examples()
    assert [one.boxes(title) for title in one.titles] == [other.boxes(title) for title in other.titles]
    assert Random("explorer").random() == Random("explorer").random()
