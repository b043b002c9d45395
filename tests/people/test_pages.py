"""The list and the page of a person: who enters, what is said, faults beside their fields."""

import pytest
from django.contrib.auth import get_user_model

from articles import leaving, people
from tests import base
from tests.base import person, signed_in
from tests.desk import pages
from tests.factories import make_article
from tests.people import rooms

pytestmark = pytest.mark.django_db

User = get_user_model()
SHEETS = ("deactivate", "reactivate", "hand_over", "new_link", "sight")


def text(response) -> str:
    return response.content.decode()


def names(response) -> list[str]:
    return [user.username for user in response.context["cl"].result_list]


# Who enters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "editor", "picture_desk", "legal", ""])
def test_no_other_role_finds_people(role, operator):
    browser = signed_in(person(role))
    assert browser.get(rooms.LIST).status_code == 403
    assert browser.get(rooms.ADD).status_code == 403
    for name in ("change", *SHEETS):
        for answer in (browser.get, browser.post):
            assert answer(rooms.of(operator, name)).status_code == 404, name
    operator.refresh_from_db()
    assert operator.is_active


def test_who_is_not_signed_in_is_asked_to(client, reporter):
    for address in (rooms.LIST, rooms.of(reporter), rooms.of(reporter, "deactivate")):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_somebody_who_never_was_is_not_found(chief_s_browser):
    for key in ("999999", "9" * 40):
        for name in ("change", "deactivate", "sight", "new-link", "history"):
            assert chief_s_browser.get(f"{rooms.LIST}{key}/{name}/").status_code == 404


def test_the_rooms_lead_to_people_those_who_manage_them(chief_s_browser, operator, reporter):
    for browser in (chief_s_browser, signed_in(operator)):
        page = text(browser.get("/admin/"))
        rooms_of_the_desk = page[page.index('class="rooms"') :].partition("</nav>")[0]
        assert f'href="{rooms.LIST}"' in rooms_of_the_desk
        assert "/admin/articles/auditrow/" in rooms_of_the_desk
    assert rooms.LIST not in text(signed_in(reporter).get("/admin/"))


# The list -------------------------------------------------------------------------------------


def test_it_says_in_words_who_can_come_in(chief_s_browser, chief_editor, reporter):
    people.invite(email="ines@gazette.invalid", by=chief_editor)
    people.invite(email="tove@gazette.invalid", by=chief_editor, now=base.NOON)
    leaving.deactivate(reporter, by=chief_editor)
    page = text(chief_s_browser.get(rooms.LIST))
    for words in (
        "At the desk",
        "Invited, until ",
        "Invited; the link has expired",
        "Sent away",
        "chief editor (everywhere)",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("standing=here", ["chief_editor"]),
        ("standing=invited", ["ines"]),
        ("standing=away", ["reporter"]),
        ("role=reporter", ["reporter"]),
        ("role=none", ["ines"]),
        ("q=INES", ["ines"]),
        ("q=nobody", []),
        ("role=pope", ["chief_editor", "ines", "reporter"]),
        ("q=%00", None),
    ],
)
def test_it_is_filtered_and_searched(chief_s_browser, chief_editor, reporter, asked, found):
    people.invite(email="ines@gazette.invalid", by=chief_editor)
    leaving.deactivate(reporter, by=chief_editor)
    answer = chief_s_browser.get(f"{rooms.LIST}?{asked}")
    if found is None:
        assert answer.status_code == 400
    else:
        assert sorted(names(answer)) == found


@pytest.mark.parametrize(
    "asked", ["password__startswith=p", "is_superuser=1", "_to_field=password"]
)
def test_it_tells_nothing_that_it_does_not_show(chief_s_browser, asked):
    assert chief_s_browser.get(f"{rooms.LIST}?{asked}").status_code in (302, 400)


def test_it_costs_as_much_with_thirty_people_as_with_three(chief_s_browser, chief_editor):
    def cost() -> int:
        with base.queries() as asked:
            assert chief_s_browser.get(rooms.LIST).status_code == 200
        return len(asked)

    for name in ("ines", "tove"):
        person("reporter", name=name)
    few = cost()
    for number in range(27):
        user = person("reporter", name=f"person {number}")
        people.give(user, "legal", by=None)
        people.new_link(user, by=None)
    assert cost() == few


