"""The texts of a story that can be compared, by the names that addresses give them.

r12    a revision, refused ones too
v3     what readers saw with a published version
u7     a text that was not saved: one's own, or anybody's for whoever may edit the story
now    the working copy as it is saved now
live   what readers see now
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import composing, people
from articles import content as contents
from articles.admin.desk import may_edit, moment_text
from articles.models import Article, PublishedVersion, Revision, UnsavedText

# No row has a longer number, and PostgreSQL refuses to be asked for one.
_NUMBERED = re.compile(r"([rvu])([0-9]{1,18})")


@dataclass(frozen=True)
class Side:
    name: str
    title: str
    # When it was made, by whom, and their note.
    made: str
    content: dict = field(repr=False)
    revision: Revision | None = None
    # What it was made from, where that is known.
    base: Revision | int | None = None
    # Why there is nothing to be read, in words.
    lost: str = ""

    @property
    def language(self) -> str:
        return self.content.get("language", "")

    @property
    def direction(self) -> str:
        return composing.direction_of(self.language, self.content.get("direction", ""))


def find(request, article: Article, name: str) -> Side:
    """The text of this name, or Http404 in the words for what never was."""
    if name == "now":
        return now(article)
    if name == "live":
        return live(article)
    match = _NUMBERED.fullmatch(name)
    if match is None:
        raise Http404
    return _FINDERS[match[1]](request, article, int(match[2]))


def now(article: Article) -> Side:
    head = article.head
    if head is None:
        # A row that no verb made: nothing but its columns.
        return Side("now", _("The saved text now"), "", contents.of(article))
    return of_revision(head, "now", _("The saved text now"))


def live(article: Article) -> Side:
    """What readers see; for a story that they do not see, a side that says so."""
    version = _versions(article).live(timezone.now()).first()
    if version is None:
        lost = _("Readers do not see this story now.")
        return Side("live", _("What readers see now"), "", {}, lost=lost)
    return _of_version(version, "live", _("What readers see now"))


def before(side: Side) -> Side | None:
    """What a text was made from, if anything."""
    base = side.base
    if isinstance(base, int):
        base = Revision.objects.select_related("made_by").filter(pk=base).first()
    return base and of_revision(base)


def of_revision(revision: Revision, name: str = "", title: str = "") -> Side:
    return Side(
        name or f"r{revision.pk}",
        title or capfirst(revision.get_kind_display()),
        made_words(revision.made_at, revision.made_by, revision.note),
        revision.content,
        revision,
        revision.base_id,
        lost=lost_words(revision),
    )


def lost_words(revision: Revision) -> str:
    """Why a revision has no text any more, or ""."""
    if revision.redacted_at is not None:
        return _("This text was erased on %s.") % moment_text(revision.redacted_at)
    if revision.thinned_at is not None:
        said = _("This text was thrown away on %s, to save room.")
        return said % moment_text(revision.thinned_at)
    return ""


def made_words(at: datetime, by, note: str = "") -> str:
    who = people.full_name(by) if by else ""
    return ", ".join(each for each in (moment_text(at), who, note) if each)


def _revision(request, article: Article, key: int) -> Side:
    return of_revision(_or_404(article.revisions.select_related("made_by").filter(pk=key)))


def _version(request, article: Article, key: int) -> Side:
    version = _or_404(_versions(article).filter(pk=key))
    title = _("What readers saw from %s") % moment_text(version.live_from)
    return _of_version(version, f"v{key}", title)


def _unsaved(request, article: Article, key: int) -> Side:
    texts = article.unsaved_texts.select_related("user", "base__made_by")
    text: UnsavedText = _or_404(texts.filter(pk=key))
    if text.user_id != request.user.pk and not may_edit(request, article):
        raise Http404
    made = made_words(text.kept_at, text.user, text.note)
    return Side(f"u{key}", _("Not saved"), made, text.content, base=text.base)


_FINDERS = {"r": _revision, "v": _version, "u": _unsaved}


def _or_404(rows):
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _versions(article: Article):
    versions = PublishedVersion.objects.of(article).for_lists()
    return versions.select_related("revision__made_by")


def _of_version(version: PublishedVersion, name: str, title: str) -> Side:
    return of_revision(version.revision, name, title)
