"""A process that waits with its libraries loaded, and forks a child for each file, within bounds.

It is spoken to over a socket: each message brings the end of another one, over which a child gets a
file and gives its answer. A child that breaks its bounds dies, and the other end reads an end too
soon. When nobody holds the first socket any more the process ends.
"""

import contextlib
import json
import logging
import os
import signal
import socket

from articles.images.darkroom import bounds, work
from articles.images.darkroom.line import ANSWERED, ASKED, DOCUMENT, MOVING, READY
from articles.images.darkroom.pdf import work as pdf_work
from articles.images.darkroom.refusal import Refusal


def main(control: socket.socket) -> None:
    # Children are not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        word, ends, _flags, _sender = socket.recv_fds(control, 1, 1)
        if not word:
            return
        for end in ends:
            if os.fork() == 0:
                control.close()
                _answer(socket.socket(fileno=end))
                os._exit(0)
            os.close(end)


def _answer(end: socket.socket) -> None:
    bounds.keep()
    with end, end.makefile("rb") as asked:
        end.sendall(READY)
        size, kind = ASKED.unpack(asked.read(ASKED.size))
        data = asked.read(size)
        said, file = _worked(data, kind)
        words = json.dumps(said).encode()
        # Whoever asked may have gone.
        with contextlib.suppress(BrokenPipeError):
            end.sendall(ANSWERED.pack(len(words), len(file)) + words)
            end.sendall(file)


def _worked(data: bytes, kind: int) -> tuple[dict, bytes]:
    try:
        if kind == DOCUMENT:
            # It warns of every fault that it put right.
            logging.disable(logging.CRITICAL)
            return pdf_work.done(data, allow=bounds.allow_document)
        return work.done(data, moves=kind == MOVING, allow=bounds.allow)
    except Refusal as refusal:
        return {"refused": refusal.word, "number": refusal.number}, b""
