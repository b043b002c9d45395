"""Comparison and merge of texts. Knows no models: bodies come as clean HTML, fields as text.

sequences puts two sequences side by side, blocks takes a body apart.
"""

from articles.diffing.blocks import blocks

__all__ = ["blocks"]
