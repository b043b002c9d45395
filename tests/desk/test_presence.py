"""Who else has a story open, as the writing page is told: a warning in words, never a lock."""

import pytest
import time_machine

from articles import drafting, limiting
from articles.models import Article, Presence
from tests import base, factories
from tests.base import HOUR, MINUTE, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

ROOMS = ["presence", "leave", "take_over"]
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travels:
        yield travels


@pytest.fixture
def story():
    return factories.make_article(headline="Ferry")


def _named(name: str, first: str, last: str, role: str = "editor"):
    user = base.person(role, name=name)
    user.first_name, user.last_name = first, last
    user.save()
    return base.signed_in(user)


@pytest.fixture
def leyla():
    return _named("leyla", "Leyla", "Quliyeva")


@pytest.fixture
def rauf():
    return _named("rauf", "Rauf", "Aliyev")


def _beat(client, story, window="mine", room="presence", **sent):
    fields = {"window": window, "base": story.head_id, "unsaved": "", **sent}
    return client.post(pages.room(story, room), fields, headers=JSON)


def test_the_page_tells_who_has_it_open_without_any_script(rauf, leyla, story, clock):
    _beat(leyla, story, "hers", unsaved="1")
    _beat(rauf, story, "older")
    clock.move_to(NOON + MINUTE)
    page = rauf.get(pages.change(story)).content.decode()
    assert "Leyla Quliyeva has had this story open since 14:00 and has unsaved text." in page
    assert "another window" not in page
    done = rauf.post(pages.room(story, "take_over"), {}, headers={"Accept": "text/html"})
    assert done["Location"] == pages.change(story)
    after = rauf.get(done["Location"])
    assert pages.said(after) == [
        "You took this story over from Leyla Quliyeva. Their page tells them."
    ]
    assert "has had this story open" not in after.content.decode()


def test_a_beat_is_answered_in_sentences(rauf, leyla, story, clock):
    _beat(leyla, story, "hers")
    _beat(rauf, story, "older", unsaved="1")
    clock.move_to(NOON + MINUTE)
    answer = _beat(rauf, story)
    assert "no-store" in answer["Cache-Control"]
    assert answer.json() == {
        "done": "",
        "others": [
            "Leyla Quliyeva has had this story open since 14:00.",
            "You have had it open in another window since 14:00, with unsaved text.",
        ],
        "may_take_over": True,
        "taken": "",
        "saved": "",
        "head": story.head_id,
    }
    _beat(leyla, story, "hers", room="leave")
    _beat(rauf, story, "older", room="leave")
    assert _beat(rauf, story).json()["others"] == []
    assert _beat(rauf, story).json()["may_take_over"] is False


def test_the_other_page_is_told_that_it_was_taken_over_and_may_go_on(rauf, leyla, story, clock):
    _beat(leyla, story, "hers", unsaved="1")
    clock.move_to(NOON + MINUTE)
    took = _beat(rauf, story, room="take_over").json()
    assert took["done"] == "You took this story over from Leyla Quliyeva. Their page tells them."
    assert (took["others"], took["may_take_over"]) == ([], False)
    again = _beat(rauf, story, room="take_over").json()
    assert again["done"] == "Nobody else has this story open now."

    clock.move_to(NOON + 2 * MINUTE)
    told = _beat(leyla, story, "hers", unsaved="1").json()
    assert told["taken"] == "Rauf Aliyev took this story over at 14:01."
    assert told["others"] == ["Rauf Aliyev has had this story open since 14:01."]
    # Nothing is locked: a save from there is a save like any other.
    assert pages.save(leyla, story, headline="Ferry sails").status_code == 302

    back = _beat(leyla, story, "hers", goes_on="1").json()
    assert back["taken"] == ""
    assert back["done"] == "You go on here, and colleagues see that you do."
    assert "Leyla Quliyeva" in _beat(rauf, story).json()["others"][0]
    # Who takes it back is here again, too.
    _beat(leyla, story, "hers", room="take_over")
    assert _beat(rauf, story).json()["taken"] == "Leyla Quliyeva took this story over at 14:02."
    assert _beat(rauf, story, room="take_over").json()["taken"] == ""


def test_a_save_meanwhile_is_told_unless_it_came_from_this_window(rauf, leyla, story, clock):
    opened = story.head_id
    mine = pages.open_form(rauf, pages.change(story))
    window = mine["window"][0]
    assert _beat(rauf, story, window).json()["saved"] == ""
    pages.save(rauf, story, opened=mine, headline="Ferry sails")
    assert _beat(rauf, story, window, base=opened).json()["saved"] == ""
    assert _beat(rauf, story, "other", base=opened).json()["saved"] == (
        "You saved this story in another window at 14:00. "
        "Your next save here will be brought together with it."
    )
    clock.move_to(NOON + MINUTE)
    pages.save(leyla, story, headline="Ferry stays")
    said = _beat(rauf, story, window, base=opened).json()
    assert said["saved"].startswith("Leyla Quliyeva saved this story at 14:01.")
    assert said["head"] == factories.reloaded(story).head_id
    drafting.save(factories.reloaded(story), {"kicker": "Wire"}, base=said["head"], by=None)
    said = _beat(rauf, story, window, base=opened).json()
    assert said["saved"].startswith("This story was saved at 14:01.")


