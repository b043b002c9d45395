"""Saved views: kept, shown as tabs, renamed, shared, taken away; and whose they are."""

import pytest

from articles.models import SavedView
from tests import base, factories
from tests.base import NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)
VIEWS = f"{pages.LIST}views/"


def keep(client, name="Boats", query="q=boats&live=live", **more):
    return client.post(VIEWS, {"name": name, "query": query, **more})


def tabs(client, query="") -> dict[str, bool]:
    """Words of each tab → whether it is the present one."""
    shown = client.get(f"{pages.LIST}?{query}").context["tabs"]
    return {tab.words: tab.is_current for tab in shown}


def test_the_desk_has_views_of_its_own(at_desk):
    assert list(tabs(at_desk)) == [
        "All",
        "Mine",
        "Waiting",
        "Scheduled",
        "Embargoed",
        "Live",
        "Changes not published",
    ]
    assert tabs(at_desk)["All"]
    assert tabs(at_desk, "live=scheduled")["Scheduled"]


def test_a_view_is_kept_and_stands_above_the_list(at_desk):
    response = keep(at_desk)
    assert response["Location"] == f"{pages.LIST}?live=live&q=boats"
    assert "is saved" in pages.said(at_desk.get(response["Location"]))[0]
    assert tabs(at_desk, "q=boats&live=live")["Boats"]


def test_only_what_the_list_knows_is_kept(at_desk):
    keep(at_desk, query="live=live&section=77&headline__regex=(&p=3&q=%00x")
    assert SavedView.objects.get().query == "live=live&q=x"


def test_without_a_filter_there_is_nothing_to_keep(at_desk):
    response = keep(at_desk, query="nonsense=1")
    assert "Choose filters" in pages.said(at_desk.get(response["Location"]))[0]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\0b"])
def test_a_name_that_cannot_be_is_refused_beside_its_field(at_desk, name):
    response = keep(at_desk, name)
    assert response.status_code == 409
    assert "errorlist" in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_second_press_keeps_nothing_more(at_desk):
    keep(at_desk)
    assert keep(at_desk).status_code == 302
    assert SavedView.objects.count() == 1


def test_two_views_of_a_person_have_two_names(at_desk):
    keep(at_desk)
    response = keep(at_desk, query="live=held")
    assert response.status_code == 409
    assert "of this name already" in response.content.decode()


def test_somebody_has_only_so_many(at_desk, editor):
    for number in range(20):
        SavedView.objects.create(owner=editor, name=f"View {number}", query="q=x")
    assert "Take one away first" in keep(at_desk).content.decode()


def test_a_view_is_renamed_and_taken_away(at_desk):
    keep(at_desk)
    address = f"{VIEWS}{SavedView.objects.get().pk}/"
    at_desk.post(address, {"name": "Ships"})
    assert "Ships" in tabs(at_desk)
    assert "Ships" in at_desk.get(VIEWS).content.decode()
    at_desk.post(address, {"_delete": "1"})
    assert "Ships" not in tabs(at_desk)
    assert at_desk.post(address, {"_delete": "1"}).status_code == 404


def test_a_view_of_a_colleague_is_not_there(at_desk, reporter):
    theirs = SavedView.objects.create(owner=reporter, name="Theirs", query="q=x")
    assert "Theirs" not in tabs(at_desk)
    never = at_desk.post(f"{VIEWS}987654/", {"name": "Taken"})
    for sent in ({"name": "Taken"}, {"_delete": "1"}):
        answer = at_desk.post(f"{VIEWS}{theirs.pk}/", sent)
        assert (answer.status_code, answer.content) == (404, never.content)
    assert SavedView.objects.get().name == "Theirs"


def test_who_manages_settings_shares_a_view_with_the_desk(chief_editor, reporter):
    keep(base.signed_in(chief_editor), is_shared="on")
    assert "Boats" in tabs(base.signed_in(reporter))


def test_who_saves_a_view_again_for_the_whole_desk_shares_it(chief_editor, reporter):
    chief = base.signed_in(chief_editor)
    keep(chief)
    keep(chief, is_shared="on")
    assert "Boats" in tabs(base.signed_in(reporter))


def test_one_s_own_views_stand_before_those_that_others_share(at_desk, editor, chief_editor):
    for number in range(41):
        SavedView.objects.create(
            owner=chief_editor, name=f"A view {number}", query="q=x", is_shared=True
        )
    SavedView.objects.create(owner=editor, name="My own", query="q=x")
    shown = [words for words in tabs(at_desk) if words.startswith(("A view", "My own"))]
    assert shown[0] == "My own"


@pytest.mark.parametrize("letter", ["😀", "x", "ə"])
def test_the_longest_search_is_kept_whole(at_desk, letter):
    keep(at_desk, query=f"q={letter * 200}")
    response = at_desk.get(f"{pages.LIST}?{SavedView.objects.get().query}")
    assert response.context["cl"].filters.search == letter * 200


def test_others_share_nothing(at_desk, reporter):
    keep(at_desk, is_shared="on")
    assert "Boats" not in tabs(base.signed_in(reporter))
    assert "For the whole desk" not in at_desk.get(f"{pages.LIST}?q=x").content.decode()


def test_a_chief_of_one_section_does_not_share_with_all(town, reporter):
    chief = base.person("chief_editor", name="chief.of.town", section=town)
    keep(base.signed_in(chief), is_shared="on")
    assert "Boats" not in tabs(base.signed_in(reporter))


def test_a_shared_view_is_taken_away_but_not_renamed_by_another_chief(chief_editor):
    keep(base.signed_in(chief_editor), is_shared="on")
    view = SavedView.objects.get()
    other = base.signed_in(base.person("chief_editor", name="other.chief"))
    assert other.post(f"{VIEWS}{view.pk}/", {"name": "Mine now"}).status_code == 403
    other.post(f"{VIEWS}{view.pk}/", {"_delete": "1"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["section=1", "live=gone", "%%%", "a=b&&=", "q=" + "x" * 1500])
def test_an_old_or_broken_view_is_no_error(at_desk, editor, query):
    factories.make_article()
    SavedView.objects.create(owner=editor, name="Old", query=query)
    assert "Old" in tabs(at_desk)
    assert at_desk.get(f"{pages.LIST}?{query}").status_code == 200


def test_pages_of_views_take_a_token(editor):
    client = base.Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(VIEWS, {"name": "Boats", "query": "q=x"}).status_code == 403
    assert client.get(f"{VIEWS}{'9' * 30}/").status_code == 404
