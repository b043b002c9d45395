"""The body as it would be: stretches to read, and the places where somebody has to choose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import diffing, three_way
from articles.admin.article.figures import Figures
from articles.admin.article.merging.words import Words
from articles.three_way import Sides

WHOLE = ("pieces", "theirs", "mine")
# An unchanged run of no more paragraphs is not folded.
_SHORTEST_FOLD = 3


@dataclass(frozen=True)
class Part:
    """A stretch of the page. `kind`: kept, folded, changed or asked."""

    kind: str
    words: str = ""
    rows: list = field(default_factory=list)
    who: str = ""
    conflict: diffing.Conflict | None = None
    chosen: str = ""
    sides: dict = field(default_factory=dict)
    is_asked: bool = False

    @property
    def name(self) -> str:
        return three_way.name_of(self.conflict)


@dataclass(frozen=True)
class Body:
    parts: list[Part]
    whole: str
    changes: int
    conflicts: int


def differs(sides: Sides) -> bool:
    return sides.theirs["body"] != sides.mine["body"]


def unmarked(sides: Sides) -> list:
    """The rows of my body without any marks, where it is not theirs."""
    if not differs(sides):
        return []
    return _as_it_is([sides.mine["body"]], Figures(sides.mine["body"]))


def conflicts_in(pieces: list[diffing.Piece]) -> list[diffing.Conflict]:
    return [piece for piece in pieces if isinstance(piece, diffing.Conflict)]


def shown(sides: Sides, chosen: Mapping[str, str], asked: set[str], words: Words) -> Body | None:
    """None where both bodies are one; `asked` are the names of what was not chosen."""
    if not differs(sides):
        return None
    pieces = three_way.pieces(sides)
    whole = chosen.get("body", "")
    bodies = (side["body"] for side in (sides.base, sides.theirs, sides.mine) if side)
    make = partial(
        _parts,
        chosen=chosen,
        asked=asked,
        has_base=bool(sides.base),
        words=words,
        figures=Figures(*bodies),
    )
    parts = [part for piece in pieces for part in make(piece)]
    changes = sum(part.kind == "changed" for part in parts)
    return Body(parts, whole if whole in WHOLE else WHOLE[0], changes, len(conflicts_in(pieces)))


def _parts(
    piece: diffing.Piece, chosen, asked, has_base: bool, words: Words, figures: Figures
) -> Iterator[Part]:
    if isinstance(piece, diffing.Conflict):
        name = three_way.name_of(piece)
        yield _asked(piece, chosen.get(name, ""), asked, has_base, words, figures)
    elif piece.who == "nobody":
        yield from _kept(piece, figures)
    else:
        rows = figures.compare(piece.base, piece.html)
        yield Part("changed", _done(piece), rows, who=piece.who)


def _kept(piece: diffing.Agreed, figures: Figures) -> Iterator[Part]:
    """The first and the last of a long run stay in sight beside what differs."""
    blocks = diffing.blocks(piece.html)
    if len(blocks) < _SHORTEST_FOLD + 2:
        yield Part("kept", rows=_as_it_is(blocks, figures))
        return
    count = len(blocks) - 2
    words = ngettext("%(count)d paragraph unchanged", "%(count)d paragraphs unchanged", count)
    yield Part("kept", rows=_as_it_is(blocks[:1], figures))
    yield Part("folded", words % {"count": count}, _as_it_is(blocks[1:-1], figures))
    yield Part("kept", rows=_as_it_is(blocks[-1:], figures))


def _asked(
    piece: diffing.Conflict, chosen: str, asked, has_base: bool, words: Words, figures: Figures
) -> Part:
    sides = {
        name: _marked(piece.base if has_base else html, html, figures)
        for name, html in (("theirs", piece.theirs), ("mine", piece.mine))
    }
    sides["base"] = _as_it_is([piece.base], figures)
    return Part(
        "asked",
        _place(piece, words),
        conflict=piece,
        chosen=chosen if chosen in diffing.CHOICES else "",
        sides=sides,
        is_asked=three_way.name_of(piece) in asked,
    )


def _marked(base: str, html: str, figures: Figures) -> list:
    """The rows of one side against what was before; nothing where it has nothing left."""
    return figures.compare(base, html) if html else []


def _as_it_is(blocks: list[str], figures: Figures) -> list:
    html = "".join(blocks)
    return figures.compare(html, html)


def _done(piece: diffing.Agreed) -> str:
    if not piece.html:
        return _("Taken out")
    return _("Changed") if piece.base else _("Put in")


def _place(piece: diffing.Conflict, words: Words) -> str:
    number = {"number": piece.place}
    if not piece.base:
        return _("At paragraph %(number)d: both texts have something here") % number
    if not piece.theirs:
        return words.gone_in_theirs % number
    if not piece.mine:
        return words.gone_in_mine % number
    return _("Paragraph %(number)d: changed in both texts") % number
