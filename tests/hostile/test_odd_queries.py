"""Queries that no page of the desk links to are the sender's mistake, never an error of ours."""

import pytest

from tests.base import NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import make_article

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
HUGE = "9" * 30


@pytest.fixture
def chief(chief_editor):
    client = signed_in(chief_editor)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "query",
    [
        "headline__regex=(",
        "headline__iregex=(a%2B)%2B$",
        f"id__in=1,{HUGE}",
        f"urgency={HUGE}",
        "dated_at__year=x",
        "dated_at__range=1",
        "head__isnull=x",
        "section__id__exact=x",
        f"section__id__exact={HUGE}",
        "no_such_column=1",
        "o=9.-9.x",
        f"p={HUGE}",
        "q=%00",
        "live=x",
        "_facets=1&all=1&e=1",
        "_to_field=uid",
        "_popup=1&_to_field=id",
    ],
)
def test_a_list_asked_oddly(chief, query):
    make_article()
    assert chief.get(f"{pages.LIST}?{query}").status_code < 500


@pytest.mark.parametrize(
    "room, query",
    [
        ("articles/auditrow", f"story={HUGE}"),
        ("articles/auditrow", "person=x"),
        ("articles/auditrow", "at__gte=x"),
        ("articles/auditrow", f"number__in={HUGE}"),
        ("auth/user", "memberships__section__id__exact=x"),
        ("auth/user", f"memberships__section__id__exact={HUGE}"),
        ("auth/user", f"id__in={HUGE}"),
        ("auth/user", "username__regex=("),
        ("articles/section", f"id__in={HUGE}"),
        ("articles/author", "name__regex=("),
    ],
)
def test_another_list_asked_oddly(chief, room, query):
    make_article(embargoed_until=NOON)
    assert chief.get(f"/admin/{room}/?{query}").status_code < 500


@pytest.mark.parametrize(
    "room, field",
    [
        ("articles/article", "section"),
        ("articles/article", "further_sections"),
        ("articles/article", "topics"),
        ("articles/article", "lead_image"),
        ("articles/article", "dated_at"),
        ("articles/article", "embargoed_until"),
        ("articles/article", "urgency"),
        ("articles/article", "bylines"),
        ("articles/section", "parent"),
        ("articles/author", "user"),
        ("articles/front", "language"),
        ("auth/user", "email"),
    ],
)
def test_a_new_form_opened_with_odd_beginnings(chief, room, field):
    for value in ("x", HUGE, "%00", "-1", "1,x"):
        assert chief.get(f"/admin/{room}/add/?{field}={value}").status_code < 500, value


@pytest.mark.parametrize("room", ["articles/article", "articles/auditrow", "auth/user"])
def test_a_page_of_an_odd_key_is_not_found(chief, room):
    for key in ("x", HUGE, "-1", "_5F", "1_", "%00", "%C3%28", "1/2", "²"):
        for page in ("change", "history", "delete"):
            answer = chief.get(f"/admin/{room}/{key}/{page}/")
            assert answer.status_code in (403, 404), (key, page)


@pytest.mark.parametrize("field", ["", "x", "uid", "id", "%00"])
def test_a_page_asked_for_by_an_odd_column(chief, field):
    story = make_article()
    for page in ("change", "delete"):
        address = f"/admin/articles/article/{story.pk}/{page}/?_to_field={field}"
        for method in (chief.get, chief.post):
            assert method(address).status_code < 500, page


@pytest.mark.parametrize("role", ["reporter", "editor", "chief_editor", "operator"])
def test_a_form_without_its_own_counts_is_no_error_of_ours(role):
    user = person(role)
    client = signed_in(user)
    client.raise_request_exception = False
    for count in ("", "x", "-1", "20"):
        counts = {"memberships-TOTAL_FORMS": count, "memberships-INITIAL_FORMS": count}
        for address in (
            "/admin/auth/user/add/",
            "/admin/auth/user/sight/",
            f"/admin/auth/user/{user.pk}/change/",
            f"/admin/auth/user/{user.pk}/sight/",
        ):
            sent = counts | {"email": "new@gazette.invalid"}
            assert client.post(address, sent).status_code < 500, (address, count)
