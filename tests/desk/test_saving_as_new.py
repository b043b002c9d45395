"""What Django would do for whoever sends a word that no form of ours has."""

import pytest

from articles.models import Article, Topic
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("kind", ["article", "topic"])
def test_no_change_is_taken_for_something_new(client, editor, kind):
    made = {"article": make_article, "topic": make_topic}[kind]()
    client.force_login(editor)
    before = Article.objects.count(), Topic.objects.count()
    for key in (made.pk, 0):
        answer = client.post(f"/admin/articles/{kind}/{key}/change/", {"_saveasnew": "1"})
        assert answer.status_code == 400
    assert (Article.objects.count(), Topic.objects.count()) == before
