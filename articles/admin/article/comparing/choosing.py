"""The two boxes that choose what is compared: the newest texts, and the two that stand there."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.article.comparing import sides
from articles.admin.article.comparing.sides import Side
from articles.admin.desk import may_edit
from articles.models import Article, PublishedVersion

# More than anybody looks through in a box; older ones are chosen in the history.
_MOST_REVISIONS = 100
_MOST_UNSAVED = 20


def options(request, article: Article, chosen: Iterable[Side]) -> list[tuple[str, str]]:
    """(name of a side, its words), what is newest first."""
    found = {"now": _("The saved text now")}
    if PublishedVersion.objects.of(article).live(timezone.now()).exists():
        found["live"] = _("What readers see now")
    found |= _unsaved(request, article)
    found |= _revisions(article)
    missing = {side.name: f"{side.title}, {side.made}" for side in chosen if side.name not in found}
    return list((missing | found).items())


def _unsaved(request, article: Article) -> Iterator[tuple[str, str]]:
    texts = article.unsaved_texts.select_related("user").defer("content", "typed")
    if not may_edit(request, article):
        texts = texts.filter(user=request.user)
    for text in texts[:_MOST_UNSAVED]:
        yield f"u{text.pk}", f"{_('Not saved')}, {sides.made_words(text.kept_at, text.user)}"


def _revisions(article: Article) -> Iterator[tuple[str, str]]:
    rows = article.revisions.select_related("made_by").defer("content").order_by("-id")
    for row in rows[:_MOST_REVISIONS]:
        made = sides.made_words(row.made_at, row.made_by, row.note)
        yield f"r{row.pk}", f"{made} – {capfirst(row.get_kind_display())}"
