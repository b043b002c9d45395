"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart, sides says what became of each
block, tables whether rows fit, merging brings two bodies together, listing two lists.
"""

from articles.diffing.blocks import blocks
from articles.diffing.listing import merge_bylines, merge_lists
from articles.diffing.merging import CHOICES, Agreed, Conflict, Piece, merge, merged_html

__all__ = [
    "CHOICES",
    "Agreed",
    "Conflict",
    "Piece",
    "blocks",
    "merge",
    "merge_bylines",
    "merge_lists",
    "merged_html",
]
