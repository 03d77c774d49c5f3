"""The modules a mirrored run may import, and what each gives: pure, bounded, or logged where it changes something."""

from __future__ import annotations

import abc
import base64
import bisect
import calendar
import cmath
import collections
import colorsys
import contextlib
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import hashlib
import heapq
import itertools
import json
import math
import numbers
import operator
import pprint
import random
import re
import statistics
import string
import struct
import sys
import textwrap
import threading
import types
import typing
import unicodedata
from array import array
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.execution.record.rules import MODULE
from tracepile_hf.execution.replay.guards.methods import WIDEST
from tracepile_hf.execution.replay.guards.objects import chain_map, exit_stack, singledispatch
from tracepile_hf.execution.replay.guards.system import SystemModules, public
from tracepile_hf.execution.replay.state.steps import Stop

_modules_lock: Final = threading.Lock()
Maker = Callable[[], dict[str, Any]]
_AS_THEY_ARE: Final[dict[str, Any]] = {
    "cmath": cmath, "string": string, "numbers": numbers, "statistics": statistics, "textwrap": textwrap,
    "unicodedata": unicodedata, "colorsys": colorsys, "typing": typing, "abc": abc, "base64": base64,
    "collections.abc": collections.abc,
}  # fmt: skip
_OWN: Final = frozenset({
    "math", "heapq", "bisect", "collections", "itertools", "functools", "operator", "copy", "sys", "os", "io",
    "threading", "dataclasses", "fractions", "decimal", "array", "enum", "contextlib", "random", "re", "datetime",
    "time", "atexit", "gc", "resource", "json", "types", "hashlib", "calendar", "struct", "pprint", "warnings",
    "timeit", "queue",
})  # fmt: skip  # each is made by the method of its name


