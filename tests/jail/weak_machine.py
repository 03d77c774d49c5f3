"""Runs a command on a machine that has neither seccomp nor namespaces: their system calls fail in it.

    python weak_machine.py COMMAND ...

Made with the very thing it takes away, a seccomp filter, inherited by all that the command starts.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tracepile_hf.execution.jail.inside import seccomp, syscalls
from tracepile_hf.execution.jail.inside.kernel import PR_SET_NO_NEW_PRIVS, Kernel


def main() -> None:
    kernel = Kernel()
    numbers = syscalls.numbers(kernel.machine)
    rules = {"seccomp": seccomp.ENOSYS, "unshare": seccomp.EPERM}
    program = seccomp._program(kernel.machine, numbers, rules, seccomp.ALLOW)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
    if kernel.filter(program)() == -1:
        raise SystemExit("this machine is weak already, or stranger than that")
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
