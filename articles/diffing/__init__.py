"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart.
"""

from articles.diffing.blocks import blocks
from articles.diffing.comparing import compare, text
from articles.diffing.rows import Row

__all__ = ["Row", "blocks", "compare", "text"]
