"""How the two ends of a line to the darkroom count what follows."""

import struct

# What the process is woken with, and a child says once it listens.
READY = b"\n"
# What is to be made of a file.
STILL, MOVING, DOCUMENT = range(3)
# Before the file: how many bytes it has, and what is to be made of it.
ASKED = struct.Struct(">QB")
# Before the answer: how many bytes what is said of the file has, and how many the new file, in
# this order.
ANSWERED = struct.Struct(">II")
