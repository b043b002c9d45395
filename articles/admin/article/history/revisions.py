"""What was saved of a story, and what was refused; a text that was only typed is nowhere here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from articles.admin.article.comparing.sides import lost_words
from articles.admin.article.history.changed import Changes
from articles.admin.article.history.entries import Entry, Span, who
from articles.admin.desk import moment_text
from articles.models import Article, Revision

PAGE = 100
# More than anybody settles; of refused texts the newest are shown.
_MOST_REFUSED = 50


@dataclass(frozen=True)
class RefusedText:
    revision: Revision
    made: str
    who: str
    # When it was merged; "" for one that waits.
    settled: str
    lost: str

    @property
    def side(self) -> str:
        return f"r{self.revision.pk}"


def of_page(article: Article, before: int | None) -> tuple[list[Revision], Span, int | None]:
    """Newest first below the key `before`: (revisions, the time that they span, the key below
    which the next page begins or None). Raises Http404 for a key of nothing here.
    """
    rows = article.revisions.exclude(kind=Revision.Kind.REFUSED).order_by("-id")
    until = None
    if before is not None:
        until = article.revisions.filter(pk=before).values_list("made_at", flat=True).first()
        if until is None:
            raise Http404
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("made_by", "merged__made_by").defer("merged__content")
    found = list(rows[: PAGE + 1])
    has_more, found = len(found) > PAGE, found[:PAGE]
    since = found[-1].made_at if has_more else None
    return found, Span(since, until), found[-1].pk if has_more else None


def entries(article: Article, revisions: list[Revision]) -> Iterator[Entry]:
    bases = _bases(revisions)
    changes = Changes()
    for revision in revisions:
        lost = lost_words(revision)
        yield Entry(
            revision.made_at,
            who(revision.made_by),
            revision.get_kind_display(),
            revision.note,
            side="" if lost else f"r{revision.pk}",
            revision=revision.pk,
            changed=_changed(revision, bases.get(revision.base_id), changes),
            merged=_merged(revision),
            parents=() if lost else tuple(_parents(revision)),
            is_beside=revision.kind in Revision.BESIDE,
            lost=lost,
            is_head=revision.pk == article.head_id,
        )


def _bases(revisions: list[Revision]) -> dict[int, Revision]:
    """What each was made from; nearly all of them stand on the page."""
    here = {revision.pk: revision for revision in revisions}
    elsewhere = {revision.base_id for revision in revisions} - here.keys() - {None}
    return here | Revision.objects.in_bulk(elsewhere)


def _changed(revision: Revision, base: Revision | None, changes: Changes) -> str:
    if revision.base_id is None:
        return _("the first text")
    if not revision.content or base is None or not base.content:
        return ""
    return changes.words(base.content, revision.content)


def _merged(revision: Revision) -> str:
    other = revision.merged
    if other is None:
        return ""
    made = {"moment": moment_text(other.made_at), "name": who(other.made_by)}
    if revision.kind == Revision.Kind.REBASED:
        return (
            _("the text of %(moment)s (%(name)s), which waits, with what is published before it")
            % made
        )
    return _("merged with the text of %(moment)s (%(name)s)") % made


def _parents(revision: Revision) -> Iterator[tuple[str, str]]:
    """Of a text that was made of two, both."""
    if revision.merged_id is None or revision.base_id is None:
        return
    is_rebased = revision.kind == Revision.Kind.REBASED
    base = (
        _("Compare with what is published before it") if is_rebased else _("Compare with the one")
    )
    other = _("Compare with what waited") if is_rebased else _("Compare with the other")
    yield base, f"r{revision.base_id}"
    yield other, f"r{revision.merged_id}"


def refused(article: Article) -> list[RefusedText]:
    """Texts that were saved on an older one, newest first."""
    rows = article.revisions.filter(kind=Revision.Kind.REFUSED).order_by("-id")
    rows = list(rows.select_related("made_by").defer("content")[:_MOST_REFUSED])
    merges = article.revisions.filter(merged__in=[row.pk for row in rows])
    settled = dict(merges.values_list("merged", "made_at"))
    return [_refused(row, settled.get(row.pk)) for row in rows]


def _refused(row: Revision, settled_at) -> RefusedText:
    settled = moment_text(settled_at) if settled_at else ""
    return RefusedText(row, moment_text(row.made_at), who(row.made_by), settled, lost_words(row))
