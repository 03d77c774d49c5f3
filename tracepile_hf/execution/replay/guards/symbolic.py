"""What a mirrored run sees of sympy and numpy: their public names that compute, none that draws, prints or compiles.

Neither library is imported before a program asks for it; in the jail they are loaded already. How their values are
guarded is in `foreign`.
"""

from __future__ import annotations

import importlib
import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.execution.replay.guards.foreign import Foreign
from tracepile_hf.execution.replay.guards.library import Library

Maker = Callable[[], dict[str, Any]]

# Submodules that programs import names from; they hold no name that sympy itself does not have, `abc` apart.
_SYMPY_PARTS: Final = (
    "calculus", "calculus.util", "combinatorics", "concrete", "core", "core.numbers", "core.relational", "core.symbol",
    "functions", "functions.combinatorial.factorials", "functions.elementary.complexes",
    "functions.elementary.exponential", "functions.elementary.integers", "functions.elementary.miscellaneous",
    "functions.elementary.piecewise", "functions.elementary.trigonometric", "geometry", "integrals", "logic",
    "logic.boolalg", "matrices", "ntheory", "ntheory.factor_", "ntheory.modular", "ntheory.primetest",
    "ntheory.residue_ntheory", "polys", "polys.polytools", "series", "sets", "simplify", "simplify.simplify", "solvers",
    "solvers.diophantine", "solvers.inequalities", "solvers.solvers", "solvers.solveset",
)  # fmt: skip
_MORE: Final = {"ntheory.modular": ("crt", "solve_congruence"), "solvers.inequalities": ("solve_univariate_inequality",
                "reduce_rational_inequalities"), "ntheory.factor_": ("smoothness", "core")}  # fmt: skip
_NO_SYMPY: Final = frozenset(
    {"assuming", "bottom_up", "cacheit", "capture", "dotprint", "interactive_traversal", "lambdify", "lazy_function",
     "memoize_property", "multiline_latex", "pager_print", "parse_expr", "pollard_pm1", "pollard_rho", "pprint",
     "pprint_try_use_unicode", "pretty_print", "preview", "public", "randMatrix", "random_poly", "randprime",
     "register_handler", "remove_handler", "seterr", "source", "test", "threaded", "timed", "use", "var", "xthreaded",
     "list2numpy", "matrix2numpy", "symarray", "textplot", "vectorize", "field", "ring", "sfield", "vfield", "vring"}
)  # fmt: skip
_NO_PREFIX: Final = ("plot", "print_", "init_", "pprint", "rotations")
_NAMING: Final = frozenset(  # these take text as a name or a number, and do not evaluate it
    {"symbols", "Symbol", "Dummy", "Wild", "Function", "MatrixSymbol", "Rational", "Integer", "Float", "IndexedBase",
     "Idx", "latex", "pretty"}
)  # fmt: skip
_MATRIX_WRITERS: Final = frozenset(
    {"row_op", "col_op", "row_swap", "col_swap", "row_del", "col_del", "fill", "zip_row_op", "copyin_matrix",
     "copyin_list", "simplify"}
)  # fmt: skip
_SYMPY_DENIED: Final = ("lambdify", "applyfunc", "replace", "plot", "random_point", "clear_denoms_")

