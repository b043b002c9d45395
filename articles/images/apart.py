"""Asks the process apart (darkroom) to work at a file, and starts it where there is none yet.

One for each process of the site, from its first picture on; it ends with it.
"""

import atexit
import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from articles.images.darkroom.bounds import WALL_S
from articles.images.darkroom.line import ANSWERED, ASKED, DOCUMENT, MOVING, READY, STILL

# Where the process finds the darkroom.
_ROOT = Path(__file__).resolve().parents[2]
# So many files at once; more wait. Each may take what bounds.py allows.
_AT_ONCE = 2
_MOST_WORDS = 256 * 1024
# The original is encoded anew; noise of the largest picture takes as much.
MOST_ANSWER_BYTES = 256 * 1024 * 1024
_CODE = (
    "import sys, socket; sys.path.insert(0, sys.argv[1]); "
    "from articles.images.darkroom import process; "
    "process.main(socket.socket(fileno=int(sys.argv[2])))"
)

_log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The file broke the bounds of time or memory, or a decoder with it."""


class _Process:
    """The socket to the process that waits; another one after a fork."""

    def __init__(self):
        self.lock = threading.Lock()
        self.turns = threading.BoundedSemaphore(_AT_ONCE)
        self.owner, self.control, self.process = 0, None, None

    def reached(self) -> socket.socket:
        """The end of a line to a child of its own, which has said that it listens."""
        with self.lock:
            for _attempt in range(2):
                if self.owner != os.getpid() or self.control is None:
                    self.start()
                line = self.called()
                if line is not None:
                    return line
                # It was ended from outside, as by a system that ran out of memory.
                self.stop()
        _log.error("The process that reads pictures cannot be started.")
        raise NoAnswer

    def called(self) -> socket.socket | None:
        ours, theirs = socket.socketpair()
        ours.settimeout(WALL_S + 5)
        with contextlib.suppress(OSError):
            with theirs:
                socket.send_fds(self.control, [READY], [theirs.fileno()])
            if ours.recv(1) == READY:
                return ours
        ours.close()
        return None

    def start(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            self.process = subprocess.Popen(
                [_python(), "-I", "-c", _CODE, str(_ROOT), number],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # No settings and no secrets: what is read there comes from strangers.
                env={"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"},
                cwd="/",
            )
        self.owner = os.getpid()

    def stop(self) -> None:
        if self.owner != os.getpid() or self.control is None:
            return
        self.control.close()
        self.control = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)


_process = _Process()
atexit.register(_process.stop)


def _python() -> str:
    """The interpreter of this environment; sys.executable may be a server that embeds one."""
    found = Path(sys.prefix) / "bin" / "python3"
    return str(found) if found.exists() else sys.executable


def developed(chunks: Iterable[bytes], size: int, *, moves: bool) -> tuple[dict, bytes]:
    """What the darkroom says of a picture, and the file that it made. Raises NoAnswer."""
    return _worked(chunks, size, MOVING if moves else STILL)


def printed(chunks: Iterable[bytes], size: int) -> tuple[dict, bytes]:
    """The same of a PDF."""
    return _worked(chunks, size, DOCUMENT)


def _worked(chunks: Iterable[bytes], size: int, kind: int) -> tuple[dict, bytes]:
    with _process.turns, _process.reached() as line:
        # A child that is ended early takes no more; why, its answer says, or that there is none.
        with contextlib.suppress(OSError):
            line.sendall(ASKED.pack(size, kind))
            for chunk in chunks:
                line.sendall(chunk)
            line.shutdown(socket.SHUT_WR)
        try:
            return _read(line)
        except (OSError, ValueError) as fault:
            raise NoAnswer from fault


def _read(line: socket.socket) -> tuple[dict, bytes]:
    with line.makefile("rb") as answer:
        head = answer.read(ANSWERED.size)
        if len(head) < ANSWERED.size:
            raise NoAnswer
        words, length = ANSWERED.unpack(head)
        if words > _MOST_WORDS or length > MOST_ANSWER_BYTES:
            raise NoAnswer
        said, file = json.loads(answer.read(words)), answer.read(length)
    if not isinstance(said, dict) or len(file) != length:
        raise NoAnswer
    return said, file
