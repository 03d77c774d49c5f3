"""The standard library as code in memory, so that a program can import it where no file can be opened.

The zygote reads every module's compiled code once into one unnamed file, mapped by all that is forked from it. An
import then unmarshals from there. Extension modules cannot be loaded later at all: the useful ones are imported
beforehand. What is not in here (tests, tools, graphical things, ctypes) does not exist for a program.

This module is within a program's reach (sys.meta_path) and therefore knows nothing but library code.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import marshal
import mmap
import os
import sys
import tempfile
from _blake2 import blake2s
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import Final

_OUTSIDE: Final = """
test tests idlelib tkinter turtledemo lib2to3 ensurepip distutils venv pydoc_data site-packages dist-packages ctypes
msilib curses dbm sqlite3 config __pycache__ _pyrepl this antigravity turtle webbrowser
"""
_USUAL: Final = """
abc array ast atexit bisect calendar cmath collections collections.abc contextlib copy copyreg dataclasses datetime
decimal enum fractions functools heapq io itertools json keyword linecache math numbers operator os queue random re
reprlib statistics string struct sys textwrap threading time traceback types typing warnings weakref
"""
_COMPILED: Final = """
_bisect _blake2 _bz2 _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _contextvars _csv _datetime
_decimal _heapq _json _lzma _md5 _multibytecodec _opcode _pickle
_posixsubprocess _queue _random _sha1 _sha2 _sha256 _sha3 _sha512 _socket _statistics _struct _zoneinfo array binascii
cmath fcntl math mmap pyexpat resource select unicodedata zlib
"""
# Extension modules hidden behind attributes of a package: they could not be loaded later.
COMPANIONS: Final = {"numpy": ("numpy.fft", "numpy.linalg", "numpy.polynomial", "numpy.random")}
# Imported before anything is locked: what programs use all the time, and every extension module they may ever want.
BEFOREHAND: Final = tuple(_USUAL.split() + _COMPILED.split())
_LEFT_OUT: Final = frozenset(_OUTSIDE.split())


class StandardLibrary:
    """A finder and loader over code in memory; put it at the end of sys.meta_path."""

    def __init__(self) -> None:
        self._index: dict[str, tuple[int, int, bool, str]] = {}  # name -> offset, size, is a package, file name
        self._blob: mmap.mmap | bytes = b""
        self.digests: set[bytes] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        entry = self._index.get(name)
        if entry is None:
            return None
        spec = importlib.machinery.ModuleSpec(name, self, origin=entry[3], is_package=entry[2])  # type: ignore[arg-type]
        if entry[2]:
            spec.submodule_search_locations = [os.path.dirname(entry[3])]
        spec.has_location = True
        return spec

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """The ordinary kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        offset, size, _, name = self._index[module.__name__]
        data = self._blob[offset : offset + size]
        code = marshal.loads(data[1:]) if data[:1] == b"c" else compile(data[1:], name, "exec", dont_inherit=True)
        exec(code, vars(module))

    def fill(self, folders: Iterable[tuple[str, str]]) -> None:
        """Read every module under the folders, each given with the package it is ("" for the standard library).

        Of packages, what is imported already is left out.
        """
        descriptor = _unnamed()
        offset = 0
        for folder, package in folders:
            for name, is_package, file in _modules(folder, package):
                if package and name in sys.modules:
                    continue
                data = _code(file)
                self.digests.add(blake2s(data[1:]).digest())
                self._index.setdefault(name, (offset, len(data), is_package, file))
                _write_all(descriptor, data)
                offset += len(data)
        if offset:
            self._blob = mmap.mmap(descriptor, offset, mmap.MAP_PRIVATE, mmap.PROT_READ)
        os.close(descriptor)


def _modules(folder: str, package: str) -> Iterable[tuple[str, bool, str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        stem, extension = os.path.splitext(entry.name)
        if stem in _LEFT_OUT or stem.startswith("config-"):
            continue
        name = f"{package}.{stem}" if package else stem
        if extension == ".py" and stem == "__init__":
            yield package, True, entry.path
        elif extension == ".py":
            yield name, False, entry.path
        elif not extension and entry.is_dir() and os.path.exists(os.path.join(entry.path, "__init__.py")):
            yield from _modules(entry.path, name)


def _code(file: str) -> bytes:
    """Compiled code if the cache is fresh, else source; told apart by the first byte."""
    try:
        with open(importlib.util.cache_from_source(file), "rb") as cache:
            data = cache.read()
        stat = os.stat(file)
        fresh = int(stat.st_mtime).to_bytes(8, "little")[:4] + (stat.st_size & 0xFFFFFFFF).to_bytes(4, "little")
        if data[:4] == importlib.util.MAGIC_NUMBER and data[4:8] == bytes(4) and data[8:16] == fresh:
            return b"c" + data[16:]
    except OSError:
        pass  # no cache: the source it is
    with open(file, "rb") as source:
        return b"s" + source.read()


def _unnamed() -> int:
    """A new file without a name; mapped, its pages are shared by all forks."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("library")
    descriptor, name = tempfile.mkstemp()
    os.unlink(name)
    return descriptor


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def recogniser(library: StandardLibrary) -> Callable[[bytes], bool]:
    """Whether marshalled data is the library's own; what it knows is out of the reach of programs."""
    known, digest = frozenset(library.digests), blake2s
    library.digests.clear()
    return lambda data: digest(data).digest() in known


def standard_folders() -> list[tuple[str, str]]:
    return [(os.path.dirname(os.path.realpath(os.__file__)), "")]


def package_folders(names: Iterable[str]) -> list[tuple[str, str]]:
    """Folders of third-party packages and of those they import, found on sys.path. ImportError: not installed."""
    folders = []
    for name in names:
        spec = importlib.util.find_spec(name)
        if spec is None:
            raise ImportError(f"no package {name}")
        for place in spec.submodule_search_locations or ():
            folders.append((place, name))
    return folders


def close(library: StandardLibrary) -> None:
    """From here on modules come from memory only."""
    import _imp

    sys.path[:] = []
    sys.path_hooks[:] = []
    sys.path_importer_cache.clear()
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if finder in (importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter)
    ]
    sys.meta_path.append(library)
    del _imp.create_dynamic