def test_a_person_s_page_costs_as_much_with_ten_roles_as_with_one(chief_s_browser, reporter):
    def cost() -> int:
        with base.queries() as asked:
            assert chief_s_browser.get(rooms.of(reporter)).status_code == 200
        return len(asked)

    cost()
    few = cost()
    for role in ("sub_editor", "editor", "picture_desk", "legal", "operator"):
        people.give(reporter, role, by=None)
    assert cost() == few


# The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "not an address"}, "Enter a valid email address."),
        ({"email": f"{'a' * 250}@gazette.invalid"}, "at most 254 characters"),
        ({"email": "CHIEF_EDITOR@gazette.invalid"}, "an account already"),
        ({"email": "n@gazette.invalid", "username": "Chief_Editor"}, "Choose another one"),
        ({"email": "n@gazette.invalid", "username": "a b"}, "Enter a valid username."),
        ({"email": "n@gazette.invalid", "first_name": "a" * 151}, "at most 150 characters"),
        ({"email": "n@gazette.invalid", "first_name": "a\0b"}, "Null characters"),
    ],
)
def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(
    chief_s_browser, typed, sentence
):
    answer = pages.act(chief_s_browser, rooms.ADD, last_name="Varrow", **typed)
    assert answer.status_code == 200 and sentence in text(answer)
    assert "Nothing was saved yet." in text(answer)
    kept = pages.fields(answer)
    assert kept["last_name"] == ["Varrow"] and kept["email"] == [typed["email"]]
    assert User.objects.count() == 1


def test_a_name_is_signed_in_with_however_it_was_typed(chief_s_browser, client, mails):
    """The ligature is two letters to whoever types it at the door."""
    pages.act(chief_s_browser, rooms.ADD, email="n@gazette.invalid", username="ﬁona")
    user = User.objects.get(username="fiona")
    word = people.new_link(user, by=None)
    people.accept(word, password=base.PASSWORD)
    entered = client.post("/admin/login/", {"username": "ﬁona", "password": base.PASSWORD})
    assert entered.status_code == 302


def test_markup_in_a_name_is_only_a_name(chief_s_browser, reporter):
    pages.act(chief_s_browser, rooms.of(reporter), first_name="<b>Ines</b>", last_name="{{ 7 }}")
    for address in (rooms.LIST, rooms.of(reporter), rooms.of(reporter, "sight")):
        page = text(chief_s_browser.get(address))
        assert "&lt;b&gt;Ines&lt;/b&gt; {{ 7 }}" in page and "<b>Ines" not in page


def test_it_needs_no_script(chief_s_browser, reporter):
    for address in (rooms.ADD, rooms.of(reporter), rooms.of(reporter, "sight")):
        page = text(chief_s_browser.get(address))
        assert "jquery" not in page and " style=" not in page and " onclick=" not in page


def test_nobody_forges_an_account_s_rights(chief_s_browser, reporter):
    forged = {"is_superuser": "on", "is_staff": "", "password": "x", "username": "root"}
    pages.act(chief_s_browser, rooms.of(reporter), **forged)
    user = User.objects.get(pk=reporter.pk)
    assert (user.is_superuser, user.is_staff, user.username) == (False, True, "reporter")
    assert user.check_password(base.PASSWORD)


def test_a_superuser_s_page_is_read_by_a_chief_and_not_changed(chief_s_browser):
    root = User.objects.create_superuser("root", "root@gazette.invalid")
    page = chief_s_browser.get(rooms.of(root))
    assert "no role of the paper" in text(page)
    assert pages.fields(page) == {}
    assert chief_s_browser.post(rooms.of(root), {"email": "x@gazette.invalid"}).status_code == 403


def test_a_person_is_never_deleted(chief_s_browser, reporter):
    assert chief_s_browser.post(f"{rooms.LIST}{reporter.pk}/delete/").status_code == 403
    chief_s_browser.post(
        rooms.LIST, {"action": "delete_selected", "_selected_action": [reporter.pk], "post": "yes"}
    )
    assert User.objects.filter(pk=reporter.pk).exists()


def test_its_history_is_the_audit_of_the_person(chief_s_browser, chief_editor, reporter):
    make_article(by=reporter)
    people.change(reporter, {"first_name": "Ines"}, by=chief_editor)
    page = chief_s_browser.get(rooms.of(reporter, "history"), follow=True)
    assert "person changed" in text(page)
