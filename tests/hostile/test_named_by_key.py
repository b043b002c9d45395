"""A hidden story named by its key, its uid or its address in the form of something else."""

import pytest

from articles import limiting
from articles.models import Article, Front, Placement
from tests.base import DAY, NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
NEVER = 987654


@pytest.fixture
def sport(town):
    return make_section("Sport")


@pytest.fixture
def mara(town):
    """A reporter of Town."""
    return person("reporter", name="mara", section=town)


def test_see_instead_does_not_tell_a_hidden_address_from_one_that_never_was(town, sport):
    client = signed_in(person("editor", name="town's", section=town))
    hidden, story = make_live(section=sport), make_live(section=town).article
    answers = []
    for path in (hidden.path, "/2025/03/10/never-was/"):
        typed = {"answer": "301", "see_instead": path}
        answer = pages.act(client, pages.room(story, "withdraw"), **typed)
        assert answer.status_code == 200
        answers.append(answer.content.decode().replace(path, "–"))
    assert "No story of ours has this address." in answers[0]
    assert _without_token(answers[0]) == _without_token(answers[1])
    assert not story.withdrawals.exists()


def _without_token(text: str) -> str:
    start = 'name="csrfmiddlewaretoken" value="'
    pieces = [piece.split('"', 1)[-1] for piece in text.split(start)[1:]]
    return text.split(start, 1)[0] + "".join(pieces)


def test_a_hidden_story_is_not_placed_on_a_front_by_its_key(town):
    editor = person("editor", name="front's")
    limited = make_article(section=town, embargoed_until=NOON + DAY, headline="Secret")
    _limit(limited)
    front = Front.objects.create(language="en")
    client, page = signed_in(editor), f"/admin/articles/front/{front.pk}/change/"
    answers = []
    for key in (limited.pk, NEVER):
        opened = pages.open_form(client, page)
        typed = {"placements-0-article": key, "placements-0-slot": "0"}
        answers.append(_without_token(client.post(page, opened | typed).content.decode()))
    assert not Placement.objects.exists()
    assert "Secret" not in answers[0]
    assert answers[0] == answers[1]


def test_the_slot_of_a_hidden_story_is_neither_taken_nor_an_error_of_ours(town):
    editor = person("editor", name="front's")
    limited = make_article(section=town, embargoed_until=NOON + DAY, headline="Secret")
    front = Front.objects.create(language="en")
    kept = Placement.objects.create(front=front, article=limited, slot=0)
    _limit(limited)
    client, page = signed_in(editor), f"/admin/articles/front/{front.pk}/change/"
    opened = pages.open_form(client, page)
    forged = {
        "placements-0-id": kept.pk,
        "placements-0-article": make_article().pk,
        "placements-0-slot": "0",
        "placements-0-DELETE": "on",
        "placements-INITIAL_FORMS": "1",
    }
    for typed in ({**forged, "placements-INITIAL_FORMS": "0"}, forged):
        answer = client.post(page, opened | typed)
        assert "Secret" not in answer.content.decode()
    kept.refresh_from_db()
    assert (kept.article, kept.slot) == (limited, 0)


def _limit(story: Article) -> None:
    limiting.limit(story, [person("chief_editor")], by=None, now=NOON)


def test_the_uid_of_a_hidden_story_typed_into_a_new_one_makes_a_story_of_its_own(mara, sport):
    hidden = make_article(section=sport, headline="Secret")
    client = signed_in(mara)
    opened = pages.open_form(client, pages.ADD)
    typed = {"headline": "Mine", "uid": str(hidden.uid)}
    answer = client.post(pages.ADD, opened | typed, follow=True)
    assert "Secret" not in answer.content.decode()
    mine = Article.objects.get(headline="Mine")
    assert mine.owner == mara and mine.uid != hidden.uid
    assert reloaded(hidden).headline == "Secret"


def test_the_uid_of_a_story_that_one_only_sees_changes_nothing_in_it(mara, town):
    seen = make_article(section=town, headline="A colleague’s")
    client = signed_in(mara)
    opened = pages.open_form(client, pages.ADD)
    answer = client.post(pages.ADD, opened | {"headline": "Mine", "uid": str(seen.uid)})
    assert answer.status_code == 403
    assert reloaded(seen).headline == "A colleague’s" and Article.objects.count() == 1


@pytest.mark.parametrize("query", ["_popup=1", "_to_field=id", "_popup=1&_to_field=id"])
def test_a_popup_saves_no_more_than_the_page(mara, town, query):
    story = make_article(section=town)
    client = signed_in(mara)
    answer = client.post(f"{pages.change(story)}?{query}", {"headline": "Forged", "_popup": "1"})
    assert answer.status_code == 403
    assert reloaded(story).headline == story.headline


@pytest.mark.parametrize("field", ["uid", "headline", "", "desk", "nul \0"])
def test_a_field_to_find_a_story_by_is_the_sender_s_mistake(mara, town, field):
    story = make_article(section=town, by=mara)
    client = signed_in(mara)
    client.raise_request_exception = False
    answer = client.get(pages.change(story), {"_to_field": field})
    assert answer.status_code in (200, 400, 404)


def test_bulk_actions_and_list_editing_do_nothing(editor):
    story = make_article()
    forged = {
        "action": "delete_selected",
        "_selected_action": [story.pk],
        "select_across": "1",
        "post": "yes",
        "index": "0",
        "_save": "1",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": story.pk,
        "form-0-headline": "Forged",
    }
    answer = signed_in(editor).post(pages.LIST, forged)
    assert answer.status_code < 500
    assert reloaded(story).headline == story.headline
