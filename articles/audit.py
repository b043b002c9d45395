"""Writes the audit, one row an act, into one chain; and proves that the chain is whole."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count

from articles import chain
from articles.models import Article, AuditHead, AuditRow, PublishedVersion, Revision
from articles.models.batches import in_batches

# What a seal covers; the columns of keys by their own names.
_SEALED = (
    "number", "at", "by_id", "name", "act", "person_id", "article_id", "revision_id", "detail",
    "key",
)  # fmt: skip
# Rows read at once when the chain is proven.
_AT_ONCE = 1000
# The act of a row that tells that the head had been taken away.
_HEAD_LOST = "head lost"
# What reading a row raises whose bytes were changed in the database's file.
_UNREADABLE = (ValueError, TypeError, OverflowError, DatabaseError)


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
    four queries. A verb that locks anything else holds its rows back until it has (held_back).
    """
    row = AuditRow(
        act=act,
        by=account(by),
        name=by.get_username() if account(by) else "",
        at=at,
        person=person,
        article=article,
        revision=revision,
        detail=_as_read_back(detail),
    )
    held = _held.get()
    if held is None:
        _write([row])
    else:
        held.append(row)
    return row


_held: ContextVar[list[AuditRow] | None] = ContextVar("held", default=None)


@contextmanager
def held_back():
    """Writes the rows that are recorded inside when the outermost of these ends, so that the head
    is the last lock that is taken and nobody waits in a circle. Stands inside the transaction of
    the acts. What an exception takes back is not recorded.
    """
    held = _held.get()
    if held is not None:
        before = len(held)
        try:
            yield
        except BaseException:
            del held[before:]
            raise
        return
    rows: list[AuditRow] = []
    token = _held.set(rows)
    try:
        yield
    finally:
        _held.reset(token)
    if rows:
        _write(rows)


def account(by):
    """The account to write down as who did it: None for a command, and for nobody signed in."""
    return by if by is not None and by.pk else None


def _as_read_back(detail: dict) -> dict:
    """As both databases give it back: PostgreSQL writes 1e16 out and knows no -0.0."""
    text = json.dumps(detail, cls=DjangoJSONEncoder, allow_nan=False)
    return json.loads(text, parse_float=_number)


def _number(text: str) -> int | float:
    return int(Decimal(text)) if float(text).is_integer() else float(text)


def _locked_head(at: datetime) -> AuditHead:
    """The head, held until the transaction ends: by its row's lock on PostgreSQL; on SQLite, whose
    transactions begin IMMEDIATE, there is one writer anyway.
    """
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is not None:
        return head
    number, last = _end() or (0, chain.ORIGIN)
    try:
        with transaction.atomic():
            head = AuditHead.objects.create(pk=1, number=number, last=last)
    except IntegrityError:
        # Another first writer came before: their head is here once they are done.
        return AuditHead.objects.select_for_update().get(pk=1)
    if number:
        # Somebody took the head away, and perhaps rows with it. The chain goes on and tells it.
        _append(head, [AuditRow(act=_HEAD_LOST, at=at)])
    return head


def _end() -> tuple[int, str] | None:
    return AuditRow.objects.order_by("-number").values_list("number", "seal").first()


@transaction.atomic
def _write(rows: list[AuditRow]) -> None:
    """Appends rows to the chain, in order."""
    # The new rows will need these locks: taken before the head.
    articles = Article.objects.filter(pk__in={row.article_id for row in rows if row.article_id})
    list(articles.select_for_update(no_key=True).order_by("pk").values("pk"))
    _append(_locked_head(rows[0].at), rows)


def _append(head: AuditHead, rows: list[AuditRow]) -> None:
    key = settings.AUDIT_KEYS[0]
    for row in rows:
        row.number, row.key = head.number + 1, chain.key_id(key)
        row.seal = chain.seal_row(key, head.last, _sealed(row))
        head.number, head.last, head.key = row.number, row.seal, row.key
    AuditRow.objects.bulk_create(rows, batch_size=500)
    head.seal = chain.seal_head(key, head.number, head.last)
    head.save(force_update=True)


def _sealed(row: AuditRow) -> dict:
    return {name: getattr(row, name) for name in _SEALED}


# Proof ----------------------------------------------------------------------------------------


def head() -> tuple[int, str] | None:
    """(number, seal) of the last row, to be kept where the database's owner does not reach."""
    return _end()