class Modules(SystemModules):
    """What every importable module holds, made when it is first imported."""

    def find(self, name: str) -> Maker | None:
        """What makes the names of a module; None when there is no such module."""
        if name in _OWN:
            return getattr(self, name)  # type: ignore[no-any-return]  # a method of this class
        if name in _AS_THEY_ARE:
            return self._pure(_AS_THEY_ARE[name])
        if name == "__future__":
            return dict
        stood_in = self.guards.stood_in
        return (lambda: stood_in.names_of(name)) if stood_in.may_import(name) else None

    def _pure(self, module: Any) -> Maker:
        def names() -> dict[str, Any]:
            found = public(module, "Formatter", "Template", "get_type_hints", "ForwardRef")
            for value in found.values():
                if type(value) is types.FunctionType:
                    self.guards.calls[id(value)] = self._without_sets(value)
            return self.trusted(found)

        return names

    def _without_sets(self, native: Callable[..., Any]) -> Callable[..., Any]:
        """A function of the library, which might read a set in the order that the mirrored set has."""
        guards = self.guards

        def builtin(*arguments: Any, **named: Any) -> Any:
            for value in (*arguments, *named.values()):
                guards.plain(value)
            return native(*arguments, **named)

        return builtin

    # Functions that change their arguments or call functions

    def math(self) -> dict[str, Any]:
        def factorial(n: Any) -> Any:
            if isinstance(n, int) and n > 100_000:
                raise Stop("too_expensive")
            return math.factorial(n)

        def comb(n: Any, k: Any) -> Any:
            if isinstance(n, int) and isinstance(k, int) and n.bit_length() * min(abs(k), abs(n - k)) > WIDEST:
                raise Stop("too_expensive")
            return math.comb(n, k)

        def perm(n: Any, k: Any = None) -> Any:
            if isinstance(n, int) and n.bit_length() * (n if k is None else abs(k)) > WIDEST:
                raise Stop("too_expensive")
            return math.perm(n, k)

        return self.trusted({**public(math), "factorial": factorial, "comb": comb, "perm": perm})

    def heapq(self) -> dict[str, Any]:
        names = ("heappush", "heappop", "heapify", "heapreplace", "heappushpop")
        found: dict[str, Any] = {name: self._changing(getattr(heapq, name)) for name in names}
        plain, key = self.guards.plain, self.key
        found["nlargest"] = lambda n, iterable, key_=None, *, key=None: heapq.nlargest(
            n, plain(iterable), key=self.key(key or key_)
        )
        found["nsmallest"] = lambda n, iterable, key_=None, *, key=None: heapq.nsmallest(
            n, plain(iterable), key=self.key(key or key_)
        )
        found["merge"] = lambda *values, key=None, reverse=False: heapq.merge(
            *values, key=self.key(key), reverse=reverse
        )
        for name, value in found.items():
            value.__name__ = name
        assert key is not None
        return self.trusted(found)

    def bisect(self) -> dict[str, Any]:
        found = public(bisect)
        found |= {name: self._changing(getattr(bisect, name)) for name in ("insort", "insort_left", "insort_right")}
        found |= {name: self._keyed(getattr(bisect, name)) for name in ("bisect", "bisect_left", "bisect_right")}
        return self.trusted(found)

    def _keyed(self, native: Callable[..., Any]) -> Callable[..., Any]:
        def builtin(*arguments: Any, **named: Any) -> Any:
            if named.get("key") is not None:
                named["key"] = self.key(named["key"])
            return native(*arguments, **named)

        return builtin

    def collections(self) -> dict[str, Any]:
        def namedtuple(*arguments: Any, **named: Any) -> Any:
            return self.library.own_class(collections.namedtuple(*arguments, **named))

        calls = self.guards.calls
        calls[id(collections.defaultdict)] = collections.defaultdict
        calls[id(collections.Counter)] = lambda *a, **k: collections.Counter(*map(self.guards.plain, a), **k)
        calls[id(collections.OrderedDict)] = lambda *a, **k: collections.OrderedDict(*map(self.guards.plain, a), **k)
        calls[id(collections.deque)] = lambda *a, **k: collections.deque(*map(self.guards.bounded, a[:1]), *a[1:], **k)
        names = ("deque", "Counter", "OrderedDict", "defaultdict")
        more: dict[str, Any] = {"ChainMap": chain_map(self.library)}
        found: dict[str, Any] = {name: getattr(collections, name) for name in names}
        return {
            **found,
            **more,
            "namedtuple": self.library.trust(namedtuple),
            "abc": self.library.load("collections.abc"),
        }

    def itertools(self) -> dict[str, Any]:
        guards, call = self.guards, self.key

        def calling(native: Callable[..., Any], position: int, word: str) -> Callable[..., Any]:
            def builtin(*arguments: Any, **named: Any) -> Any:
                if len(arguments) > position:
                    arguments = (*arguments[:position], call(arguments[position]), *arguments[position + 1 :])
                if word in named:
                    named[word] = call(named[word])
                return native(*map(guards.plain, arguments), **named)

            return builtin

        found = public(itertools)
        for name, (position, word) in _CALLING.items():
            found[name] = calling(getattr(itertools, name), position, word)
        guards.open_classes.add(id(itertools.chain))  # chain.from_iterable
        return self.trusted(found)

    def functools(self) -> dict[str, Any]:
        guards, trust = self.guards, self.library.trust

        def reduce(function: Any, *rest: Any) -> Any:
            return functools.reduce(guards.callable(function), *rest)

        def partial(function: Any, *arguments: Any, **named: Any) -> Any:
            return functools.partial(guards.callable(function), *arguments, **named)

        def cached(function: Any, size: Any = None, typed: Any = False) -> Any:
            return functools.lru_cache(size, typed)(guards.callable(function))

        def lru_cache(maxsize: Any = 128, typed: Any = False) -> Any:
            if callable(maxsize):
                return cached(maxsize, 128)
            return trust(lambda function: cached(function, maxsize, typed))

        def wraps(function: Any, *rest: Any, **named: Any) -> Any:
            def decorate(wrapper: Any) -> Any:
                for name in ("__name__", "__qualname__", "__doc__"):
                    if hasattr(function, name):
                        setattr(wrapper, name, getattr(function, name))
                if guards.is_generated(function):
                    for name, value in vars(function).items():
                        guards.set_attribute(wrapper, name, value)
                return wrapper

            return trust(decorate)

        names = {
            "singledispatch": singledispatch(self.library),
            "reduce": reduce,
            "lru_cache": lru_cache,
            "cache": cached,
            "wraps": wraps,
        }
        guards.calls[id(functools.partial)] = partial
        return self.trusted(
            {
                **names,
                "cmp_to_key": lambda mycmp: functools.cmp_to_key(guards.callable(mycmp)),
                "total_ordering": functools.total_ordering,
                "cached_property": functools.cached_property,
            }
        ) | {"partial": functools.partial}

    def operator(self) -> dict[str, Any]:
        guards = self.guards
        found = {name: value for name, value in public(operator).items() if name not in _IN_PLACE}
        found |= {name: getattr(guards, name) for name in ("add", "mul", "mod", "pow", "lshift")}
        found |= {"setitem": guards.set_item, "delitem": guards.delete_item, "getitem": guards.item}
        return self.trusted(found)

    def copy(self) -> dict[str, Any]:
        return self.trusted(
            {"copy": self._copied(copy.copy), "deepcopy": self._copied(copy.deepcopy), "Error": copy.Error}
        )

    def _copied(self, native: Callable[[Any], Any]) -> Callable[..., Any]:
        """Copies go through `__reduce_ex__`: harmless for plain values and objects of the program's classes."""

        def builtin(value: Any) -> Any:
            kind = type(value)
            if not (kind in self.guards.methods or id(kind) in self.guards.classes):
                raise Stop("opaque")
            return native(value)

        return builtin

    # The interpreter and the system

    # Values

    def dataclasses(self) -> dict[str, Any]:
        trust = self.library.trust

        def own(cls: Any, **named: Any) -> Any:
            """Annotations that are text are looked up among the program's names, where it has a module of its own."""
            if self.library.program != MODULE:
                return self.library.own_class(dataclasses.dataclass(cls, **named))
            module = types.ModuleType(MODULE)
            vars(module).update(self.guards.run.module.names)
            with _modules_lock:
                sys.modules[MODULE] = module
                try:
                    return self.library.own_class(dataclasses.dataclass(cls, **named))
                finally:
                    del sys.modules[MODULE]

        def dataclass(cls: Any = None, **named: Any) -> Any:
            return trust(lambda made: own(made, **named)) if cls is None else own(cls, **named)

        return self.trusted({**public(dataclasses, "make_dataclass"), "dataclass": dataclass})

    def fractions(self) -> dict[str, Any]:
        return self.trusted({"Fraction": fractions.Fraction})

    def decimal(self) -> dict[str, Any]:
        self.library.open_class(decimal.Context)
        found = public(decimal)
        self.guards.managers.add(type(decimal.localcontext()))
        for name in ("DefaultContext", "BasicContext", "ExtendedContext"):
            found[name] = found[name].copy()  # a program may write to it
        return self.trusted(found)

    def array(self) -> dict[str, Any]:
        calls = self.guards.calls
        calls[id(array)] = lambda code, *values: array(code, *map(self.guards.bounded, values))
        return {"array": array, "ArrayType": array}

    def enum(self) -> dict[str, Any]:
        return self.trusted(public(enum))

    def types(self) -> dict[str, Any]:
        return self.trusted({"SimpleNamespace": types.SimpleNamespace})

    def contextlib(self) -> dict[str, Any]:
        trust = self.library.trust

        def contextmanager(function: Any) -> Any:
            return trust(contextlib.contextmanager(self.guards.callable(function)))

        return self.trusted(
            {
                "suppress": contextlib.suppress,
                "nullcontext": contextlib.nullcontext,
                "contextmanager": contextmanager,
                "AbstractContextManager": contextlib.AbstractContextManager,
            }
        ) | {"ExitStack": exit_stack(self.library)}

    def random(self) -> dict[str, Any]:
        """The program's own generator, seeded as the recorder seeds it; unseeded again is unknowable."""
        source = random.Random(0)

        def seed(*arguments: Any, **named: Any) -> None:
            if not arguments or arguments[0] is None:
                raise Stop("opaque_call")
            source.seed(*arguments, **named)

        def make(*arguments: Any) -> Any:
            if not arguments or arguments[0] is None:
                raise Stop("opaque_call")
            return random.Random(*arguments)

        names = [name for name in random.__all__ if name[0].islower() and name not in ("getstate", "setstate", "seed")]
        found = {name: getattr(source, name) for name in names if hasattr(source, name)}
        found["shuffle"] = self._changing(lambda values, *rest: source.shuffle(values, *rest))
        self.guards.open_classes.add(id(random.Random))
        self.guards.calls[id(random.Random)] = make
        return self.trusted({**found, "seed": seed}) | {"Random": random.Random}

    def re(self) -> dict[str, Any]:
        """Regular expressions run here too: what they cost, they cost in the jail first."""
        guards = self.guards

        def substituting(native: Callable[..., Any]) -> Callable[..., Any]:
            def builtin(pattern: Any, repl: Any, text: Any, *rest: Any, **named: Any) -> Any:
                return native(pattern, guards.callable(repl) if callable(repl) else repl, text, *rest, **named)

            return builtin

        found = public(re, "template", "purge", "Scanner")
        found |= {name: substituting(getattr(re, name)) for name in ("sub", "subn")}
        patterns = guards.methods.of(re.Pattern)
        for name in ("sub", "subn"):
            patterns[name] = substituting(getattr(re.Pattern, name))
            guards.methods.name(patterns[name], name)
        return self.trusted(found)

    def datetime(self) -> dict[str, Any]:
        def strptime(text: Any, format: Any) -> Any:
            return datetime.datetime.strptime(text, format)

        self.guards.of_classes[datetime.datetime, "strptime"] = self.library.trust(strptime)
        return self.trusted(public(datetime))

    def calendar(self) -> dict[str, Any]:
        """The module's functions are methods of one calendar, which a program may set: each run has its own."""
        own = calendar.TextCalendar()

        def setfirstweekday(firstweekday: Any) -> None:
            if not 0 <= firstweekday <= 6:
                raise calendar.IllegalWeekdayError(firstweekday)
            own.firstweekday = firstweekday

        found = public(calendar, "main")
        named = {
            "firstweekday": "getfirstweekday", "monthcalendar": "monthdayscalendar", "prweek": "prweek",
            "week": "formatweek", "weekheader": "formatweekheader", "prmonth": "prmonth", "month": "formatmonth",
            "calendar": "formatyear", "prcal": "pryear",
        }  # fmt: skip
        found |= {name: getattr(own, method) for name, method in named.items() if name in found}
        return self.trusted({**found, "setfirstweekday": setfirstweekday})

    def json(self) -> dict[str, Any]:
        def dumps(value: Any, **named: Any) -> str:
            if set(named) - {"indent", "sort_keys", "separators", "ensure_ascii"}:
                raise Stop("opaque_call")
            return json.dumps(value, **named)

        return self.trusted(
            {"dumps": dumps, "loads": lambda text: json.loads(text), "JSONDecodeError": json.JSONDecodeError}
        )

    def hashlib(self) -> dict[str, Any]:
        names = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
        for name in names:
            self.guards.open_classes.add(id(type(getattr(hashlib, name)())))
        return self.trusted({name: getattr(hashlib, name) for name in names})

    def struct(self) -> dict[str, Any]:
        return self.trusted({name: getattr(struct, name) for name in ("pack", "unpack", "calcsize", "error")})

    def pprint(self) -> dict[str, Any]:
        def show(value: Any, *arguments: Any, **named: Any) -> None:
            self.library.print(pprint.pformat(value, *arguments, **named))

        return self.trusted({"pprint": show, "pformat": pprint.pformat})

    def queue(self) -> dict[str, Any]:
        import queue

        return self.trusted(
            {
                name: self.library.open_class(getattr(queue, name))
                for name in ("Queue", "LifoQueue", "PriorityQueue", "SimpleQueue", "Empty", "Full")
            }
        )


_CALLING: Final = {  # of itertools: where the function is among the arguments, and what it is called
    "takewhile": (0, ""), "dropwhile": (0, ""), "filterfalse": (0, ""), "starmap": (0, ""), "accumulate": (1, "func"),
    "groupby": (1, "key"),
}  # fmt: skip
_IN_PLACE: Final = frozenset(
    {"iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "ior", "ipow", "irshift", "isub",
     "itruediv", "ixor", "call", "concat", "length_hint"}
)  # fmt: skip