_NUMPY: Final = (
    "abs", "absolute", "add", "all", "allclose", "amax", "amin", "any", "append", "arange", "arccos", "arcsin",
    "arctan", "arctan2", "argmax", "argmin", "argsort", "argwhere", "around", "array", "array_equal", "asarray",
    "atleast_1d", "average", "base_repr", "binary_repr", "bincount", "cbrt", "ceil", "choose", "clip", "column_stack",
    "concatenate", "convolve", "copy", "corrcoef", "cos", "cosh", "count_nonzero", "cov", "cross", "cumprod", "cumsum",
    "deg2rad", "degrees", "delete", "diag", "diagonal", "diff", "digitize", "divide", "divmod", "dot", "dstack",
    "einsum", "empty_like", "equal", "exp", "expm1", "eye", "fabs", "flatnonzero", "flip", "fliplr", "flipud", "floor",
    "floor_divide", "fmod", "full", "full_like", "gcd", "geomspace", "gradient", "greater", "greater_equal",
    "histogram", "hstack", "hypot", "identity", "in1d", "inner", "insert", "interp", "intersect1d", "invert", "isclose",
    "isfinite", "isin", "isinf", "isnan", "isscalar", "ix_", "kron", "lcm", "less", "less_equal", "lexsort", "linspace",
    "log", "log10", "log1p", "log2", "logical_and", "logical_not", "logical_or", "logical_xor", "logspace", "matmul",
    "max", "maximum", "mean", "median", "meshgrid", "min", "minimum", "mod", "moveaxis", "multiply", "nanmax",
    "nanmean", "nanmin", "nansum", "ndim", "negative", "nonzero", "not_equal", "ones", "ones_like", "outer", "pad",
    "percentile", "poly", "polyadd", "polyder", "polyfit", "polyint", "polymul", "polyval", "power", "prod", "ptp",
    "quantile", "rad2deg", "radians", "ravel", "reciprocal", "remainder", "repeat", "reshape", "resize", "roll",
    "roots", "rot90", "round", "searchsorted", "setdiff1d", "setxor1d", "shape", "sign", "sin", "sinh", "size", "sort",
    "split", "sqrt", "square", "squeeze", "stack", "std", "subtract", "sum", "swapaxes", "take", "tan", "tanh",
    "tensordot", "tile", "trace", "transpose", "trapezoid", "tri", "tril", "tril_indices", "triu", "triu_indices",
    "true_divide", "trunc", "union1d", "unique", "unravel_index", "unwrap", "vander", "var", "vdot", "vstack", "where",
    "zeros", "zeros_like",
)  # fmt: skip
_NUMPY_WRITERS: Final = ("fill_diagonal", "put", "place", "copyto", "putmask")
_NUMPY_VALUES: Final = (
    "pi", "e", "inf", "nan", "newaxis", "euler_gamma", "ndarray", "generic", "number", "integer", "floating", "int8",
    "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "complex64",
    "complex128", "bool_", "str_", "int_", "intp", "dtype",
)  # fmt: skip
_LINALG: Final = (
    "cond", "det", "eig", "eigh", "eigvals", "eigvalsh", "inv", "lstsq", "matrix_power", "matrix_rank", "norm", "pinv",
    "qr", "slogdet", "solve", "svd", "LinAlgError",
)  # fmt: skip
_ARRAY_WRITERS: Final = frozenset({"fill", "sort", "partition", "put", "resize"})
_ARRAY_DENIED: Final = (
    "base", "byteswap", "ctypes", "data", "dump", "dumps", "flat", "getfield", "newbyteorder", "setfield", "setflags",
    "tofile", "tobytes", "view", "to_device",
)  # fmt: skip


def makers(library: Library) -> dict[str, Maker]:
    """Module name -> what makes its names, for sympy, numpy and their submodules."""
    names = PublicNames(library)
    found: dict[str, Maker] = {"sympy": names.sympy, "sympy.abc": names.letters, "numpy": names.numpy,
                               "numpy.linalg": names.linalg}  # fmt: skip
    for part in _SYMPY_PARTS:
        found[f"sympy.{part}"] = lambda part=part: names.part(part)  # type: ignore[misc]  # a default as a capture
    for package in {f"sympy.{part.rpartition('.')[0]}" for part in _SYMPY_PARTS if "." in part}:
        found.setdefault(package, dict)
    return found


