"""Announcing: what the clock cannot do. It tells edges and a hub what has changed for readers.

The paper is right without it. Each boundary (a moment at which a story's readers came to see
something else) has one row, claimed by one conditional update; who has been told of it is told no
second time because somebody else could not be.

boundaries holds the rows, addresses what is told of one, telling the run. Others import from here.
"""

from articles.announcing.telling import Outcome, announce, clock_text, listeners, planned

__all__ = ["Outcome", "announce", "clock_text", "listeners", "planned"]
