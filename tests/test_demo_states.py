"""The demo paper as readers meet it: loaded once, and each story in the state that it shows."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from articles.demo import paper, pictures
from articles.models import Article, PublishedVersion
from tests.base import MICROSECOND, NOON, person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(standing_paper):
    """Loaded once: its tests only read. Small pictures are drawn in a tenth of the time."""
    draw = pictures.draw
    with standing_paper(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(pictures, "draw", lambda key: draw(key, width=120, height=80))
        for _slug in paper.load(by=person("chief_editor"), now=NOON):
            pass
        yield


def story(state: str) -> tuple[dict, Article]:
    """The English one of a state: what the tests read on its page is in English."""
    slug, fields = next(
        (s, f) for s, f, _body in paper.stories() if f["state"] == state and f["language"] == "en"
    )
    return fields, Article.objects.get(slug=slug)


def get(path: str):
    return Client().get(path)


def test_all_stories_are_there_in_their_states():
    states = [fields["state"] for _slug, fields, _body in paper.stories()]
    assert Article.objects.count() == len(states) >= 38
    assert PublishedVersion.objects.live(NOON).count() == sum(
        state in ("live", "live_with_draft", "corrected") for state in states
    )


def test_the_scheduled_story_appears_at_its_second():
    fields, article = story("scheduled")
    version = PublishedVersion.objects.get(article=article)
    assert version.live_from == NOON + timedelta(hours=fields["hours_ahead"])
    with time_machine.travel(version.live_from - MICROSECOND, tick=False):
        assert get(version.path).status_code == 404
        assert fields["headline"] not in get("/").content.decode()
    with time_machine.travel(version.live_from, tick=False):
        assert get(version.path).status_code == 200
        assert fields["headline"] in get("/").content.decode()


def test_the_embargoed_story_is_held_back_with_its_reason_until_its_second():
    fields, article = story("embargoed")
    version = PublishedVersion.objects.get(article=article)
    assert article.embargoed_until == NOON + timedelta(hours=fields["embargo_hours"])
    assert version.live_from == version.embargoed_until == article.embargoed_until
    assert article.embargo_reason == article.head.note == fields["embargo_reason"]
    with time_machine.travel(version.live_from - MICROSECOND, tick=False):
        assert get(version.path).status_code == 404
        assert fields["headline"] not in get("/").content.decode()
    with time_machine.travel(version.live_from, tick=False):
        assert get(version.path).status_code == 200


def test_the_withdrawn_story_is_gone_with_its_note():
    fields, article = story("withdrawn")
    answer = get(PublishedVersion.objects.get(article=article).path)
    assert answer.status_code == 410
    assert fields["public_note"] in answer.content.decode()
    assert fields["headline"] not in get("/").content.decode()


def test_the_corrected_story_shows_its_correction():
    fields, article = story("corrected")
    first, last = PublishedVersion.objects.filter(article=article).order_by("live_from")
    page = get(last.path).content.decode()
    assert fields["correction_text"] in page
    assert "Updated" in page
    assert fields["corrected_paragraph_after"] in last.page["body_html"]
    assert fields["corrected_paragraph_before"] in first.page["body_html"]
    assert first.live_until == last.live_from


def test_the_draft_is_nowhere():
    fields, article = story("draft")
    assert not article.addresses.exists()
    for path in ("/", f"/{NOON:%Y}/", f"/{NOON:%Y/%m}/"):
        assert fields["headline"] not in get(path).content.decode()


def test_the_story_with_a_draft_shows_readers_the_published_text():
    fields, article = story("live_with_draft")
    page = get(PublishedVersion.objects.get(article=article).path).content.decode()
    assert article.standfirst == fields["draft_standfirst"]
    assert fields["draft_standfirst"] not in page


@pytest.mark.parametrize(("language", "path"), [("en", "/"), ("az", "/az/")])
def test_a_front_shows_its_lead_first(language, path):
    own = [f for _slug, f, _body in paper.stories() if f["language"] == language]
    lead = next(fields for fields in own if fields["front"] == "lead")
    page = get(path).content.decode()
    shown = sorted(page.index(f["headline"]) for f in own if f["headline"] in page)
    assert len(shown) > 5
    assert page.index(lead["headline"]) == shown[0]


def test_a_link_between_stories_leads_to_the_other_one():
    column = PublishedVersion.objects.get(article__slug="leave-the-sea-where-we-can-see-it")
    storm = PublishedVersion.objects.get(article__slug="storm-tears-boats-from-their-moorings")
    assert f'<a href="{storm.path}"' in get(column.path).content.decode()


def test_stories_stand_at_the_age_that_they_say():
    for slug, fields, _body in paper.stories():
        version = PublishedVersion.objects.filter(article__slug=slug).order_by("live_from").first()
        if fields["state"] not in ("draft", "scheduled", "embargoed"):
            assert version.dated_at == NOON - timedelta(days=fields["days_ago"])
