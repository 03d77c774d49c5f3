"""How values of numpy are written: `ndarray([[1, 2], [3, 4]])`, `int64(3)`.

numpy is not imported. Its array and number types are written in C, so their own methods can be read from the class and
called: no program can have replaced them.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.literals.slots import class_name, class_vars, mro

MOST_ELEMENTS: Final = 10_000
_module: Final = type.__dict__["__module__"].__get__
_flags: Final = type.__dict__["__flags__"].__get__
_HEAP_TYPE: Final = 1 << 9  # Py_TPFLAGS_HEAPTYPE: set for what a class statement makes, never for numpy's own
_RENAMED: Final = {"bool": "bool_", "str": "str_"}  # numpy 2 calls its own types by the names of Python's


def plan_for(kind: type) -> Callable[[Any, Any, int], str] | None:
    """How values of a type are written if it is one of numpy's, else None."""
    for cls in mro(kind):
        if _flags(cls) & _HEAP_TYPE or _module(cls) != "numpy":
            continue
        if class_name(cls) == "ndarray":
            size, tolist = class_vars(cls).get("size"), class_vars(cls).get("tolist")
            if type(size) is types.GetSetDescriptorType and type(tolist) is types.MethodDescriptorType:
                return _array_plan(size, tolist)
        if class_name(cls) == "generic":
            item = class_vars(cls).get("item")
            if type(item) is types.MethodDescriptorType:
                return _number_plan(class_name(kind), item)
    return None


def _array_plan(size: Any, tolist: Any) -> Callable[[Any, Any, int], str]:
    def write(writer: Any, value: Any, left: int) -> str:
        elements = size.__get__(value)
        if elements > MOST_ELEMENTS:
            return f"<cut: array of {elements} elements>"
        return f"ndarray({writer.text(tolist(value), left)})"

    return write


def _number_plan(name: str, item: Any) -> Callable[[Any, Any, int], str]:
    def write(writer: Any, value: Any, left: int) -> str:
        return f"{_RENAMED.get(name, name)}({writer.text(item(value), left)})"

    return write
