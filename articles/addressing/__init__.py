"""Gives things their addresses, and says what an address leads to that no page has.

The rooms: giving_way (what no reader has met yet), claims (what a thing is found under, and was),
spellings (the one way in which an address
of ours is written), answers (what an old address says), reserved (words that no slug may be).
Others import from here.
"""

from articles.addressing.answers import Answer, answer_for, leading
from articles.addressing.claims import (
    claim_for_article,
    claim_for_place,
    expected_for_article,
    hand_over,
    let_go,
    was_met,
)
from articles.addressing.giving_way import day_path, slug_of
from articles.addressing.reserved import is_anothers, is_reserved, reserved_words
from articles.addressing.spellings import spellings

__all__ = [
    "Answer",
    "answer_for",
    "claim_for_article",
    "claim_for_place",
    "day_path",
    "expected_for_article",
    "hand_over",
    "is_anothers",
    "is_reserved",
    "leading",
    "let_go",
    "reserved_words",
    "slug_of",
    "spellings",
    "was_met",
]