def test_a_page_open_since_yesterday_says_the_day(rauf, leyla, story, clock):
    _beat(leyla, story, "hers")
    clock.move_to(NOON + 11 * HOUR)
    _beat(leyla, story, "hers")
    [said] = _beat(rauf, story).json()["others"]
    assert said == ("Leyla Quliyeva has had this story open since 10 March 2025 14:00 (UTC+04:00).")


def test_of_many_colleagues_five_are_named_and_the_rest_counted(rauf, story):
    for number in range(8):
        _beat(_named(f"n{number}", "Nigar", f"of Gate {number}"), story, f"w{number}")
    _beat(rauf, story, "older")
    said = _beat(rauf, story).json()["others"]
    assert len(said) == 7
    assert said[5] == "3 more people have it open."
    assert said[6].startswith("You have had it open in another window")
    page = rauf.get(pages.change(story)).content.decode()
    assert "3 more people have it open." in page


def test_the_list_and_the_first_page_mark_what_colleagues_have_open(rauf, leyla, story):
    factories.make_article(headline="Tram")
    _beat(leyla, story, "hers")
    _beat(leyla, story, "second")
    _beat(rauf, story)
    for address in (pages.LIST, "/admin/"):
        page = rauf.get(address).content.decode()
        assert page.count("Open now: Leyla Quliyeva<") == 1, address
        assert "Open now: Rauf" not in page
    _beat(leyla, story, "hers", room="leave")
    _beat(leyla, story, "second", room="leave")
    assert "Open now" not in rauf.get(pages.LIST).content.decode()


def test_who_may_only_read_is_told_and_can_take_nothing_over(leyla, story):
    _beat(leyla, story, "hers")
    reader = base.signed_in(base.person("picture_desk"))
    page = reader.get(pages.change(story)).content.decode()
    assert "Leyla Quliyeva has had this story open since 14:00." in page
    assert "take-over" not in page
    for room in ROOMS:
        refused = _beat(reader, story, room=room)
        assert refused.status_code == 403
        assert "Your role does not allow this." in refused.content.decode()
    assert Presence.objects.count() == 1


def test_a_story_limited_to_others_is_not_found_and_tells_nothing(leyla, rauf):
    story = factories.make_article(legal_hold=True)
    _beat(leyla, story, "hers")
    _beat(rauf, story)
    limiting.limit(story, [base.person(name="leyla")], by=None, now=NOON)
    never = Article(pk=987654321, head_id=1)
    for room in ROOMS:
        answer = _beat(rauf, story, room=room)
        assert answer.status_code == 404
        assert answer.content == _beat(rauf, never, room=room).content
    assert Presence.objects.filter(ended_at=None, seen_at=NOON).count() == 2


@pytest.mark.parametrize("window", ["", "x" * 33, "a b", "nul\0", "²", "<b>", "a" * 100_000])
def test_a_name_that_is_none_of_a_window_writes_nothing(rauf, story, window):
    for room in ROOMS:
        assert _beat(rauf, story, window, room=room).status_code == 400
    assert not Presence.objects.exists()


def test_a_colleague_s_window_can_neither_be_spoken_for_nor_closed(rauf, leyla, story):
    _beat(leyla, story, "hers", unsaved="1")
    refused = _beat(rauf, story, "hers")
    assert refused.status_code == 409
    assert refused.json() == {"sentence": "This is another page’s window. Load the page anew."}
    assert _beat(rauf, story, "hers", room="take_over").status_code == 409
    _beat(rauf, story, "hers", room="leave")
    assert Presence.objects.filter(ended_at=None, seen_at=NOON, has_unsaved=True).count() == 1


@pytest.mark.parametrize("base_typed", ["", "x", "9" * 5000, "-1", "nul\0", "²"])
def test_a_base_that_is_none_only_says_that_something_was_saved(rauf, story, base_typed):
    answer = _beat(rauf, story, base=base_typed)
    assert answer.status_code == 200
    assert answer.json()["saved"].startswith("This story was saved at 14:00.")


def test_nothing_is_told_or_written_by_only_looking(rauf, story):
    for room in ROOMS:
        assert rauf.get(pages.room(story, room)).status_code == 405
    for room in ROOMS:
        answer = base.Client().post(pages.room(story, room), {"window": "w"})
        assert answer.status_code == 302 and "login" in answer["Location"]
    assert not Presence.objects.exists()


def test_a_beat_costs_as_little_however_many_are_here(rauf, story):
    for number in range(12):
        _beat(_named(f"n{number}", "Nigar", f"{number}"), story, f"w{number}")
    _beat(rauf, story)
    with base.queries() as made:
        _beat(rauf, story)
    asked = [one["sql"] for one in made if "django_session" not in one["sql"]]
    asked = [sql for sql in asked if 'FROM "auth_user"' not in sql]
    # What the person may do, the story with its head, the beat, who is here.
    assert len(asked) == 4, asked


def test_a_token_in_the_body_is_enough_to_leave(story):
    """A page that is closed can send no header of its own."""
    client = base.Client(enforce_csrf_checks=True)
    client.force_login(base.person("editor"))
    token = client.get(pages.change(story)).context["csrf_token"]
    fields = {"window": "mine"}
    assert client.post(pages.room(story, "leave"), fields).status_code == 403
    fields["csrfmiddlewaretoken"] = str(token)
    assert client.post(pages.room(story, "leave"), fields).status_code == 200
