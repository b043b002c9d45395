"""Once a story is limited, those who worked on it find nothing of it anywhere at the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from articles.models import AccessLimit, Front
from tests.base import DAY, NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import make_article

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
WORD = "Quendoril"
TEXTS = {
    "headline": f"{WORD} in the headline",
    "slugline": f"{WORD}-slugline",
    "note_to_editors": f"{WORD} in a note",
    "body": f"<p>{WORD} in the text.</p>",
}


@pytest.fixture
def former(db):
    """A chief editor, who sees everything else, with a story of their own hand."""
    return person("chief_editor", name="former")


@pytest.fixture
def named(db):
    return person("chief_editor", name="named")


@pytest.fixture
def client_of_former(former):
    return signed_in(former)


@pytest.fixture
def story(client_of_former, former, town):
    """Written, saved again, held, put on the front and embargoed by `former`, all through forms."""
    client = client_of_former
    opened = pages.open_form(client, pages.ADD)
    client.post(pages.ADD, opened | TEXTS | {"section": town.pk})
    story = former.stories.get()
    gate = {"at_0": "2025-03-12", "at_1": "10:00", "reason": "Until the hearing."}
    pages.act(client, pages.room(story, "embargo"), **gate)
    pages.save(client, story, kicker=f"{WORD} kicker")
    pages.act(client, pages.room(story, "hold"), reason=f"{WORD} before a judge")
    front = Front.objects.create(language="en")
    address = f"/admin/articles/front/{front.pk}/change/"
    placed = {"placements-0-article": story.pk, "placements-0-slot": "0"}
    assert client.post(address, pages.open_form(client, address) | placed).status_code == 302
    return story


def limit(story, by, people):
    keys = [user.pk for user in people]
    return signed_in(by).post(pages.room(story, "limit"), {"people": keys}, follow=True)


def everywhere(story, former, named) -> list[str]:
    """Every page of the desk that could tell of a story without being a page of it."""
    front = Front.objects.get()
    days = ("", "?q=2025-03-10", f"?story={story.pk}", f"?person={former.pk}", "?act=limited")
    lists = ("", "?live=never", f"?q={WORD}", "?q=Quen", "?_facets=1")
    return [
        "/admin/",
        "/admin/articles/",
        *(pages.LIST + query for query in lists),
        *(f"/admin/articles/auditrow/{query}" for query in days),
        f"/admin/articles/front/{front.pk}/change/",
        f"/admin/articles/front/{front.pk}/history/",
        f"/admin/articles/section/{story.section_id}/history/",
        "/admin/autocomplete/?app_label=articles&model_name=placement&field_name=article&term=Q",
        *(f"/admin/auth/user/{user.pk}/{room}/"
          for user in (former, named) for room in ("change", "sight", "history", "hand-over")),
        "/admin/articles/author/", "/admin/articles/topic/", "/admin/articles/image/",
    ]  # fmt: skip


def asked(text: str) -> str:
    """A page without the words that were typed to ask for it."""
    for typed in (f'value="{WORD}"', f"q={WORD}", f"q%3D{WORD}", f"Words: {WORD}"):
        text = text.replace(typed, "")
    return text


def test_before_that_its_people_find_it_where_they_should(story, former, named, client_of_former):
    """The test below can fail: while nothing is limited, these very pages tell of it."""
    told = [
        address
        for address in everywhere(story, former, named)
        if WORD in asked(client_of_former.get(address, follow=True).content.decode())
    ]
    assert pages.LIST in told and len(told) >= 8


def test_the_former_owner_finds_no_word_of_it(story, former, named, client_of_former):
    answer = limit(story, named, [named])
    assert "Only the people named see the story now." in pages.said(answer)
    for address in everywhere(story, former, named):
        answer = client_of_former.get(address, follow=True)
        assert answer.status_code == 200, address
        assert WORD not in asked(answer.content.decode()), address


def test_who_leaves_themselves_out_reads_no_word_of_it_on_the_next_page(
    story, former, named, client_of_former
):
    answer = limit(story, former, [named])
    assert answer.redirect_chain[-1][0] == pages.LIST
    assert WORD not in answer.content.decode()
    assert AccessLimit.objects.get().user == named


def test_what_was_open_in_a_window_saves_nothing_any_more(story, named, client_of_former):
    opened = pages.open_form(client_of_former, pages.change(story))
    before = story.revisions.count()
    limit(story, named, [named])
    answer = client_of_former.post(pages.change(story), opened | {"headline": "Too late"})
    assert answer.status_code == 404 and WORD not in answer.content.decode()
    assert story.revisions.count() == before


def test_django_s_log_and_the_sessions_hold_no_word_of_any_story(story, former, named):
    limit(story, named, [named])
    rows = [f"{row.object_repr} {row.change_message}" for row in LogEntry.objects.all()]
    assert WORD not in " ".join(rows)
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert WORD not in " ".join(kept)


def test_the_audit_keeps_its_acts_without_its_words(story, named):
    limit(story, named, [named])
    rows = list(story.audit_rows.order_by("number"))
    assert [row.act for row in rows] == ["embargo set", "hold set", "limited"]
    assert WORD not in " ".join(str(row.detail) for row in rows)


def test_lifted_it_is_found_again(story, former, named, client_of_former):
    limit(story, named, [named])
    limit(story, named, [])
    assert WORD in client_of_former.get(pages.LIST).content.decode()


def test_an_embargo_that_is_over_does_not_open_a_limit(former, named):
    story = make_article(by=former, embargoed_until=NOON + DAY)
    limit(story, named, [named])
    signed_in(named)
    pages.act(signed_in(named), pages.room(story, "lift_embargo"), why="Released early.")
    assert signed_in(former).get(pages.change(story)).status_code == 404
