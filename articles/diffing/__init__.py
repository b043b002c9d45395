"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart.

compare() and text() (comparing) go through: tokens (words, in any script), nodes (a body as lines
and boxes), likeness and aligning (which block became which), wording (which words stay), lines,
tabling and facing (what stands for each other, marked), formats (what changed, in words) and
printing (marks as HTML). rows is what comes of it; diff.css of the desk is how it looks.
"""

from articles.diffing.blocks import blocks
from articles.diffing.comparing import compare, text
from articles.diffing.rows import Row

__all__ = ["Row", "blocks", "compare", "text"]
