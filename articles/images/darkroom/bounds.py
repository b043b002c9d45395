"""Bounds that the kernel keeps, whatever library is at work; a process that breaks one is ended."""

import contextlib
import resource
import signal

# Beside what the process has loaded.
MEMORY_BYTES = 340 * 1024 * 1024
# Waiting for the disk, or for a machine that is busy, included.
WALL_S = 25
# Of CPU: for what is small, and for each further million pixels, several times what they take.
LEAST_S, S_A_MILLION = 1.5, 0.15
_MOST_FILE_BYTES = 256 * 1024 * 1024


def keep() -> None:
    """Sets all of them, of this process and for good."""
    signal.alarm(WALL_S)
    allow(0)
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _MOST_FILE_BYTES,
        resource.RLIMIT_NOFILE: 32,
        resource.RLIMIT_AS: _loaded_bytes() + MEMORY_BYTES,
    }
    for name, most in bounds.items():
        # Systems that do not know a bound still keep the others.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(name, (most, most))


def allow(pixels: int) -> None:
    """Ends the process by the signal of a timer once it has worked for longer than these take."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, LEAST_S + S_A_MILLION * pixels / 1_000_000)


def _loaded_bytes() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 256 * 1024 * 1024