def faults(kept: tuple[int, str] | None = None) -> Iterator[str]:
    """A sentence for each fault of the chain; "" after each row, for a progress bar.

    `kept` is an earlier head() from outside; without one, only the database's own head tells that
    the end was cut off. What is written meanwhile is no fault.
    """
    yield from _beside_the_chain()
    # Before the rows, so that whatever it knows is there already.
    head = AuditHead.objects.filter(pk=1).first()
    ends = {end[0] for end in (kept, head and (head.number, head.last)) if end}
    number, seals, befores = 0, {}, [chain.ORIGIN]
    for row in _in_order():
        if row.number > number:
            fault, befores = _judged(row, number, befores)
            if fault:
                yield fault
            number = row.number
            if number in ends:
                seals[number] = row.seal
        yield ""
    if not number and PublishedVersion.objects.exists():
        yield "The audit is empty, though stories were published."
    yield from _faults_of_head(head, number, seals)
    if kept:
        yield from _faults_of_kept(kept, number, seals)


def _beside_the_chain() -> Iterator[str]:
    """Rows at which the walk along the numbers, from 1, would not look."""
    numbers = AuditRow.objects.order_by("number").values_list("number", flat=True)
    for number in numbers.filter(number__lt=1):
        yield f"Row {number} was put in before the first."
    for number in numbers.annotate(rows=Count("pk")).filter(rows__gt=1):
        yield f"Row {number} is there more than once."


def _in_order() -> Iterator[AuditRow]:
    for batch in in_batches(AuditRow.objects.only("number"), _AT_ONCE, key="number"):
        numbers = [row.number for row in batch]
        rows = AuditRow.objects.filter(number__range=(numbers[0], numbers[-1])).order_by("number")
        try:
            rows = list(rows)
        except _UNREADABLE:
            rows = [_read(number) for number in numbers]
        yield from rows


def _read(number: int) -> AuditRow:
    """A row, or one with a number alone where the bytes of the rest mean nothing any more."""
    try:
        return AuditRow.objects.get(number=number)
    except _UNREADABLE:
        if not connection.is_usable():
            raise
        return AuditRow(number=number)


def _judged(row: AuditRow, number: int, befores: list[str]) -> tuple[str, list[str]]:
    """A sentence about a row ("" for none) that follows row `number`, and what the next one may be
    sealed upon: one whose own seal was changed still tells what that was.
    """
    if row.at is None:
        return f"Row {row.number} cannot be read any more.", []
    if row.number != number + 1:
        gone = f"{_rows(number + 1, row.number - 1)} missing"
        return f"{gone}; without that, row {row.number} cannot be proven.", [row.seal]
    if not befores:
        return f"Row {row.number} cannot be proven without the row before it.", [row.seal]
    key = chain.named(settings.AUDIT_KEYS, row.key)
    if key is None:
        said = f"Row {row.number} names the key {row.key}, which AUDIT_KEY does not hold."
        return said, [row.seal]
    seals = [chain.seal_row(key, before, _sealed(row)) for before in befores]
    if not any(chain.is_same(row.seal, seal) for seal in seals):
        return f"Row {row.number} is not as it was written ({row}).", [row.seal, *seals][:3]
    said = f"The head was gone when row {row.number} was written; rows before it may be too."
    return said if row.act == _HEAD_LOST else "", [row.seal]


def _faults_of_head(head: AuditHead | None, number: int, seals: dict) -> Iterator[str]:
    """`number` is the last row's, `seals` those of the rows at which a chain was known to end."""
    if head is None:
        if number and not AuditHead.objects.exists():
            yield "The head of the chain is missing."
        return
    key = chain.named(settings.AUDIT_KEYS, head.key)
    if key is None:
        yield f"The head names the key {head.key}, which AUDIT_KEY does not hold."
    elif not chain.is_same(head.seal, chain.seal_head(key, head.number, head.last)):
        yield "The head of the chain is not as it was written."
    elif head.number > number:
        yield f"{_rows(number + 1, head.number)} missing at the end."
    elif not chain.is_same(head.last, seals.get(head.number, head.last)):
        yield f"The head knows another row {head.number}."
    elif head.number < number and not AuditHead.objects.filter(number__gte=number).exists():
        yield f"{_rows(head.number + 1, number)} not known to the head."


def _faults_of_kept(kept: tuple[int, str], number: int, seals: dict) -> Iterator[str]:
    if kept[0] > number:
        yield f"{_rows(number + 1, kept[0])} missing at the end: the kept head knows them."
    elif kept[0] and not chain.is_same(seals.get(kept[0], ""), kept[1]):
        yield f"Row {kept[0]} is another one than the kept head knows."


def _rows(first: int, last: int) -> str:
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"
