"""Addresses of standing pages: kept through changes, reserved, and never a section's."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Address, Section, StandingPage
from tests.addressing.answers import leads_to
from tests.base import queries
from tests.desk import pages
from tests.factories import make_live, make_section, make_standing_page

pytestmark = pytest.mark.django_db

ROOM = "/admin/articles/standingpage/"
SECTIONS = "/admin/articles/section/"
TAKEN = "This address belongs to another page of the paper."


def rename(page: StandingPage, *slugs: str) -> None:
    for slug in slugs:
        page.slug = slug
        page.save()


def test_every_address_that_a_page_had_leads_to_it_in_one_step(client):
    page = make_standing_page(slug="about")
    rename(page, "about-us", "who-we-are")
    assert leads_to(client.get("/about/")) == "/who-we-are/"
    assert leads_to(client.get("/about-us/")) == "/who-we-are/"
    assert client.get("/who-we-are/").status_code == 200


def test_a_page_that_comes_back_to_an_old_address_is_found_there(client):
    page = make_standing_page(slug="about")
    rename(page, "about-us", "about")
    assert client.get("/about/").status_code == 200
    assert leads_to(client.get("/about-us/")) == "/about/"


def test_an_old_address_in_another_edition_leads_to_that_edition(client):
    rename(make_standing_page(language="az", slug="biz"), "haqqimizda")
    assert leads_to(client.get("/az/biz/")) == "/az/haqqimizda/"
    assert client.get("/biz/").status_code == 404


@pytest.mark.parametrize("fields", [{"is_shown": False}, {"body": ""}])
def test_the_old_address_of_a_page_that_is_not_shown_tells_nothing(client, fields):
    rename(make_standing_page(slug="about", **fields), "about-us")
    with queries() as made:
        answer = client.get("/about/")
    with queries() as made_for_nothing:
        never = client.get("/never-was/")
    assert answer.status_code == 404
    assert answer.content == never.content
    assert len(made) == len(made_for_nothing)


def test_an_address_that_a_section_took_later_is_the_section_s(client):
    rename(make_standing_page(slug="about"), "about-us")
    make_live(section=make_section("About", slug="about"), headline="Rain")
    assert "Rain" in client.get("/about/").content.decode()


def test_an_address_that_a_section_left_may_become_a_page_s(client):
    section = make_section("Port")
    make_live(section=section)
    section.slug = "harbour"
    section.save()
    make_standing_page("Port", body="<p>Ours.</p>")
    assert "Ours." in client.get("/port/").content.decode()


@pytest.mark.parametrize("slug", ["topics", "authors", "admin", "media", "az", "2025", "healthz"])
def test_a_page_does_not_take_the_address_of_another_page_of_the_paper(at_desk, slug):
    sent = pages.open_form(at_desk, f"{ROOM}add/") | {"name": "Ours", "slug": slug}
    assert TAKEN in at_desk.post(f"{ROOM}add/", sent).content.decode()
    assert not StandingPage.objects.exists()


def test_a_page_does_not_take_a_section_s_address(at_desk):
    make_section("Town")
    sent = pages.open_form(at_desk, f"{ROOM}add/") | {"name": "TOWN"}
    assert TAKEN in at_desk.post(f"{ROOM}add/", sent).content.decode()
    in_another_edition = at_desk.post(f"{ROOM}add/", sent | {"language": "az"})
    assert in_another_edition.status_code == 302


def test_a_section_does_not_take_a_page_s_address(at_desk):
    make_standing_page(slug="about", is_shown=False)
    sent = pages.open_form(at_desk, f"{SECTIONS}add/") | {"name": "About"}
    assert TAKEN in at_desk.post(f"{SECTIONS}add/", sent).content.decode()
    assert not Section.objects.exists()
    in_another_edition = at_desk.post(f"{SECTIONS}add/", sent | {"language": "az"})
    assert in_another_edition.status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": "about"},
        {"slug": "other", "kind": "about"},
        {"slug": "other", "kind": "never-was"},
    ],
)
def test_the_database_holds_one_page_of_an_address_and_of_a_kind(fields):
    make_standing_page(slug="about", kind="about")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_standing_page(**fields)


def test_an_edition_may_have_many_pages_of_no_kind():
    make_standing_page("Jobs")
    make_standing_page("Tours")
    assert StandingPage.objects.count() == 2


def test_the_database_lets_an_address_lead_to_one_thing_alone():
    page, section = make_standing_page(slug="about"), make_section("Town")
    row = Address.objects.get(page=page)
    row.section = section
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
