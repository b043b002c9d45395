"""What is due is found by its index, however many withdrawals are over or were dealt with."""

import uuid

import pytest
from django.db import connection

from articles import hiding
from articles.models import Article, Withdrawal
from tests.base import DAY, HOUR, LATER, NOON

pytestmark = pytest.mark.django_db
ROWS = 3000


@pytest.fixture
def many():
    """Two of three came back before their pictures were hidden; one is in force and dealt with."""
    articles = Article.objects.bulk_create(
        (Article(uid=uuid.UUID(int=number << 90 | number)) for number in range(1, ROWS + 1)),
        batch_size=1000,
    )
    Withdrawal.objects.bulk_create(_rows(articles), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(articles):
    for number, article in enumerate(articles):
        row = Withdrawal(article=article, begins_at=NOON - DAY + number * HOUR / ROWS)
        if number % 3:
            row.ends_at = NOON - HOUR
        else:
            row.pictures_hidden_at = NOON
        yield row


def test_what_is_due_is_found_by_its_index(many):
    plan = hiding.due(LATER).explain()
    assert "withdrawal_pictures" in plan, plan
    assert not list(hiding.due(LATER))
