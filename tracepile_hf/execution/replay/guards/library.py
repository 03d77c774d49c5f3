"""The builtins of a mirrored run, the classes it makes, its streams. Modules: `modules`."""

from __future__ import annotations

import abc
import ast
import builtins
import enum
import io
import sys
import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.execution.replay.guards.attributes import Attributes
from tracepile_hf.execution.replay.guards.output import BufferedWriter, Output
from tracepile_hf.execution.replay.state.heap import MISSING, data_attributes
from tracepile_hf.execution.replay.state.steps import Stop

_PURE_BUILTINS: Final = (
    "abs", "ascii", "bin", "bool", "bytes", "chr", "complex", "divmod", "float", "hex", "isinstance", "issubclass",
    "oct",
    "ord", "round", "slice", "callable", "property", "staticmethod", "classmethod", "object", "NotImplemented",
    "Ellipsis",
    "range", "len", "next", "sum", "any", "all",
)  # fmt: skip
_REFUSED: Final = {
    "compile": "exec", "exec": "exec", "globals": "reads_own_frame", "locals": "reads_own_frame",
    "vars": "reads_own_frame", "dir": "reads_own_frame", "__import__": "module", "breakpoint": "builtin",
    "help": "builtin", "memoryview": "builtin", "aiter": "async", "anext": "async",
}  # fmt: skip
_EXCEPTIONS: Final = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
}
_OWN: Final = {  # builtin function -> method of Library, or of its guards, that stands for it
    "print": "print", "input": "input", "exit": "exit", "quit": "exit", "id": "recorded", "hash": "hash",
    "open": "open", "eval": "eval", "getattr": "getattr", "setattr": "guards.set_attribute", "hasattr": "hasattr",
    "delattr": "guards.delete_attribute", "iter": "iter", "pow": "guards.pow", "format": "guards.format",
    "sorted": "sorted", "min": "min", "max": "max", "repr": "guards.to_repr",
}  # fmt: skip
_CLASSES: Final = {  # builtin class -> the same for calling it; the class itself can be seen through `type(x)`
    "list": "list", "tuple": "tuple", "set": "set", "frozenset": "frozenset", "dict": "dict", "str": "guards.to_str",
    "int": "int", "map": "map", "filter": "filter", "type": "kind_of", "bytearray": "bytearray",
}  # fmt: skip
_CALLED_AS_THEY_ARE: Final = (zip, enumerate, reversed, super)
_REPLACED: Final = tuple((id(getattr(builtins, name)), replacement) for name, replacement in _CLASSES.items())
_AS_THEY_ARE: Final[dict[str, Any]] = {
    **{name: getattr(builtins, name) for name in (*_PURE_BUILTINS, *_CLASSES)},
    **{kind.__name__: kind for kind in _CALLED_AS_THEY_ARE},
    **_EXCEPTIONS,
}
_TRUSTED: Final = frozenset(
    {id(getattr(builtins, name)) for name in _PURE_BUILTINS} | set(map(id, _CALLED_AS_THEY_ARE))
)
_UNKNOWN: Final = ("id", "hash")  # what they give is written down where they are called at once
_UNMADE: Final = object()
NamesOf = dict[str, Any]  # within Library `dict` is a method
_FORBIDDEN_NAMES: Final = (
    "__class__",
    "__getattribute__",
    "__class_getitem__",
    "__dict__",
    "__mro_entries__",
)


