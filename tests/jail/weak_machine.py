"""Runs a command on a machine that has neither seccomp nor namespaces: their system calls fail in it.

    python weak_machine.py COMMAND ...

Made with the very thing it takes away, a seccomp filter, inherited by all that the command starts.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tracepile_hf.execution import jail_seccomp, jail_syscalls
from tracepile_hf.execution.jail_kernel import PR_SET_NO_NEW_PRIVS, Kernel


def main() -> None:
    kernel = Kernel()
    numbers = jail_syscalls.numbers(kernel.machine)
    rules = {"seccomp": jail_seccomp.ENOSYS, "unshare": jail_seccomp.EPERM}
    program = jail_seccomp._program(kernel.machine, numbers, rules, jail_seccomp.ALLOW)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
    if kernel.filter(program)() == -1:
        raise SystemExit("this machine is weak already, or stranger than that")
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
