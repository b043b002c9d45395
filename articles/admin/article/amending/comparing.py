"""What differs of two texts, for a page that holds more than one such comparison."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.admin.article.comparing import body, fields, sides
from articles.admin.article.comparing.body import Body
from articles.admin.article.comparing.fields import FieldRow
from articles.admin.article.comparing.sides import Side
from articles.admin.article.names import Names
from articles.models import PublishedVersion, Revision


@dataclass(frozen=True)
class Compared:
    """`prefix` begins the names of its places on the page."""

    prefix: str
    before: Side
    after: Side
    fields: list[FieldRow] = field(repr=False)
    body: Body = field(repr=False)

    @property
    def is_same(self) -> bool:
        return not self.fields and not self.body.changes


def typed(live: PublishedVersion, content: dict) -> Compared:
    """What readers see, and what they would see."""
    before = sides.of_revision(live.revision, "live", _("What readers see now"))
    return _of("look-", before, Side("typed", _("What they would see"), "", content))


def since(base: Revision, live: PublishedVersion) -> Compared:
    """What readers saw when a page was opened, and what they see now."""
    before = sides.of_revision(base, title=_("What you amended"))
    return _of(
        "since-", before, sides.of_revision(live.revision, "live", _("What readers see now"))
    )


def _of(prefix: str, before: Side, after: Side) -> Compared:
    one, other = before.content, after.content
    rows = fields.rows(one, other, Names(one, other))
    return Compared(prefix, before, after, rows, body.compared(one["body"], other["body"]))
