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
# The same of PDFs. A book of 1,000 pages takes some seconds, a scan of the same size little.
LEAST_DOCUMENT_S, S_A_MEGABYTE = 2.0, 0.5
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
    _allow_s(LEAST_S + S_A_MILLION * pixels / 1_000_000)


def allow_document(size: int) -> None:
    """The same for a PDF of so many bytes."""
    _allow_s(LEAST_DOCUMENT_S + S_A_MEGABYTE * size / 1_000_000)


def _allow_s(seconds: float) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _loaded_bytes() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 256 * 1024 * 1024
