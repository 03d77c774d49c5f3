"""The builtins and modules of a mirrored run: what a program may name, each pure, bounded, or logged."""

from __future__ import annotations

import abc
import bisect
import builtins
import collections
import contextlib
import copy
import dataclasses
import decimal
import enum
import fractions
import functools
import heapq
import io
import itertools
import math
import numbers
import operator
import string
import sys
import types
import typing
from array import array
from collections.abc import Callable, Iterator
from typing import Any, Final

from tracepile_hf.execution.replay_guards import LONGEST, WIDEST, Guards
from tracepile_hf.execution.replay_heap import data_attributes
from tracepile_hf.execution.replay_steps import Names, Stop

_PURE_BUILTINS: Final = (
    "abs", "ascii", "bin", "bool", "bytes", "chr", "complex", "divmod", "float", "hash", "hex", "isinstance",
    "issubclass", "oct", "ord", "round", "slice", "callable", "frozenset", "property", "staticmethod", "classmethod",
    "object", "memoryview", "NotImplemented", "Ellipsis", "range",
)  # fmt: skip


class BufferedWriter(io.BufferedIOBase):
    """What lies under `sys.stdout` in the mirrored run: whatever is written becomes a print step."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._library.written(raw.decode("utf-8", "replace"))
        return len(raw)

    def writable(self) -> bool:
        return True


BufferedWriter.__module__ = "io"  # so that it renders as what it stands for


class Library:
    """Builtins and modules for one run, over its guards."""

    def __init__(self, guards: Guards, stdin: str) -> None:
        self.guards = guards
        self.run = guards.run
        self.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape")), encoding="utf-8", errors="surrogateescape")
        self.stdout = io.TextIOWrapper(BufferedWriter(self), encoding="utf-8", write_through=True)  # type: ignore[arg-type]  # buffered enough
        self.modules: dict[str, types.ModuleType] = {}
        self.builtins = self._builtins()
        self.makers: dict[str, Callable[[], dict[str, Any]]] = _modules(self)

    # Builtins

    def _builtins(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: getattr(builtins, name) for name in _PURE_BUILTINS}
        for name in dir(builtins):
            value = getattr(builtins, name)
            if isinstance(value, type) and issubclass(value, BaseException):
                found[name] = value
        own: dict[str, Callable[..., Any]] = {
            "print": self.print, "input": self.input, "len": len, "exit": self.exit, "quit": self.exit, "id": self.refused,
            "open": self.open, "eval": self.eval, "exec": self.refused, "compile": self.refused,
            "globals": self.refused, "locals": self.refused, "vars": self.refused, "dir": self.refused,
            "__import__": self.refused, "breakpoint": self.refused, "help": self.refused,
            "getattr": self.getattr, "setattr": self.guards.set_attribute, "hasattr": self.hasattr,
            "delattr": self.guards.delete_attribute, "iter": self.iter, "next": next, "pow": self.guards.pow,
            "format": self.guards.format, "sorted": self.sorted, "min": self.min, "max": self.max, "sum": sum,
            "any": any, "all": all, "repr": self.guards.repr,
        }  # fmt: skip
        found.update(own)
        classes: dict[str, Callable[..., Any]] = {
            "list": self.list, "tuple": self.tuple, "set": self.set, "dict": self.dict, "str": self.guards.str, "int": self.int,
            "map": self.map, "filter": self.filter, "zip": zip, "enumerate": enumerate, "reversed": reversed,
            "type": self.type, "super": super, "bytearray": bytearray,
        }  # fmt: skip
        for name, replacement in classes.items():
            found[name] = getattr(builtins, name)
            self.guards.calls[id(found[name])] = replacement
        for value in [*own.values(), *(found[name] for name in _PURE_BUILTINS)]:
            self.trust(value)
        return found

    def trust(self, value: Any) -> Any:
        self.guards.kept.append(value)
        self.guards.trusted.add(id(value))
        return value

    def refused(self, *arguments: Any, **named: Any) -> Any:
        raise Stop("builtin")

    def written(self, text: str) -> None:
        self.run.printed(text)

    def print(self, *values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: Any = False) -> None:
        texts = list(map(self.guards.str, values))
        text = (" " if sep is None else sep).join(texts) + ("\n" if end is None else end)
        target = self.modules["sys"].stdout if file is None and "sys" in self.modules else file
        if target is None or target is self.stdout:
            if not text.isascii():
                text.encode("utf-8")  # raises as the stream would
            self.written(text)
        elif target is not sys.stderr:
            self.guards.method(target, "write")(text)

    print.tells_itself = True  # type: ignore[attr-defined]  # its steps are print steps

    def input(self, prompt: Any = "") -> str:
        if prompt != "":
            self.written(str(prompt))
        line = self.stdin.readline()
        if not line:
            raise EOFError("EOF when reading a line")
        return line.removesuffix("\n")

    def exit(self, code: Any = None) -> None:
        raise SystemExit(code)

    def open(self, name: Any, *arguments: Any, **named: Any) -> Any:
        if name == 0 or name == "/dev/stdin":
            return self.stdin
        raise Stop("file")

    def eval(self, source: Any, *names: Any) -> Any:
        import ast

        if names or not isinstance(source, (str, bytes)):
            raise Stop("eval")
        text = source if isinstance(source, str) else source.decode()
        try:
            return ast.literal_eval(text.strip())
        except (ValueError, SyntaxError):
            raise Stop("eval") from None

    def getattr(self, base: Any, name: Any, *default: Any) -> Any:
        if type(name) is not str:
            raise TypeError("attribute name must be string, not " + repr(type(name).__name__))
        try:
            return self.guards.attribute(base, name)
        except AttributeError:
            if default:
                return default[0]
            raise

    def hasattr(self, base: Any, name: Any) -> bool:
        try:
            self.guards.attribute(base, name)
        except AttributeError:
            return False
        return True

    def iter(self, value: Any, *sentinel: Any) -> Any:
        if sentinel:
            return iter(self.guards.callable(value), *sentinel)
        return iter(self.guards.plain(value))

    def sorted(self, values: Any, /, *, key: Any = None, reverse: Any = False) -> list[Any]:
        return sorted(self.guards.plain(values), key=self._key(key), reverse=reverse)

    def _key(self, key: Any) -> Any:
        return None if key is None else self.guards.callable(key)

    def min(self, *values: Any, **named: Any) -> Any:
        return min(*values, **self._named(named))

    def max(self, *values: Any, **named: Any) -> Any:
        return max(*values, **self._named(named))

    def _named(self, named: dict[str, Any]) -> dict[str, Any]:
        if named.get("key") is not None:
            named["key"] = self.guards.callable(named["key"])
        return named

    def bounded(self, value: Any) -> Any:
        if isinstance(value, range) and len(value) > LONGEST:
            raise Stop("too_expensive")
        return self.guards.plain(value)

    def list(self, *values: Any) -> Any:
        return list(*map(self.bounded, values))

    def tuple(self, *values: Any) -> Any:
        return tuple(*map(self.bounded, values))

    def set(self, *values: Any) -> Any:
        return set(*map(self.bounded, values))

    def dict(self, *values: Any, **named: Any) -> Any:
        return dict(*values, **named)

    def int(self, *values: Any, **named: Any) -> Any:
        return int(*values, **named)

    def map(self, function: Any, *values: Any) -> Any:
        return map(self.guards.callable(function), *map(self.guards.plain, values))

    def filter(self, function: Any, values: Any) -> Any:
        return filter(None if function is None else self.guards.callable(function), self.guards.plain(values))

    def type(self, *values: Any) -> Any:
        if len(values) != 1:
            raise Stop("metaclass")
        return type(values[0])

    # Modules

    def module(self, name: str, whole: bool) -> Any:
        """`import a.b`: binds `a`, or `a.b` with `as`."""
        found = self._module(name)
        return found if whole or "." not in name else self._module(name.partition(".")[0])

    def _module(self, name: str) -> types.ModuleType:
        found = self.modules.get(name)
        if found is None:
            maker = self.makers.get(name)
            if maker is None:
                raise Stop("module")
            found = self.modules[name] = types.ModuleType(name)
            vars(found).update(maker())
            parent, _, child = name.rpartition(".")
            if parent:
                vars(self._module(parent))[child] = found
        return found

    def import_name(self, module: str, name: str) -> Any:
        found = vars(self._module(module))
        if name in found and not name.startswith("_"):
            return found[name]
        if f"{module}.{name}" in self.makers:
            return self._module(f"{module}.{name}")
        raise Stop("module")

    def import_all(self, frame: Any, module: str) -> None:
        for name, value in vars(self._module(module)).items():
            if not name.startswith("_"):
                self.run.bind(frame, name, value)

    # Functions and classes of the program

    def named(self, function: Any, name: str, qualified: str, documentation: str | None) -> None:
        function.__name__ = name
        function.__qualname__ = qualified
        function.__doc__ = documentation
        function.__module__ = "__main__"

    def class_names(self, name: str, bases: Any, keywords: Any, qualified: str) -> Any:
        for base in bases:
            if not (isinstance(base, type) or hasattr(base, "__mro_entries__")):
                raise Stop("metaclass")
        meta = keywords.get("metaclass")
        if meta is not None and meta not in (type, abc.ABCMeta, enum.EnumMeta):
            raise Stop("metaclass")
        _, names, _ = types.prepare_class(name, types.resolve_bases(bases), dict(keywords))
        names["__module__"] = "__main__"
        names["__qualname__"] = qualified
        return names

    def annotate(self, names: Any, name: str, annotation: Any) -> None:
        names.setdefault("__annotations__", {})[name] = annotation

    def make_class(self, name: str, bases: Any, names: Any, keywords: Any) -> Any:
        resolved = types.resolve_bases(bases)
        for special in ("__class__", "__getattribute__", "__del__", "__class_getitem__"):
            if special in names:
                raise Stop("class")
        if resolved is not bases:
            names["__orig_bases__"] = bases
        meta, _, rest = types.prepare_class(name, resolved, dict(keywords))
        cls = meta(name, resolved, names, **rest)
        self.guards.kept.append(cls)
        self.guards.classes.add(id(cls))
        return cls

    def class_places(self, frame: Any, name: str, cls: Any) -> None:
        if isinstance(cls, type):
            for attribute, value in data_attributes(cls):
                self.guards.changed(cls, f".{attribute}", value)

    def bare_super(self, cls: Any, frame: Any) -> Any:
        return super(cls, frame.names[frame.first])


class Globals(Names):
    """Global variables, with the builtins behind them."""

    library: Library

    def __missing__(self, name: str) -> Any:
        found = self.library.builtins.get(name, Names)
        if found is Names:
            raise NameError(f"name {name!r} is not defined")
        return found


def _public(module: Any, *without: str) -> dict[str, Any]:
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names if name not in without}


def _modules(library: Library) -> dict[str, Callable[[], dict[str, Any]]]:
    """Module name -> what makes its attributes; only what is listed can be imported."""
    guards, trust = library.guards, library.trust

    def trusted(found: dict[str, Any]) -> dict[str, Any]:
        for value in found.values():
            trust(value)
        return found

    def math_() -> dict[str, Any]:
        def factorial(n: Any) -> Any:
            if isinstance(n, int) and n > 100_000:
                raise Stop("too_expensive")
            return math.factorial(n)

        def comb(n: Any, k: Any) -> Any:
            if isinstance(n, int) and n.bit_length() * min(k, abs(n - k)) > WIDEST:
                raise Stop("too_expensive")
            return math.comb(n, k)

        return trusted({**_public(math, "perm"), "factorial": factorial, "comb": comb})

    def heapq_() -> dict[str, Any]:
        def changing(native: Callable[..., Any]) -> Callable[..., Any]:
            def change(heap: Any, *item: Any) -> Any:
                guards.before()
                result = native(heap, *item)
                guards.run.heap.link_all(heap, item)
                guards.changed(heap)
                return result

            return change

        names = ("heappush", "heappop", "heapify", "heapreplace", "heappushpop")
        found: dict[str, Any] = {name: changing(getattr(heapq, name)) for name in names}

        def keyed(native: Callable[..., Any]) -> Callable[..., Any]:
            return lambda n, values, key=None: native(n, guards.plain(values), key=library._key(key))

        found |= {"nlargest": keyed(heapq.nlargest), "nsmallest": keyed(heapq.nsmallest)}
        found["merge"] = lambda *values, key=None, reverse=False: heapq.merge(*values, key=library._key(key), reverse=reverse)
        for name, value in found.items():
            value.__name__ = name
        return trusted(found)

    def bisect_() -> dict[str, Any]:
        def insort(native: Callable[..., Any]) -> Callable[..., Any]:
            def insert(values: Any, item: Any, *rest: Any, **named: Any) -> None:
                guards.before()
                native(values, item, *rest, **named)
                guards.run.heap.link_all(values, [item])
                guards.changed(values)

            return insert

        found = _public(bisect)
        found |= {name: insort(getattr(bisect, name)) for name in ("insort", "insort_left", "insort_right")}
        return trusted(found)

    def collections_() -> dict[str, Any]:
        def default(factory: Any = None, *rest: Any, **named: Any) -> Any:
            return collections.defaultdict(factory, *rest, **named)

        def named_tuple(*arguments: Any, **named: Any) -> Any:
            return library_class(collections.namedtuple(*arguments, **named))

        guards.calls[id(collections.defaultdict)] = default
        names = ("deque", "Counter", "OrderedDict", "defaultdict")
        found: dict[str, Any] = {name: getattr(collections, name) for name in names}
        trusted({name: found[name] for name in ("deque", "Counter", "OrderedDict")})
        found["namedtuple"] = trust(named_tuple)
        return found

    def library_class(cls: Any) -> Any:
        guards.kept.append(cls)
        guards.classes.add(id(cls))
        return cls

    def counted(value: Any) -> Any:
        guards.tick()
        return value

    def itertools_() -> dict[str, Any]:
        def ticking(native: Callable[..., Any]) -> Callable[..., Any]:
            def iterate(*arguments: Any, **named: Any) -> Iterator[Any]:
                return map(counted, native(*arguments, **named))

            return iterate

        def calling(native: Callable[..., Any]) -> Callable[..., Any]:
            return lambda function, *values: native(None if function is None else guards.callable(function), *values)

        found = _public(itertools)
        long = ("count", "cycle", "repeat", "product", "permutations", "combinations", "combinations_with_replacement")
        found |= {name: ticking(getattr(itertools, name)) for name in long}
        found |= {name: calling(getattr(itertools, name)) for name in ("takewhile", "dropwhile", "filterfalse", "starmap")}
        found["accumulate"] = lambda values, func=None, *, initial=None: itertools.accumulate(
            values, None if func is None else guards.callable(func), initial=initial
        )
        found["groupby"] = lambda values, key=None: itertools.groupby(values, library._key(key))
        found["chain"] = itertools.chain
        return trusted(found)

    def functools_() -> dict[str, Any]:
        def reduce(function: Any, *rest: Any) -> Any:
            return functools.reduce(guards.callable(function), *rest)

        def partial(function: Any, *arguments: Any, **named: Any) -> Any:
            return functools.partial(guards.callable(function), *arguments, **named)

        def lru_cache(maxsize: Any = 128, typed: Any = False) -> Any:
            return trust(functools.lru_cache(maxsize, typed)) if not callable(maxsize) else cached(maxsize, 128)

        def cached(function: Any, size: Any = None) -> Any:
            return trust(functools.lru_cache(size)(guards.callable(function)))

        def decorating(*arguments: Any) -> Any:
            decorate = lru_cache(*arguments)
            return decorate if callable(arguments[0] if arguments else None) else trust(lambda function: trust(decorate(function)))

        def wraps(function: Any, *rest: Any) -> Any:
            def decorate(wrapper: Any) -> Any:
                for name in ("__name__", "__qualname__", "__doc__"):
                    if hasattr(function, name):
                        setattr(wrapper, name, getattr(function, name))
                return wrapper

            return trust(decorate)

        return trusted(
            {
                "reduce": reduce, "partial": partial, "lru_cache": lambda maxsize=128, typed=False: decorating(maxsize),
                "cache": cached, "wraps": wraps, "cmp_to_key": lambda f: trust(functools.cmp_to_key(guards.callable(f))),
                "total_ordering": functools.total_ordering, "cached_property": functools.cached_property,
            }
        )  # fmt: skip

    def operator_() -> dict[str, Any]:
        found = _public(operator, "attrgetter", "methodcaller", "call")
        for name in ("add", "mul", "mod", "pow", "lshift", "contains"):
            found[name] = getattr(guards, name) if name != "contains" else operator.contains
        found["attrgetter"] = lambda name: lambda base: guards.attribute(base, name)
        found["methodcaller"] = lambda name, *a, **k: lambda base: guards.method(base, name)(*a, **k)
        for name in ("setitem", "delitem"):
            found[name] = guards.set_item if name == "setitem" else guards.delete_item
        found["getitem"] = guards.item
        return trusted({name: value for name, value in found.items() if not name.startswith("i") or name in ("index", "is_", "is_not", "inv", "invert", "itemgetter", "indexOf")})

    def copy_() -> dict[str, Any]:
        return trusted({"copy": copy.copy, "deepcopy": copy.deepcopy})

    def sys_() -> dict[str, Any]:
        def nothing(*arguments: Any) -> None:
            return None

        return {
            "stdin": library.stdin, "stdout": library.stdout, "stderr": sys.stderr, "maxsize": sys.maxsize,
            "setrecursionlimit": trust(nothing), "exit": trust(library.exit), "argv": ["program.py"],
            "version_info": sys.version_info, "version": sys.version, "float_info": sys.float_info,
            "set_int_max_str_digits": trust(nothing), "getrecursionlimit": trust(lambda: 1000),
            "byteorder": sys.byteorder, "platform": sys.platform,
        }  # fmt: skip

    def threading_() -> dict[str, Any]:
        class Thread:
            def __init__(self, group: Any = None, target: Any = None, name: Any = None, args: Any = (), kwargs: Any = None) -> None:
                self._work = (target, args, kwargs or {})

            def start(self) -> None:
                target, arguments, named = self._work
                guards.callable(target)(*arguments, **named)

            def join(self, timeout: Any = None) -> None:
                return None

        Thread.__module__ = "threading"
        return {"Thread": library_class(Thread), "stack_size": trust(lambda size=0: 0)}

    def dataclasses_() -> dict[str, Any]:
        return trusted(_public(dataclasses, "make_dataclass"))

    def typing_() -> dict[str, Any]:
        return trusted(_public(typing, "get_type_hints", "ForwardRef"))

    return {
        "math": math_,
        "heapq": heapq_,
        "bisect": bisect_,
        "collections": collections_,
        "collections.abc": lambda: _public(collections.abc),
        "itertools": itertools_,
        "functools": functools_,
        "operator": operator_,
        "string": lambda: _public(string, "Formatter", "Template"),
        "copy": copy_,
        "sys": sys_,
        "threading": threading_,
        "dataclasses": dataclasses_,
        "typing": typing_,
        "fractions": lambda: trusted({"Fraction": fractions.Fraction}),
        "decimal": lambda: trusted(_public(decimal)),
        "array": lambda: trusted({"array": array}),
        "enum": lambda: trusted(_public(enum)),
        "abc": lambda: trusted(_public(abc)),
        "numbers": lambda: _public(numbers),
        "contextlib": lambda: trusted({"suppress": contextlib.suppress, "nullcontext": contextlib.nullcontext}),
        "io": lambda: trusted({"StringIO": io.StringIO, "BytesIO": io.BytesIO}),
        "__future__": dict,
    }
