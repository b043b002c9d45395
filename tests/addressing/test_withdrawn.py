"""The addresses of a withdrawn story say so, say nothing, or lead elsewhere."""

import pytest

from articles import publishing
from articles.models import Withdrawal
from tests.addressing.answers import leads_to
from tests.base import EVENING, LATER, MICROSECOND, MINUTE
from tests.factories import change, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_withdrawn_story_says_so_with_its_public_note(editor, at):
    version = make_live(headline="Ferry")
    publishing.withdraw(
        version.article, by=editor, public_note="Names <b>withheld</b>.", reason="writ", now=LATER
    )
    answer = at(version.path)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Names &lt;b&gt;withheld&lt;/b&gt;." in page
    assert "writ" not in page
    assert "Ferry" not in page


def test_every_address_of_a_withdrawn_story_says_so(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    publishing.withdraw(article, by=editor, now=LATER + MINUTE)
    assert at("/2025/03/10/ferry/").status_code == 410
    assert at("/2025/03/10/ship/").status_code == 410


def test_a_story_can_be_withdrawn_as_if_it_had_never_been(editor, at):
    version = make_live(headline="Ferry")
    publishing.withdraw(version.article, by=editor, answer=Withdrawal.Answer.NEVER, now=LATER)
    assert at(version.path).content == at("/2025/03/10/never-was/").content


def test_a_withdrawn_story_can_lead_to_another(editor, at):
    version, other = make_live(headline="Ferry"), make_live(headline="Ship")
    publishing.withdraw(
        version.article, by=editor, answer=301, see_instead=other.article, now=LATER
    )
    assert leads_to(at(version.path)) == other.path
    publishing.withdraw(other.article, by=editor, now=LATER)
    assert at(version.path).status_code == 404


def test_stories_that_lead_to_each_other_lead_in_one_step_and_in_no_circle(editor, at):
    first, second, third = (make_live(headline=name) for name in ("One", "Two", "Three"))
    for one, other in ((first, second), (second, third)):
        publishing.withdraw(
            one.article, by=editor, answer=301, see_instead=other.article, now=LATER
        )
    assert leads_to(at(first.path)) == leads_to(at(second.path)) == third.path
    publishing.withdraw(third.article, by=editor, answer=301, see_instead=first.article, now=LATER)
    assert at(first.path).status_code == 404


def test_a_withdrawal_speaks_from_its_moment_on(editor, at):
    version = make_live()
    publishing.withdraw(version.article, by=editor, at=EVENING, now=LATER)
    assert at(version.path, EVENING - MICROSECOND).status_code == 200
    assert at(version.path, EVENING).status_code == 410


def test_a_story_that_came_back_is_found_where_it_was(editor, at):
    version = make_live()
    publishing.withdraw(version.article, by=editor, now=LATER)
    publishing.bring_back(version.article, by=editor, now=LATER + MINUTE)
    assert at(version.path).status_code == 200
