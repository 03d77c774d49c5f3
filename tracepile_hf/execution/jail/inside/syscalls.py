"""System call numbers of the two architectures the jail knows, and which calls it grants.

Numbers: Linux arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (aarch64). A call that an
architecture does not have is left out of its table and of its filter.
"""

from __future__ import annotations

from typing import Final

# name  x86_64  aarch64
_TABLE: Final = """
read 0 63            write 1 64           open 2 -             close 3 57           stat 4 -
fstat 5 80           lstat 6 -            poll 7 -             lseek 8 62           mmap 9 222
mprotect 10 226      munmap 11 215        brk 12 214           rt_sigaction 13 134  rt_sigprocmask 14 135
rt_sigreturn 15 139  ioctl 16 29          pread64 17 67        pwrite64 18 68       readv 19 65
writev 20 66         pipe 22 -            select 23 -          sched_yield 24 124   mremap 25 216
madvise 28 233       shmget 29 194        shmat 30 196         shmctl 31 195
dup 32 23            dup2 33 -            nanosleep 35 101     getitimer 36 102     getpid 39 172
socket 41 198        connect 42 203       clone 56 220         fork 57 -            vfork 58 -
execve 59 221        exit 60 93           wait4 61 260         kill 62 129          uname 63 160
semget 64 190        msgget 68 186        fcntl 72 25          ftruncate 77 46      getcwd 79 17
gettimeofday 96 169  getrlimit 97 163     getrusage 98 165     sysinfo 99 179       times 100 153
ptrace 101 117       getuid 102 174       getgid 104 176       setuid 105 146       setgid 106 144
geteuid 107 175      getegid 108 177      setpgid 109 154      getppid 110 173      getpgrp 111 -
setsid 112 157       getgroups 115 158    setgroups 116 159    setresuid 117 147    getresuid 118 148
setresgid 119 149    getresgid 120 150    getpgid 121 155      getsid 124 156       capget 125 90
capset 126 91        sigaltstack 131 132  personality 135 92   getpriority 140 141  mlock 149 228
pivot_root 155 41    prctl 157 167        setrlimit 160 164    chroot 161 51
mount 165 40         umount2 166 39       swapon 167 224       swapoff 168 225      reboot 169 142
sethostname 170 161  iopl 172 -           ioperm 173 -         init_module 175 105  delete_module 176 106
gettid 186 178       tkill 200 130        time 201 -           futex 202 98         sched_getaffinity 204 123
io_setup 206 0       set_tid_address 218 96                    restart_syscall 219 128
clock_gettime 228 113                     clock_getres 229 114 clock_nanosleep 230 115
exit_group 231 94    tgkill 234 131       mq_open 240 180      kexec_load 246 104   waitid 247 95
add_key 248 217      request_key 249 218  keyctl 250 219       openat 257 56        newfstatat 262 79
pselect6 270 72      ppoll 271 73         unshare 272 97       set_robust_list 273 99
get_robust_list 274 100                   vmsplice 278 75      dup3 292 24          pipe2 293 59
perf_event_open 298 241                   fanotify_init 300 262                     prlimit64 302 261
open_by_handle_at 304 265                 setns 308 268        getcpu 309 168       process_vm_readv 310 270
process_vm_writev 311 271                 kcmp 312 272         finit_module 313 273 seccomp 317 277
getrandom 318 278    memfd_create 319 279 kexec_file_load 320 294                   bpf 321 280
execveat 322 281     userfaultfd 323 282  membarrier 324 283   rseq 334 293
pidfd_send_signal 424 424                 io_uring_setup 425 425                    io_uring_enter 426 426
io_uring_register 427 427                 open_tree 428 428    move_mount 429 429   fsopen 430 430
fsconfig 431 431     fsmount 432 432      fspick 433 433       pidfd_open 434 434   clone3 435 435
close_range 436 436  pidfd_getfd 438 438  process_madvise 440 440                   mount_setattr 442 442
landlock_create_ruleset 444 444           landlock_add_rule 445 445                 landlock_restrict_self 446 446
access 21 -          readlink 89 -        faccessat 269 48     readlinkat 267 78    statx 332 291
openat2 437 437      faccessat2 439 439
memfd_secret 447 447 process_mrelease 448 448
"""

AUDIT_ARCH: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def numbers(machine: str) -> dict[str, int]:
    """Name -> number for `machine` as os.uname().machine has it. KeyError: an architecture we have no table for."""
    column = {"x86_64": 1, "aarch64": 2}[machine]
    words = _TABLE.split()
    rows = zip(words[::3], words[1::3], words[2::3], strict=True)
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


_COMPUTE = """
read write readv writev pread64 pwrite64 lseek close fstat poll ppoll select pselect6 ftruncate
munmap brk mremap madvise futex sched_yield sched_getaffinity getcpu membarrier
rt_sigprocmask rt_sigreturn sigaltstack set_robust_list get_robust_list set_tid_address rseq restart_syscall
exit exit_group nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getrusage getitimer
getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid getpgrp getpgid getsid getpriority
getrlimit sysinfo uname getcwd getrandom
"""
# What a Python program needs to compute, allocate, read its input and write its output. Nothing here names a file.
COMPUTE: Final = tuple(_COMPUTE.split())

_SUPERVISE = """
wait4 waitid kill tgkill pidfd_open pipe pipe2 memfd_create dup dup2 dup3 close_range setpgid setsid prlimit64 setrlimit
setuid setgid setgroups setresuid setresgid capset prctl seccomp landlock_create_ruleset landlock_restrict_self
rt_sigaction fork clone
"""
# What the zygote and the warden need on top, and what a child gives up before it runs a program.
SUPERVISE: Final = tuple(_SUPERVISE.split())

_NEVER = """
ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_getfd pidfd_send_signal
bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register io_setup add_key request_key keyctl
mount umount2 pivot_root chroot open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr unshare setns
init_module finit_module delete_module kexec_load kexec_file_load swapon swapoff reboot iopl ioperm sethostname
open_by_handle_at fanotify_init memfd_secret personality vmsplice shmget shmat shmctl semget msgget mq_open
"""
_NAMING = """
open openat openat2 stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
"""
# Calls that look for a file by its name: there are none.
NAMING: Final = tuple(_NAMING.split())

# No program that only computes ever makes these calls: the process that does is ended on the spot (SIGSYS).
NEVER: Final = tuple(_NEVER.split())
