"""Landlock: after this, no path can be opened, made, changed or removed, and no signal leaves the domain.

A ruleset with everything handled and nothing granted. Domains nest: the zygote has one, and every child one of its own
inside it, so that a child can neither trace nor signal its supervisors even where the system call filter is missing.

Not covered by Landlock itself: stat, chmod, chown, utime, xattr (the system call filter denies them all).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

# Rights on files by ABI (include/uapi/linux/landlock.h): 13 at first, then REFER, TRUNCATE, IOCTL_DEV.
_FILE_RIGHTS: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_RIGHTS: Final = 3  # bind and connect TCP, from ABI 4
_SCOPES: Final = 3  # abstract unix sockets and signals, from ABI 6
_VERSION_FLAG: Final = 1

Call = Callable[..., int]  # system call by name: call(name, *arguments) -> result, OSError when it fails


def version(call: Call) -> int:
    """The kernel's Landlock ABI. OSError: none."""
    return call("landlock_create_ruleset", None, 0, _VERSION_FLAG)


def attributes(abi: int) -> bytes:
    """struct landlock_ruleset_attr that handles all there is to handle."""
    files = _FILE_RIGHTS[min(abi, 5)]
    if abi < 4:
        return struct.pack("Q", files)
    if abi < 6:
        return struct.pack("QQ", files, _NET_RIGHTS)
    return struct.pack("QQQ", files, _NET_RIGHTS, _SCOPES)


def ruleset(call: Call, abi: int) -> int:
    """A descriptor of the ruleset that grants nothing; landlock_restrict_self enters a new domain of it each time."""
    handled = attributes(abi)
    return call("landlock_create_ruleset", handled, len(handled), 0)
