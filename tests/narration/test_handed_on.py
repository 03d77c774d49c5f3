"""What is added to a container may come out of it: such texts are proved, and say what was taken and what is left."""

from __future__ import annotations

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

ROUND = """\
import heapq
from collections import deque

def pass_round(n):
    ring = deque(range(n))
    same = ring
    ring.append(ring.popleft())
    ring.appendleft(ring.pop())
    same.append(ring.popleft())
    ring.append(same.popleft() * 10)
    row = [3, 1, 2]
    row.append(row.pop(0))
    row.insert(0, row.pop())
    row.append(row.pop())
    heap = [1, 2, 3]
    heapq.heappush(heap, heapq.heappop(heap))
    heapq.heappush(heap, heapq.heappop(heap) + 5)
    last = deque([1, 2, 1], maxlen=3)
    last.append(1)
    last.append(n)
    pool = {1, 2}
    pool.add(pool.pop())
    pool.add(pool.pop() + 5)
    grid = [[1], [2, 2]]
    grid[0].append(grid[0].pop())
    grid[0].append(grid[1].pop())
    grid.append(grid.pop(0))
    row.extend([row.pop(0)])
    return list(ring)
"""

QUEUE = """\
from collections import deque

class Queue:
    def __init__(self, names):
        self.names = deque(names)
        self.served = []
        self.count = 0

    def number(self):
        self.count += 1
        return self.count

    def turn(self):
        self.names.append(self.names.popleft())
        self.served.append(self.number())
        self.names.append(self.names.popleft() + "!")

def serve(n):
    queue = Queue("abc")
    for _ in range(n):
        queue.turn()
    return list(queue.names)
"""

STACK = """\
class Stack(list):
    def push(self, item):
        self.append(item)

def pile(n):
    stack = Stack()
    stack.push(-n)
    stack.push(stack.pop())
    stack.append(stack.pop() ** 2)
    stack.append(0)
    links = Links()
    links.link(1, -2)
    links[-2] = n
    links[-2] = n
    return stack[0]

class Links(dict):
    def link(self, one, other):
        self[one] = self.get(one, 0) + 1
        self[other] = self.get(other, set())
"""


def _run(code: str, entry_point: str, argument: str) -> Trace:
    program = Program("round", "user", "", code, entry_point)
    return trace_in_process(program, Case("round", program, (argument,)))


@pytest.mark.parametrize(
    ("code", "entry_point"), [(ROUND, "pass_round"), (QUEUE, "serve"), (STACK, "pile")], ids=["ring", "queue", "stack"]
)
def test_every_text_is_proved(code: str, entry_point: str) -> None:
    trace = _run(code, entry_point, "4")
    for seed in range(12):
        text = narrate(trace, seed=seed)
        verdict = verify(text, trace)
        assert verdict.accepted, f"{verdict.detail}\n{text}"


def test_what_was_handed_on_is_told_with_what_it_leads_to() -> None:
    text = narrate(_run(ROUND, "pass_round", "4"))
    for said in ("`ring.popleft()` = 0", "deque([1, 2, 3, 0])", "`heapq.heappop(heap)` = 1", "[1, 3, 2]"):
        assert said in text


def test_what_a_class_derived_from_list_gets_is_proved_and_nothing_else() -> None:
    trace = _run(STACK, "pile", "4")
    text = narrate(trace)
    said = next(form for form in ("appends 0 to", "puts 0 at the end of") if form in text)
    for instead in ("1", "-4"):
        assert verify(text.replace(said, said.replace("0", instead)), trace).reason == "refuted"