class Library(Output):
    """Builtins for one run, over its guards."""

    def __init__(self, guards: Attributes, stdin: str) -> None:
        self.guards = guards
        self.run = guards.run
        self.program = "__main__"  # its `__name__`
        self.input_bytes = io.BytesIO(stdin.encode("utf-8", "surrogateescape"))
        self.stdin = io.TextIOWrapper(self.input_bytes, encoding="utf-8", errors="surrogateescape")
        under: Any = BufferedWriter(self)
        self.stdout = io.TextIOWrapper(under, encoding="utf-8", write_through=True)
        self.stdin.mode, self.stdout.mode = "r", "w"  # type: ignore[misc]  # as the interpreter sets them
        self.modules: dict[str, types.ModuleType] = {}
        self.find: Callable[[str], Callable[[], dict[str, Any]] | None] = _no_module  # what makes a module's names
        self.at_exit: list[Callable[[], Any]] = []
        self.builtins: dict[str, Any] = dict(_AS_THEY_ARE)
        guards.trusted |= _TRUSTED
        guards.calls.update([(number, _of(self, replacement)) for number, replacement in _REPLACED])

    def trust(self, value: Any) -> Any:
        """Let a value be called as it is."""
        self.guards.kept.append(value)
        self.guards.trusted.add(id(value))
        return value

    def own_class(self, cls: Any) -> Any:
        """Treat a class as one of the program's: its methods and attributes are open."""
        self.guards.kept.append(cls)
        self.run.heap.own_class(cls)
        return cls

    def open_class(self, cls: Any) -> Any:
        """Let a library class be called, and the public attributes of its objects be used."""
        self.trust(cls)
        self.guards.open_classes.add(id(cls))
        return cls

    # Builtins

    def builtin(self, name: str) -> Any:
        """A builtin as the program sees it, made when first asked for. Raises KeyError for a name that is none."""
        found = self.builtins.get(name, _UNMADE)
        if found is _UNMADE:
            made = self._own(name)
            found = self.builtins[name] = self.trust(_as_builtin(name, made))
            self.guards.natives[id(found)] = getattr(builtins, name)
            if name in _UNKNOWN:
                self.guards.unknown[id(found)] = made
                self.guards.calls[id(found)] = self.refusing("opaque_call")
        return found

    def _own(self, name: str) -> Callable[..., Any]:
        """What stands for a builtin function that is not used as it is."""
        if name in _REFUSED:
            return self.refusing(_REFUSED[name])
        return _of(self, _OWN[name])

    def refusing(self, reason: str) -> Callable[..., Any]:
        """A function that ends the replay."""

        def refuse(*arguments: Any, **named: Any) -> Any:
            raise Stop(reason)

        return refuse

    def recorded(self, *arguments: Any) -> Any:
        """A function whose value only the recorded run knows: `id`, `hash`, clocks. What called it compares it."""
        value = self.guards.journal.peek()
        if value == ["lifetime"]:
            raise Stop("lifetime")
        if type(value) is list and len(value) == 2 and value[0] == "i" and type(value[1]) is str:
            value = int(value[1], 16)
        if type(value) not in (int, float):
            raise Stop("diverged")
        return value

    def hash(self, value: Any) -> Any:
        hash(value)  # the program's own `__hash__` runs, what cannot be hashed raises
        return self.recorded()

    def input(self, prompt: Any = "") -> str:
        if prompt != "":
            self.written(self.guards.to_str(prompt))
        source = self.modules["sys"].stdin if "sys" in self.modules else self.stdin
        line = (
            source.readline()
            if source is self.stdin
            else self.guards.callable(self.guards.attribute(source, "readline"))()
        )
        if not line:
            raise EOFError("EOF when reading a line")
        return str(line).removesuffix("\n")

    def exit(self, code: Any = None) -> None:
        raise SystemExit(code)

    def open(self, name: Any, *arguments: Any, **named: Any) -> Any:
        if name == 0 or name == "/dev/stdin":
            return self.stdin if "rb" not in (*arguments, *named.values()) else self.input_bytes
        raise Stop("file")

    def eval(self, source: Any, *names: Any) -> Any:
        """`eval` of text that is a literal, or arithmetic of literals."""
        if names or not isinstance(source, (str, bytes)):
            raise Stop("eval")
        try:
            tree = ast.parse(source.strip() if isinstance(source, str) else source.decode().strip(), mode="eval")
        except (ValueError, RecursionError):
            raise Stop("eval") from None
        return self._literal(tree.body)

    def _literal(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            parts = [self._literal(part) for part in node.elts]
            return parts if isinstance(node, ast.List) else tuple(parts) if isinstance(node, ast.Tuple) else set(parts)
        if isinstance(node, ast.Dict):
            return {
                self._literal(k): self._literal(v) for k, v in zip(node.keys, node.values, strict=True) if k is not None
            }
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            return getattr(self.guards, _ARITHMETIC[type(node.op)])(self._literal(node.left), self._literal(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            value = self._literal(node.operand)
            return -value if isinstance(node.op, ast.USub) else +value
        raise Stop("eval")

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

    def iter(self, *given: Any, **named: Any) -> Any:
        if len(given) == 2 and not named:
            return iter(self.guards.callable(given[0]), given[1])
        if len(given) == 1 and not named:
            return iter(self.guards.plain(given[0]))
        return iter(*given, **named)  # raises TypeError

    def key(self, function: Any) -> Any:
        """A `key=` argument."""
        return None if function is None else self.guards.callable(function)

    def sorted(self, *values: Any, **named: Any) -> list[Any]:
        if len(values) != 1 or not named.keys() <= {"key", "reverse"}:
            return sorted(*values, **named)  # raises TypeError
        return sorted(self._comparable(values[0], named.get("key")), **self._with_key(named))

    def _comparable(self, values: Any, key: Any) -> Any:
        """Values about to be compared with each other: where all differ, no order of theirs shows."""
        if key is None and type(values) in (set, frozenset) and set(map(type, values)) in ({int}, {str}):
            return values
        return self.guards.bounded(values)

    def min(self, *values: Any, **named: Any) -> Any:
        return min(*self._one(values, named), **self._with_key(named))

    def max(self, *values: Any, **named: Any) -> Any:
        return max(*self._one(values, named), **self._with_key(named))

    def _one(self, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
        return (self._comparable(values[0], named.get("key")),) if len(values) == 1 else values

    def _with_key(self, named: dict[str, Any]) -> dict[str, Any]:
        return {**named, "key": self.key(named["key"])} if named.get("key") is not None else named

    def list(self, *values: Any, **named: Any) -> Any:
        return list(*map(self.guards.bounded, values), **named)

    def tuple(self, *values: Any, **named: Any) -> Any:
        return tuple(*map(self.guards.bounded, values), **named)

    def set(self, *values: Any, **named: Any) -> Any:
        return set(*values, **named)

    def frozenset(self, *values: Any, **named: Any) -> Any:
        return frozenset(*values, **named)

    def dict(self, *values: Any, **named: Any) -> Any:
        return dict(*map(self.guards.bounded, values), **named)

    def bytearray(self, *values: Any, **named: Any) -> Any:
        if values and isinstance(values[0], int):
            self.guards.mul(b"1", values[0])
        return bytearray(*values, **named)

    def int(self, *values: Any, **named: Any) -> Any:
        if len(values) == 1 and type(values[0]) is str and len(values[0]) > 4000:
            return self._long_integer(values[0])
        return int(*values, **named)

    def _long_integer(self, text: str) -> Any:
        digits = text.strip().replace("_", "")
        body = digits.lstrip("+-")
        if not body.isdigit() or (self.guards.digits and len(body) > self.guards.digits):
            return int(text)  # raises ValueError
        value = 0
        for start in range(0, len(body), 2000):
            piece = body[start : start + 2000]
            value = value * 10 ** len(piece) + int(piece)
        return -value if digits.startswith("-") else value

    def map(self, *given: Any, **named: Any) -> Any:
        if len(given) < 2 or named:
            return map(*given, **named)  # raises TypeError
        return map(self.guards.callable(given[0]), *map(self.guards.plain, given[1:]))

    def filter(self, *given: Any, **named: Any) -> Any:
        if len(given) != 2 or named:
            return filter(*given, **named)  # raises TypeError
        return filter(self.key(given[0]), self.guards.plain(given[1]))

    def kind_of(self, *values: Any, **named: Any) -> Any:
        if len(values) == 3:
            raise Stop("metaclass")
        if len(values) != 1 or named:
            return type(*values, **named)  # raises TypeError
        return type(self.guards.as_python(values[0]))

    # Modules

    def module(self, name: str, whole: bool) -> Any:
        """`import a.b`: binds `a`, or `a.b` with `as`."""
        found = self.load(name)
        return found if whole or "." not in name else self.load(name.partition(".")[0])

    def load(self, name: str) -> types.ModuleType:
        """A module of the mirrored run."""
        found = self.modules.get(name)
        if found is None:
            maker = self.find(name)
            if maker is None:
                self.guards.stood_in.absent(name)
                raise Stop("lifetime" if name == "weakref" else "module", name)
            found = self.modules[name] = types.ModuleType(name)
            vars(found).update(self._as_python(name, maker()))
            parent, _, child = name.rpartition(".")
            if parent:
                vars(self.load(parent))[child] = found
        return found

    def _as_python(self, module: str, names: NamesOf) -> NamesOf:
        """The names of a module with Python's own functions, in whose place ours are called."""
        real, guards = vars(sys.modules.get(module, types)), self.guards
        for name, value in names.items():
            native = real.get(name)
            if type(value) not in _FUNCTIONS or native is None or native is value or id(value) in guards.stood_in.names:
                continue
            if module in _REACHING or not callable(native):
                guards.natives[id(value)] = native
                continue
            self.trust(value)
            guards.calls[id(native)] = value
            names[name] = native
        return names

    def import_name(self, module: str, name: str) -> Any:
        """`from module import name`."""
        found = vars(self.load(module))
        if name in found and not name.startswith("_"):
            return found[name]
        seen = self.guards.stood_in.seen(module, name)
        if seen is not MISSING:
            return seen
        if self.find(f"{module}.{name}") is not None:
            return self.load(f"{module}.{name}")
        self.guards.stood_in.unnamed(module, name)
        raise Stop("module", f"{module}.{name}")

    def import_all(self, frame: Any, module: str, mentioned: builtins.frozenset[str]) -> None:
        """`from module import *`: of the names it binds those that the program mentions."""
        self.load(module)
        for name in self.guards.stood_in.public(module):
            if name in mentioned:
                self.run.bind(frame, name, self.import_name(module, name))

    # Functions and classes of the program

    def named(self, function: Any, name: str, qualified: str, documentation: str | None) -> None:
        """Give a generated function its own name."""
        function.__name__ = name
        function.__qualname__ = qualified
        function.__doc__ = documentation
        function.__module__ = self.program

    def class_names(self, name: str, bases: Any, keywords: Any, qualified: str) -> Any:
        """The namespace in which a class body runs."""
        meta = keywords.get("metaclass")
        if meta is not None and meta not in (type, abc.ABCMeta, enum.EnumMeta):
            raise Stop("metaclass")
        for base in bases:
            if isinstance(base, type) and base is not object and not self._may_be_base(base):
                self.guards.stood_in.refuse(base)
                raise Stop("class", base.__name__)
        _, names, _ = types.prepare_class(name, types.resolve_bases(bases), dict(keywords))
        names["__module__"] = self.program
        names["__qualname__"] = qualified
        return names

    def _may_be_base(self, base: type) -> bool:
        number = id(base)
        known = number in self.guards.classes or number in self.guards.open_classes or number in self.guards.trusted
        return known or number in self.guards.calls or issubclass(base, BaseException)

    def annotate(self, names: Any, name: str, annotation: Any) -> None:
        """`name: annotation` in a class body."""
        names.setdefault("__annotations__", {})[name] = annotation

    def make_class(self, name: str, bases: Any, names: Any, keywords: Any) -> Any:
        """The end of a class statement."""
        resolved = types.resolve_bases(bases)
        if any(special in names for special in _FORBIDDEN_NAMES):
            raise Stop("class")
        if "__del__" in names:
            raise Stop("lifetime")
        if resolved is not bases:
            names["__orig_bases__"] = bases
        meta, _, rest = types.prepare_class(name, resolved, dict(keywords))
        return self.own_class(meta(name, resolved, names, **rest))

    def class_places(self, frame: Any, name: str, cls: Any) -> None:
        """Tell the data attributes of a class that was just made."""
        if isinstance(cls, type):
            for attribute, value in data_attributes(cls):
                self.guards.changed(cls, f".{attribute}", value)

    def bare_super(self, cls: Any, frame: Any) -> Any:
        """`super()`."""
        if cls is None:
            raise RuntimeError("super(): no arguments")
        return super(cls, frame.names[frame.first])


_ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "add",
    ast.Mult: "mul",
    ast.Pow: "pow",
    ast.Sub: "subtract",
}


def _of(library: Library, path: str) -> Callable[..., Any]:
    """A method of the library or of its guards."""
    owner, _, name = path.rpartition(".")
    return getattr(library.guards if owner else library, name)  # type: ignore[no-any-return]  # a method


def _no_module(name: str) -> None:
    return None


_FUNCTIONS: Final = (types.FunctionType, types.MethodType)
_REACHING: Final = ("sys", "os", "io", "threading", "resource")  # whose functions do more than compute


def _as_builtin(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A guard under the name of the builtin it stands for: a value may be rendered by its name."""

    def builtin(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    builtin.__name__ = builtin.__qualname__ = name
    if name == "print":
        builtin.tells_itself = True  # type: ignore[attr-defined]  # its steps are print steps
    return builtin
