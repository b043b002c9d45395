"""Writing a chain, tampering with it, and reading what the proof says."""

from articles import audit
from articles.models import AuditHead, AuditRow, Revision, guards
from tests.base import NOON
from tests.factories import make_article


def write(count: int, *, by=None, person=None, at=NOON) -> list[AuditRow]:
    """Rows about one story, each with a value in every column."""
    story = make_article()
    revision = Revision.objects.get(article=story)
    return [
        audit.record(
            "published", by=by, at=at, person=person, article=story, revision=revision, place=place
        )
        for place in range(count)
    ]


def faults(kept: tuple[int, str] | None = None) -> list[str]:
    return [sentence for sentence in audit.faults(kept) if sentence]


def row(number: int):
    """One row, to be updated or deleted behind the back of the verbs."""
    return AuditRow.objects.filter(number=number)


def cut_after(number: int) -> None:
    AuditRow.objects.filter(number__gt=number).delete()


def present_head() -> dict:
    return AuditHead.objects.values().get()


def put_head(values: dict) -> None:
    AuditHead.objects.all().delete()
    AuditHead.objects.create(**values)


def copied(number: int, /, **changes) -> AuditRow:
    """A row like another one, put into the table."""
    copy = AuditRow.objects.get(number=number)
    copy.pk = None
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def begin_anew() -> None:
    """An empty audit, as of a new installation."""
    guards.remove()
    AuditRow.objects.all().delete()
    AuditHead.objects.all().delete()
    guards.install()
