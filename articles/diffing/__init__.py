"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart, comparing says what an editor
reads of two bodies (rows), sides what became of each block, tables whether rows fit, merging brings
two bodies together, listing two lists.
"""

from articles.diffing.blocks import blocks
from articles.diffing.comparing import compare, text
from articles.diffing.listing import merge_bylines, merge_lists
from articles.diffing.merging import CHOICES, Agreed, Conflict, Piece, merge, merged_html
from articles.diffing.rows import Row

__all__ = [
    "CHOICES",
    "Agreed",
    "Conflict",
    "Piece",
    "Row",
    "blocks",
    "compare",
    "merge",
    "merge_bylines",
    "merge_lists",
    "merged_html",
    "text",
]
