"""Two presses of the publish sheet that arrive together: one publication, two friendly answers."""

import pytest
from django.utils import timezone

from articles.models import AuditRow, PublishedVersion
from tests import base, factories
from tests.desk import pages
from tests.test_simultaneous import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 2


def _typed(choice: str) -> dict:
    later = timezone.localtime(timezone.now() + base.DAY)
    at = {"when": "at", "at_0": f"{later:%Y-%m-%d}", "at_1": f"{later:%H:%M}"}
    return {"now": {}, "at": at, "dated": {"dated": "today"}}[choice]


@pytest.mark.parametrize("choice", ["now", "at", "dated"])
def test_two_presses_at_once_publish_once_and_are_both_answered_well(choice):
    user = base.person("editor")
    factories.make_section("Town")
    for _time in range(TIMES):
        article = factories.make_article(standfirst="Fog.", dated_at=base.NOON)
        sheet = pages.room(article, "publish")
        one, other = base.signed_in(user), base.signed_in(user)
        data = pages.open_form(one, sheet) | _typed(choice)
        answers = at_once(lambda: one.post(sheet, data), lambda: other.post(sheet, data))  # noqa: B023
        assert [answer.status_code for answer in answers] == [302, 302], answers
        for client in (one, other):
            [said] = pages.said(client.get(pages.change(article)))
            assert said.startswith("Scheduled" if choice == "at" else "Published")
        assert PublishedVersion.objects.filter(article=article).count() == 1
        assert not article.revisions.filter(kind="refused").exists()
    assert AuditRow.objects.filter(act__in=("published", "scheduled")).count() == TIMES
