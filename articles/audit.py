"""Writes the audit, one row an act, into one chain; and proves that the chain is whole."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from articles import chain
from articles.models import Article, AuditHead, AuditRow, Revision
from articles.models.batches import in_batches

# What a seal covers; the columns of keys by their own names.
_SEALED = (
    "number", "at", "by_id", "name", "act", "person_id", "article_id", "revision_id", "detail",
    "key",
)  # fmt: skip


@transaction.atomic
def record(
    act: str,
    *,
    by,
    at: datetime,
    article: Article | None = None,
    revision: Revision | None = None,
    person=None,
    **detail,
) -> AuditRow:
    """A row for an act; `detail` holds JSON values, never bodies.

    Everybody who writes one waits for the head of the chain until the transaction before is over:
    four queries. Record after the rows that the act changes are locked, never before.
    """
    if article is not None:
        # The new row will need this lock: taken before the head, so that nobody waits in a circle.
        Article.objects.select_for_update(no_key=True).values("pk").get(pk=article.pk)
    head = _locked_head()
    key = settings.AUDIT_KEYS[0]
    row = AuditRow(
        number=head.number + 1,
        act=act,
        by=account(by),
        name=by.get_username() if account(by) else "",
        at=at,
        person=person,
        article=article,
        revision=revision,
        # As it will be read back, whatever JSON makes of it.
        detail=json.loads(json.dumps(detail, cls=DjangoJSONEncoder)),
        key=chain.key_id(key),
    )
    row.seal = chain.seal_row(key, head.last, _sealed(row))
    row.save(force_insert=True)
    head.number, head.last, head.key = row.number, row.seal, row.key
    head.seal = chain.seal_head(key, head.number, head.last)
    head.save(force_update=True)
    return row


def account(by):
    """The account to write down as who did it: None for a command, and for nobody signed in."""
    return by if by is not None and by.pk else None


def _locked_head() -> AuditHead:
    """The head, held until the transaction ends: by its row's lock on PostgreSQL; on SQLite, whose
    transactions begin IMMEDIATE, there is one writer anyway.
    """
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is not None:
        return head
    if AuditRow.objects.exists():
        # Somebody took the head away. The chain goes on, and verifying says what is wrong.
        last = AuditRow.objects.order_by("-number").first()
        number, seal = last.number, last.seal
    else:
        number, seal = 0, chain.ORIGIN
    try:
        with transaction.atomic():
            AuditHead.objects.create(pk=1, number=number, last=seal)
    except IntegrityError:
        pass
    return AuditHead.objects.select_for_update().get(pk=1)


def _sealed(row: AuditRow) -> dict:
    return {name: getattr(row, name) for name in _SEALED}


# Proof ----------------------------------------------------------------------------------------


def head() -> tuple[int, str] | None:
    """(number, seal) of the last row, to be kept where the database's owner does not reach."""
    return AuditRow.objects.order_by("-number").values_list("number", "seal").first()


def faults(kept: tuple[int, str] | None = None) -> Iterator[str]:
    """A sentence for each fault of the chain; "" after each row, for a progress bar.

    `kept` is an earlier head() from outside; without one, only the database's own head tells that
    the end was cut off.
    """
    before, number = chain.ORIGIN, 0
    kept_seal = None
    for batch in in_batches(AuditRow.objects.all(), 1000, key="number"):
        for row in batch:
            yield from _faults_of(row, number, before)
            before, number = row.seal, row.number
            if kept and row.number == kept[0]:
                kept_seal = row.seal
            yield ""
    yield from _faults_of_end(number, before)
    if kept:
        yield from _faults_of_kept(kept, number, kept_seal)


def _faults_of(row: AuditRow, number: int, before: str) -> Iterator[str]:
    if row.number != number + 1:
        yield f"{_rows(number + 1, row.number - 1)} missing."
        # Nothing tells what this one was sealed upon; the next one covers its seal.
        return
    key = chain.named(settings.AUDIT_KEYS, row.key)
    if key is None:
        yield f"Row {row.number} names the key {row.key}, which AUDIT_KEY does not hold."
    elif not chain.is_same(row.seal, chain.seal_row(key, before, _sealed(row))):
        yield f"Row {row.number} is not as it was written ({row})."


def _faults_of_end(number: int, last: str) -> Iterator[str]:
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        if number:
            yield "The head of the chain is missing."
        return
    key = chain.named(settings.AUDIT_KEYS, head.key)
    if key is None:
        yield f"The head names the key {head.key}, which AUDIT_KEY does not hold."
    elif not chain.is_same(head.seal, chain.seal_head(key, head.number, head.last)):
        yield "The head of the chain is not as it was written."
    elif head.number > number:
        yield f"{_rows(number + 1, head.number)} missing at the end."
    elif head.number < number:
        yield f"{_rows(head.number + 1, number)} not known to the head."
    elif not chain.is_same(head.last, last):
        yield f"The head knows another row {number}."


def _faults_of_kept(kept: tuple[int, str], number: int, seal: str | None) -> Iterator[str]:
    if kept[0] > number:
        yield f"{_rows(number + 1, kept[0])} missing at the end: the kept head knows them."
    elif kept[0] and (seal is None or not chain.is_same(seal, kept[1])):
        yield f"Row {kept[0]} is another one than the kept head knows."


def _rows(first: int, last: int) -> str:
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"
