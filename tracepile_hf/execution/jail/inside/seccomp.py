"""seccomp: the filter that decides which system calls exist for a process, written as classic BPF by hand.

Two filters stack. The zygote's grants a closed list and answers every other call with EPERM (or ends the process, for
calls that only an attack makes); the child's takes away what was left for the supervisors alone. Filters are inherited
and can never be taken off. The kernel runs both and keeps the stricter answer.

Not covered: system calls are told apart by number and by integer arguments; what a pointer points to cannot be seen.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final, NamedTuple

from tracepile_hf.execution.jail.inside import syscalls

ALLOW: Final = 0x7FFF0000
KILL: Final = 0x80000000  # SECCOMP_RET_KILL_PROCESS: SIGSYS
EPERM: Final = 0x00050000 | 1
ENOENT: Final = 0x00050000 | 2
ENOSYS: Final = 0x00050000 | 38

_LOAD, _JUMP, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x54, 0x06
_FAR: Final = 255
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32: Final = 0x40000000

CLONE_THREAD: Final = 0x00010000
_PROT_EXEC, _O_ASYNC, _AT_EMPTY_PATH = 4, 0o20000, 0x1000
_O_DIRECT: Final = 0o40000 | 0o200000  # of x86_64, and of aarch64, where each is another harmless flag of the other

ANY: Final = 0xFFFFFFFF

Clause = Sequence[tuple[int, int, int]]  # (argument, mask, value): argument & mask == value, for all of them


class When(NamedTuple):
    """One answer if any clause holds, another if none does. Only the low word of an argument is seen: ours are ints."""

    clauses: Sequence[Clause]
    then: int = ALLOW
    otherwise: int = EPERM


Rules = dict[str, "int | When"]

_GRANTED_WHEN: Final[Rules] = {
    # W^X: no memory becomes code once the zygote is up, so no machine code of a program's own making runs.
    "mmap": When([[(2, _PROT_EXEC, 0)]]),
    "mprotect": When([[(2, _PROT_EXEC, 0)]]),
    # Signals on input and larger pipes are ways to reach other processes and kernel memory.
    "fcntl": When(
        [
            [(1, ANY, 1)],  # F_GETFD
            [(1, ANY, 2)],  # F_SETFD
            [(1, ANY, 3)],  # F_GETFL
            [(1, ANY, 4), (2, _O_ASYNC | _O_DIRECT, 0)],  # F_SETFL; O_DIRECT would cut a pipe into packets
            [(1, ANY, 1030)],  # F_DUPFD_CLOEXEC
        ]
    ),
    "ioctl": When([[(1, ANY, call)] for call in (0x5401, 0x5451, 0x5421, 0x541B)]),  # TCGETS FIOCLEX FIONBIO FIONREAD
    # How glibc spells fstat; other ways to ask about a path are not granted.
    "newfstatat": When([[(3, _AT_EMPTY_PATH, _AT_EMPTY_PATH)]], otherwise=ENOENT),
}


def supervisor_filter(machine: str) -> bytes:
    """For the zygote, inherited by all: a closed list, EPERM otherwise."""
    numbers = syscalls.numbers(machine)
    rules: Rules = dict.fromkeys(syscalls.COMPUTE + syscalls.SUPERVISE, ALLOW)
    rules.update(dict.fromkeys(syscalls.NEVER, KILL))
    rules.update(dict.fromkeys(syscalls.NAMING, ENOENT))
    rules.update(_GRANTED_WHEN)
    rules["clone3"] = ENOSYS  # its flags lie behind a pointer; glibc falls back to clone
    return _program(machine, numbers, rules, EPERM)


def child_filter(machine: str, *, keep: int) -> bytes:
    """For the process that runs a program: no processes, no signals, no privileges; descriptor `keep` stays put."""
    numbers = syscalls.numbers(machine)
    rules: Rules = dict.fromkeys(syscalls.SUPERVISE, EPERM)
    rules["clone"] = When([[(0, CLONE_THREAD, CLONE_THREAD)]])
    # A handler is handed a frame of whatever it interrupts. abort() asks for SIGABRT, and then ends itself otherwise.
    rules["rt_sigaction"] = When([[(0, ANY, 6)]], EPERM, KILL)
    rules["seccomp"] = KILL
    rules["prlimit64"] = When([[(0, ANY, 0), (2, ANY, 0)]])  # ask about oneself
    rules["prctl"] = When([[(0, ANY, 15)]])  # PR_SET_NAME: what newer Pythons call their threads
    rules["dup"] = ALLOW
    rules["close"] = When([[(0, ANY, keep)]], EPERM, ALLOW)
    rules["dup2"] = rules["dup3"] = When([[(1, ANY, keep)]], EPERM, ALLOW)
    return _program(machine, numbers, rules, ALLOW)


def _program(machine: str, numbers: dict[str, int], rules: Rules, default: int) -> bytes:
    code = [
        _step(_LOAD, _ARCH),
        _step(_EQUAL, syscalls.AUDIT_ARCH[machine], 1, 0),
        _step(_RETURN, KILL),  # int 0x80 and the like
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        code += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, KILL)]
    known = sorted((numbers[name], name) for name in rules.keys() & numbers.keys())
    return b"".join(code + _tree([(number, rules[name]) for number, name in known], default))


def _tree(rules: Sequence[tuple[int, int | When]], default: int) -> list[bytes]:
    """The rules as a search tree by call number: the kernel walks through a filter once for every call there is."""
    if len(rules) <= 3:
        code = []
        for number, rule in rules:
            body = _when(rule) if isinstance(rule, When) else [_step(_RETURN, rule)]
            code += [_step(_EQUAL, number, 0, len(body)), *body]
        return [*code, _step(_RETURN, default)]
    middle = len(rules) // 2
    low, high = _tree(rules[:middle], default), _tree(rules[middle:], default)
    if len(low) > _FAR:  # a conditional jump reaches 255 steps, this one any number
        return [_step(_AT_LEAST, rules[middle][0], 0, 1), _step(_JUMP, len(low)), *low, *high]
    return [_step(_AT_LEAST, rules[middle][0], len(low), 0), *low, *high]


def _when(rule: When) -> list[bytes]:
    body: list[bytes] = []
    for clause in rule.clauses:
        test: list[bytes] = []
        for left, (argument, mask, value) in zip(range(len(clause) - 1, -1, -1), clause, strict=True):
            test += [
                _step(_LOAD, _ARGUMENTS + 8 * argument),
                _step(_AND, mask),
                _step(_EQUAL, value, 0, 1 + 3 * left),
            ]
        body += [*test, _step(_RETURN, rule.then)]
    return [*body, _step(_RETURN, rule.otherwise)]


def _step(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", operation, if_true, if_false, value)
