"""What the database refuses to do with the audit, whoever asks; and what a verb leaves of it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from articles import audit, publishing
from articles.models import AuditHead, AuditRow
from tests.audit import chains
from tests.base import NOON
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(editor, reporter):
    return chains.write(3, by=editor, person=reporter)


def assert_refused(sql: str) -> None:
    before = list(AuditRow.objects.order_by("number").values())
    refusal = pytest.raises(DatabaseError, match="audit rows are append-only")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(AuditRow.objects.order_by("number").values()) == before


@pytest.mark.parametrize(
    "column",
    [
        "number", "at", "by_id", "name", "act", "person_id", "article_id", "revision_id", "detail",
        "key", "seal", "id",
    ],
)  # fmt: skip
def test_no_column_of_a_row_is_updated_not_even_to_itself(rows, column):
    assert_refused(f"UPDATE articles_auditrow SET {column} = {column} WHERE number = 2")


def test_a_row_is_not_deleted(rows):
    assert_refused("DELETE FROM articles_auditrow WHERE number = 3")


def test_a_row_is_not_saved_a_second_time(rows):
    row = AuditRow.objects.get(number=2)
    row.act = "withdrawn"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()
    assert AuditRow.objects.get(number=2).act == "published"


def test_one_number_stands_once(rows):
    with pytest.raises(DatabaseError, match=r"append-only|audit_one_chain"), transaction.atomic():
        chains.copied(2, act="withdrawn")


def test_there_is_one_head(rows):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditHead.objects.create(pk=2, number=3, last="", key="", seal="")


def test_nobody_with_a_row_in_the_audit_is_deleted(rows, editor, reporter):
    for user in (editor, reporter):
        with pytest.raises(ProtectedError):
            user.delete()


def test_an_act_and_its_row_stand_or_fall_together(editor):
    article = make_article()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publishing.publish(article, by=editor, now=NOON)
        1 / 0
    assert not AuditRow.objects.exists()
    assert not article.versions.exists()


def test_a_row_costs_two_questions_and_two_writes(rows, editor, django_assert_num_queries):
    article = make_article()
    # With the two that open and close its transaction.
    with django_assert_num_queries(6):
        audit.record("published", by=editor, at=NOON, article=article)
