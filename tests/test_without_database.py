"""A test without the database runs on SQLite alone: it may not ask it, nor which one it is."""

import pytest
from django.db import connection

from articles.models import Article


def test_it_is_marked(request):
    assert request.node.get_closest_marker("without_database")


@pytest.mark.django_db
def test_one_with_the_database_is_not_marked_and_may_ask(request):
    assert not request.node.get_closest_marker("without_database")
    assert connection.vendor in ("sqlite", "postgresql")


def test_one_whose_fixture_has_the_database_is_not_marked(request, editor):
    assert not request.node.get_closest_marker("without_database")


def test_it_may_not_ask_the_database():
    with pytest.raises((RuntimeError, AssertionError)):
        Article.objects.exists()


def test_it_may_not_ask_for_sql_or_which_database_it_is():
    with pytest.raises(AssertionError, match="asks which one"):
        str(Article.objects.all().query)
    with pytest.raises(AssertionError, match="asks which one"):
        connection.vendor
