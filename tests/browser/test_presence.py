"""Two browsers on one story: each learns of the other, and neither stands in the other's way."""

import pytest
from django.db.models import F

from articles import presence
from articles.models import Presence
from tests import base, factories
from tests.browser.conftest import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = (".cke",)


def _open(person, article, name: str, first: str, last: str, **window):
    user = base.person("editor", name=name)
    user.first_name, user.last_name = first, last
    user.save()
    page = person(**window).sign_in(user)
    with page.expect_response("**/presence/"):
        page.goto(f"{page.url}articles/article/{article.pk}/change/")
    return page


def _words(page, *, beat: bool = True) -> str:
    """What stands in the bar after a beat, without the times of opening."""
    if beat:
        with page.expect_response("**/presence/"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return page.locator(".presence-words").inner_text()


def _is_gone(page, words: str) -> bool:
    """A word of goodbye has no answer that could be waited for: it is there within a few beats."""
    return any(words not in _words(page) for _beat in range(20))


def _is_missed(page, name: str) -> bool:
    """A word that was on its way when the tab died may come after its rows grew old."""
    return any(_dead(name) or _words(page) == "" for _beat in range(20))


def _dead(name: str) -> None:
    """As long after its last word as a tab without life is believed."""
    rows = Presence.objects.filter(user__username=name)
    rows.update(seen_at=F("seen_at") - presence.GONE_AFTER)


def test_two_write_in_one_story_and_each_is_told_what_the_other_does(person):
    story = factories.make_article(headline="Boat runs", body="<p>Two words.</p>")
    leyla = _open(person, story, "leyla", "Leyla", "Quliyeva")
    rauf = _open(person, story, "rauf", "Rauf", "Aliyev", width=390)
    assert _words(rauf).startswith("Leyla Quliyeva has had this story open since ")
    assert _words(leyla).startswith("Rauf Aliyev has had this story open since ")
    assert "unsaved" not in _words(rauf)

    # That there is unsaved text is said without being asked.
    with leyla.expect_response("**/presence/"):
        leyla.get_by_label("Headline", exact=True).fill("Ferry runs")
    assert _words(rauf).endswith("and has unsaved text.")
    assert faults(rauf, without=EDITOR) == []

    # Taken over by keys, without leaving the page or losing the place.
    rauf.get_by_label("Headline", exact=True).fill("Tram runs")
    rauf.get_by_role("button", name="Take over").press("Enter")
    rauf.get_by_text("You took this story over from Leyla Quliyeva.").wait_for()
    assert rauf.evaluate("document.activeElement.className") == "presence-words"
    assert not rauf.get_by_role("button", name="Take over").is_visible()
    assert rauf.get_by_label("Headline", exact=True).input_value() == "Tram runs"
    assert "Leyla Quliyeva has" not in _words(rauf)

    _words(leyla)
    alert = leyla.get_by_role("alert").filter(has_text="Rauf Aliyev took this story over at")
    assert alert.is_visible()
    assert leyla.get_by_label("Headline", exact=True).input_value() == "Ferry runs"
    assert leyla.get_by_label("Headline", exact=True).is_editable()
    assert faults(leyla, without=EDITOR) == []
    alert.get_by_role("button", name="Go on writing here").press("Enter")
    alert.wait_for(state="detached")
    assert "You go on here" in _words(leyla, beat=False)
    assert "Leyla Quliyeva" in _words(rauf)

    # A save tells the other page, and leaves nothing of the page that it came from behind.
    rauf.get_by_role("button", name="Save draft").click()
    rauf.get_by_text("Saved. Readers see no change").wait_for()
    assert _is_gone(rauf, "another window")
    _words(leyla)
    told = leyla.get_by_role("status").filter(has_text="Rauf Aliyev saved this story at")
    assert "Your next save here will be brought together with it." in told.inner_text()

    # A tab that is closed says so; one that died is missed.
    leyla.context.close()
    assert _is_missed(rauf, "leyla")
    assert not rauf.locator(".presence-bar p").count()
    assert Presence.objects.filter(user__username="rauf", has_unsaved=False).exists()


def test_a_page_that_is_left_says_so_and_one_cut_off_stays_quiet(person):
    story = factories.make_article()
    leyla = _open(person, story, "leyla", "Leyla", "Quliyeva")
    rauf = _open(person, story, "rauf", "Rauf", "Aliyev")
    address = leyla.url
    assert "Leyla" in _words(rauf)
    leyla.goto(address.replace(f"{story.pk}/change/", ""))
    assert _is_gone(rauf, "Leyla")

    leyla.go_back()
    leyla.locator(".presence-words p").wait_for()
    leyla.route("**/presence/", lambda asked: asked.fulfill(status=503))
    assert "Rauf" in _words(leyla)
    leyla.unroute("**/presence/")
    assert "Rauf" in _words(leyla)
