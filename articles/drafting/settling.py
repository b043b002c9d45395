"""What a saved merge settles besides the refused text: dispatches that waited with it."""

from articles.models import Revision, WireRecord


def settle_dispatches(revision: Revision) -> None:
    """Marks the conflicts of dispatches whose texts this revision took in as settled by it."""
    taken_in = _refused_texts(revision.merged)
    if taken_in:
        waiting = WireRecord.objects.filter(
            article=revision.article_id, outcome=WireRecord.Outcome.CONFLICT, revision__in=taken_in
        )
        waiting.update(outcome=WireRecord.Outcome.SETTLED, revision=revision)


def _refused_texts(revision: Revision | None) -> list[int]:
    """A refused text and those that it had taken in itself."""
    keys = []
    while revision is not None and revision.kind == Revision.Kind.REFUSED:
        keys.append(revision.pk)
        revision = revision.merged
    return keys
