"""Graph questions: GraphWiz, GraphInstruct, and CLRS-Text's runs of textbook algorithms."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.loading.item import Row, TaskItem, text_of

Rows = Sequence[Mapping[str, Any]]
_LAST: Final = re.compile(r"numbered from 0 to (\d+)")
_EDGE: Final = re.compile(r"\((\d+)\s*(->|,)\s*(\d+)(?:\s*,\s*(\d+))?\)")
_YES_NO: Final = frozenset({"bipartite", "connectivity", "cycle", "hamilton", "substructure"})


def graphwiz(rows: Rows) -> list[TaskItem]:
    """input_prompt, answer (`### Yes`, `### 7`, `### [[1, 0, 2]]`); the task is the file's name."""
    made = []
    for place, row in enumerate(rows):
        task = next(
            (name for name in (*_YES_NO, "flow", "shortest", "topology", "triplet") if name in row["_file"]), ""
        )
        prompt, answer = text_of(row, "input_prompt"), text_of(row, "answer").partition("###")[2].strip()
        id, cluster = str(place), str(row.get("index", place))
        if task in _YES_NO:
            gold = json.dumps({"labels": ["Yes", "No"], "answer": answer})
            made.append(TaskItem(id, prompt, f"### {answer}", "label", gold, task, cluster, 0.5))
        elif task in ("flow", "triplet"):
            made.append(TaskItem(id, prompt, f"### {answer}", "number", json.dumps({"value": answer}), task, cluster))
        elif task in ("shortest", "topology"):
            graph = json.dumps(_wiz_graph(prompt, task, answer))
            made.append(TaskItem(id, prompt, f"### {answer}", "graph", graph, task, cluster))
        else:
            raise InputError("a task of GraphWiz", str(row["_file"]), f"graphwiz, row {place}")
    return made


def _wiz_graph(prompt: str, task: str, answer: str) -> dict[str, Any]:
    asked = prompt.rpartition(" Q: ")[2]
    last = _LAST.search(asked)
    if last is None:
        raise InputError("a graph with its nodes numbered from 0", asked[:80], "graphwiz")
    edges = [[int(a), int(b), int(w or 1)] for a, _, b, w in _EDGE.findall(asked)]
    ends = re.search(r"from node (\d+) to node (\d+)", asked)
    return {
        "task": "shortest_path" if task == "shortest" else "topological_sort",
        "nodes": list(range(int(last[1]) + 1)),
        "edges": edges,
        "directed": "->" in asked,
        "ends": [int(ends[1]), int(ends[2])] if ends else [],
        "answer": json.loads(answer.replace("[[", "[").replace("]]", "]")),
    }


_NUMBERS: Final = frozenset(
    {"MST", "common_neighbor", "degree", "diameter", "maximum_flow", "page_rank", "clustering_coefficient", "Jaccard"}
)
_ROUNDED: Final = frozenset({"clustering_coefficient", "Jaccard"})  # given to four decimals
_SETS: Final = frozenset({"connected_component", "neighbor", "predecessor"})
_FORM: Final = {
    "number": "Answer with a number.",
    "label": "Answer with Yes or No.",
    "set": "Answer with the list of nodes in square brackets.",
    "graph": "Answer with a list in square brackets.",
}


def graphinstruct(rows: Rows) -> list[TaskItem]:
    """task, graph, graph_nl, nodes, directed, question, answer."""
    made = []
    for place, row in enumerate(rows):
        task, answer = text_of(row, "task"), text_of(row, "answer").strip()
        if task in _NUMBERS:
            scorer, target = "number", answer
            gold: dict[str, Any] = {"value": answer, "decimals": 4} if task in _ROUNDED else {"value": answer}
        elif task in ("connectivity", "cycle", "edge"):
            scorer, target, gold = "label", answer, {"labels": ["Yes", "No"], "answer": answer}
        elif task in _SETS:
            scorer, target, gold = "set", answer, {"value": answer}
        else:
            scorer, target, gold = "graph", answer, _instruct_graph(row, task, answer)
        form = _FORM[scorer]
        prompt = f"{text_of(row, 'graph_nl')}\n{text_of(row, 'question').strip()} {form}"
        chance = 0.5 if scorer == "label" else 0.0
        cluster = f"{row.get('index')}/{row.get('id', '')}"
        made.append(
            TaskItem(
                f"{task}/{place}", prompt, f"The answer is {target}.", scorer, json.dumps(gold), task, cluster, chance
            )
        )
    return made


def _instruct_graph(row: Row, task: str, answer: str) -> dict[str, Any]:
    edges = [[int(a), int(b), int(w or 1)] for a, b, w in _INSTRUCT_EDGE.findall(text_of(row, "graph"))]
    ends = [int(number) for number in re.findall(r"node (\d+)", text_of(row, "question"))]
    graph: dict[str, Any] = {
        "task": task,
        "nodes": ast.literal_eval(text_of(row, "nodes")),
        "edges": edges,
        "directed": text_of(row, "directed") == "True",
        "ends": ends,
        "answer": ast.literal_eval(answer),
    }
    return graph


_INSTRUCT_EDGE: Final = re.compile(r"\((\d+), (\d+)(?:, weight:(\d+))?\)")


def clrs_text(rows: Rows) -> list[TaskItem]:
    """question, answer, algo_name, length. The answer is the algorithm's output in CLRS's pointers and masks."""
    made = []
    for place, row in enumerate(rows):
        algorithm, answer = text_of(row, "algo_name"), text_of(row, "answer").strip()
        if row.get("use_hints"):
            continue
        gold = json.dumps({"value": answer, "algorithm": algorithm, "input": text_of(row, "question")})
        made.append(TaskItem(str(place), text_of(row, "question").strip(), answer, "clrs", gold, algorithm))
    return made
