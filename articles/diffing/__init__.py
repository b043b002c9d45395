"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart.

compare() and text() (comparing) go through: tokens (words, in any script), nodes (a body as lines
and boxes), likeness and aligning (which block became which), wording (which words stay), lines,
tabling and facing (what stands for each other, marked), formats (what changed, in words) and
printing (marks as HTML). rows is what comes of it; diff.css of the desk is how it looks.

merge() and merged_html() (merging) go through: sides (what one side did to each block) and tables
(whether rows still fit). merge_lists() and merge_bylines() (listing) bring two lists together.
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
