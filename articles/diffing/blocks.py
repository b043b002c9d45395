"""A clean body as its blocks: what stands in it one below the other, each with what it holds."""

from itertools import groupby

from articles.richtext import tree


def blocks(html: str) -> list[str]:
    """The HTML of each block of a clean body, in order; words outside of any are one."""
    found = []
    for is_block, children in groupby(tree.parsed(html).children, key=_is_block):
        pieces = [each if isinstance(each, str) else tree.printed(each) for each in children]
        found += pieces if is_block else ["".join(pieces)]
    return [piece for piece in found if piece.strip()]


def _is_block(child: tree.Element | str) -> bool:
    return not isinstance(child, str) and child.is_block
