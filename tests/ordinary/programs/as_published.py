"""
Stack, as published.
>>> 1
1
"""
from __future__ import annotations

import argparse
import doctest
import logging
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from timeit import timeit
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class StackOverflowError(BaseException):
    pass


class Item(NamedTuple):
    name: str
    weight: int = 1


class Stack(Generic[T]):
    """A stack."""

    def __init__(self, limit: int = 10):
        self.stack: list[T] = []
        self.limit = limit

    def __bool__(self) -> bool:
        return bool(self.stack)

    def __str__(self) -> str:
        return str(self.stack)

    def push(self, data: T) -> None:
        if len(self.stack) >= self.limit:
            raise StackOverflowError
        self.stack.append(data)

    def pop(self) -> T:
        return self.stack.pop()


@dataclass
class Node:
    value: int
    children: list[Node] = field(default_factory=list)
    count: ClassVar[int] = 0

    def __iter__(self) -> Iterator[int]:
        yield self.value
        for child in self.children:
            yield from child


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side**2


def benchmark() -> None:
    print(timeit("solve([1])", globals=globals()))


def solve(weights: Sequence[int], key: Callable[[int], Any] | None = None) -> tuple[int, list[int], float]:
    if not weights:
        raise ValueError("empty")
    stack: Stack[int] = Stack(5)
    for w in weights:
        stack.push(w)
    tree = Node(1, [Node(2), Node(3, [Node(4)])])
    items = [Item("a", w) for w in weights]
    return sum(item.weight for item in items), list(tree), Square(2.0).area()


if __name__ == "__main__":
    doctest.testmod()
    parser = argparse.ArgumentParser()
    logging.basicConfig(level=logging.DEBUG)
    benchmark()
    print(solve([int(x) for x in sys.argv[1:]]))
# call: solve([3, 1, 2])