class PublicNames:
    """Makes the names of the modules of one run; a library's guards are set up when it is first imported."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.foreign: Foreign = library.guards.foreign
        self.known: set[str] = set()
        self.top: dict[str, Any] = {}

    # sympy

    def sympy(self) -> dict[str, Any]:
        """The names of sympy itself."""
        if "sympy" not in self.known:
            self.known.add("sympy")
            self._know_sympy()
            sympy = importlib.import_module("sympy")
            for name, value in vars(sympy).items():
                if not name.startswith(("_", *_NO_PREFIX)) and name not in _NO_SYMPY:
                    seen = self._seen(value, name, name in _NAMING)
                    if seen is not None:
                        self.top[name] = seen
        return dict(self.top)

    def _know_sympy(self) -> None:
        sympy = importlib.import_module("sympy")
        domain = importlib.import_module("sympy.polys.domains.domain").Domain
        bases = (sympy.Basic, sympy.MatrixBase, domain, type(sympy.S))
        mutable = (sympy.MutableDenseMatrix, sympy.MutableSparseMatrix)
        self.foreign.add(bases, dict.fromkeys(mutable, _MATRIX_WRITERS), _SYMPY_DENIED)
        self.foreign.plain_text |= {id(getattr(sympy, name)) for name in _NAMING if hasattr(sympy, name)}

    def _seen(self, value: Any, name: str, texts: bool) -> Any:
        """A name of sympy as the program sees it, or None for what it may not use."""
        kind = type(value)
        if self.foreign.is_ours(value) or kind is bool:
            return value
        if isinstance(value, type):
            return value if issubclass(value, Exception) else None
        if kind is types.ModuleType or not callable(value):
            return None
        return self.library.trust(self.foreign.function(value, name, texts=texts))

    def part(self, part: str) -> dict[str, Any]:
        """The names of a submodule of sympy that sympy itself has too, and a few more."""
        top = self.sympy()
        module = importlib.import_module(f"sympy.{part}")
        found = {name: top[name] for name in vars(module) if name in top}
        for name in _MORE.get(part, ()):
            native = getattr(module, name, None)
            if native is not None and name not in found:
                found[name] = self.library.trust(self.foreign.function(native, name))
        return found

    def letters(self) -> dict[str, Any]:
        """`sympy.abc`: symbols by name."""
        self.sympy()
        module = importlib.import_module("sympy.abc")
        return {name: value for name, value in vars(module).items() if self.foreign.is_ours(value)}

    # numpy

    def numpy(self) -> dict[str, Any]:
        """The names of numpy that compute: no files, no functions of functions, nothing left to chance (`empty`)."""
        numpy = importlib.import_module("numpy")
        self._know_numpy(numpy)
        found = {name: getattr(numpy, name) for name in _NUMPY_VALUES if hasattr(numpy, name)}
        for name in (*_NUMPY, *_NUMPY_WRITERS):
            native = getattr(numpy, name, None)
            if native is not None:
                writes = name in _NUMPY_WRITERS
                wrapped = self.foreign.function(native, name, texts=True, changing=writes)
                found[name] = self.library.trust(wrapped)
        return {**found, "linalg": self.library.load("numpy.linalg")}

    def _know_numpy(self, numpy: Any) -> None:
        if "numpy" in self.known:
            return
        self.known.add("numpy")
        bases = (numpy.ndarray, numpy.generic, numpy.dtype)
        self.foreign.add(bases, {numpy.ndarray: _ARRAY_WRITERS}, _ARRAY_DENIED)
        self.foreign.shares = lambda one, two: type(one) is numpy.ndarray and bool(numpy.may_share_memory(one, two))
        self.foreign.opaque = lambda value: type(value) is numpy.ndarray and value.dtype.hasobject

    def linalg(self) -> dict[str, Any]:
        """Linear algebra."""
        module = importlib.import_module("numpy.linalg")
        self._know_numpy(importlib.import_module("numpy"))
        found: dict[str, Any] = {}
        for name in _LINALG:
            native = getattr(module, name)
            exception = isinstance(native, type)
            found[name] = native if exception else self.library.trust(self.foreign.function(native, name))
        return found
