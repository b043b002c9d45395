"""A clean body as its blocks: what stands in it one below the other, each with what it holds."""

import re
from collections.abc import Iterable
from itertools import groupby

from articles.richtext import tree
from articles.richtext.allowed import BLOCKS, CELLS, TABLES

_BLOCK = "|".join(sorted(BLOCKS | TABLES | CELLS | {"hr"}))
_STARTS = re.compile(rf"<(?:{_BLOCK})(?: [^>]*+)?>")
_ENDS = re.compile(rf"(?:</(?:{_BLOCK})>|<hr(?: [^>]*+)?>)\Z")


def blocks(html: str) -> list[str]:
    """The HTML of each block of a clean body, in order; words outside of any are one."""
    return blocks_in(tree.parsed(html))


def blocks_in(element: tree.Element) -> list[str]:
    """The same of what stands in one element: items of a list, rows of a table."""
    found = []
    for is_block, children in groupby(element.children, key=_is_block):
        pieces = [each if isinstance(each, str) else tree.printed(each) for each in children]
        found += pieces if is_block else ["".join(pieces)]
    return [piece for piece in found if piece.strip()]


def _is_block(child: tree.Element | str) -> bool:
    return not isinstance(child, str) and child.is_block


def joined(pieces: Iterable[str]) -> str:
    """Blocks as one HTML again; words outside of any that meet stay in lines of their own."""
    parts: list[str] = []
    for piece in pieces:
        if not piece:
            continue
        if parts and not _ENDS.search(parts[-1]) and not _STARTS.match(piece):
            parts.append("<br>")
        parts.append(piece)
    return "".join(parts)
