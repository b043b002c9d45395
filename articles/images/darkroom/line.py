"""How the two ends of a line to the darkroom count what follows."""

import struct

# What the process is woken with, and a child says once it listens.
READY = b"\n"
# Before the file: how many bytes it has, and whether it is to move.
ASKED = struct.Struct(">Q?")
# Before the answer: how many bytes what is said of the picture has, and how many the picture, in
# this order.
ANSWERED = struct.Struct(">II")
