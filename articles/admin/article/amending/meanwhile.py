"""An amendment of a text that readers do not see any more, brought onto the one that they see."""

from dataclasses import dataclass

from articles import three_way
from articles.admin.article import values
from articles.admin.desk import read_key
from articles.errors import BodyRefused
from articles.models import Article, Revision
from articles.publishing.amendments import FIELDS
from articles.three_way import Sides, Undecided


@dataclass(frozen=True)
class Meanwhile:
    """The text that was amended and the one that stands; `both` are the names, as editors call
    them, of the fields that both changed in the same place: there, what was typed stands.
    """

    base: Revision | None
    live: Revision
    content: dict
    both: list[str]


def base_of(article: Article, text: str) -> Revision | None:
    """The revision that a sent page was opened on, if it is one of this story."""
    return article.revisions.select_related("made_by").filter(pk=read_key(text)).first()


def bring(base: Revision | None, live: Revision, typed: dict) -> Meanwhile:
    """What was typed on `base`, brought onto what readers see by now. Nothing typed is lost."""
    before = base.content if base is not None and base.content else None
    sides = Sides(before, live.content, typed)
    names: set[str] = set()
    try:
        content = three_way.merged(sides, {})
    except Undecided as undecided:
        names = undecided.names
        content = _with_what_was_typed(sides, names)
    except BodyRefused:
        names, content = {"body"}, _with_what_was_typed(sides, {"body"})
    both = {name.partition("-")[0] for name in names}
    return Meanwhile(
        base, live, content, [values.label_of(name) for name in FIELDS if name in both]
    )


def _with_what_was_typed(sides: Sides, names: set[str]) -> dict:
    """Of the fields that somebody amends; of the others, what stands."""
    try:
        return three_way.merged(sides, dict.fromkeys(names, "mine"))
    except BodyRefused:
        return three_way.merged(sides, dict.fromkeys([*names, "body"], "mine"))


def sent_again(form, meanwhile: Meanwhile):
    """What was sent, on the text that readers see by now; what could not be read stays as typed."""
    data = form.data.copy()
    data["base"] = str(meanwhile.live.pk)
    for name in FIELDS:
        if name not in form.errors:
            data[name] = meanwhile.content[name]
    return data
