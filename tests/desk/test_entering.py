"""Who may enter the desk, and what each role may do there."""

import pytest

from articles.models import PublishedVersion
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

ROOMS = ("preview", "publish", "withdraw", "bring_back")


def test_without_signing_in_every_page_leads_to_the_sign_in(client):
    article = factories.make_article()
    rooms = [pages.room(article, name) for name in ROOMS]
    for address in (pages.LIST, pages.ADD, pages.WIRE, pages.change(article), *rooms):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/"), address


def test_a_person_without_a_role_sees_nothing(stranger):
    article = factories.make_article()
    client = base.signed_in(stranger)
    assert client.get(pages.LIST).status_code == 403
    for name in ROOMS:
        assert client.get(pages.room(article, name)).status_code in (403, 404), name
    assert client.get(pages.change(article)).status_code in (302, 403, 404)
    assert client.get(pages.WIRE).status_code == 403
    assert article.headline not in client.get("/admin/").content.decode()


def test_a_reporter_writes_but_does_not_publish(reporter):
    article = factories.make_article(by=reporter)
    client = base.signed_in(reporter)
    assert pages.save(client, article, headline="Mended").status_code == 302
    for method in (client.get, client.post):
        answer = method(pages.room(article, "publish"))
        assert answer.status_code == 403
        assert "Your role does not allow this" in answer.content.decode()
    assert not PublishedVersion.objects.exists()
    assert "_publish" not in client.get(pages.change(article)).content.decode()


@pytest.mark.parametrize("role", ["picture_desk", "legal"])
def test_who_may_only_look_reads_the_whole_story(role):
    author = factories.make_author("Ines Varrow")
    body = "<p>The <strong>boat</strong> is blue.</p>"
    article = factories.make_article(body=body, bylines=[author])
    client = base.signed_in(base.person(role))
    page = client.get(pages.change(article))
    text = page.content.decode()
    assert page.status_code == 200
    assert article.headline in text and "Ines Varrow" in text
    assert "The <strong>boat</strong> is blue." in text
    assert 'name="_save"' not in text
    assert client.post(pages.change(article), {"headline": "Mine"}).status_code == 403
    assert factories.reloaded(article).headline == article.headline


def test_a_section_s_reporter_sees_that_section_alone(town):
    harbour = factories.make_section("Harbour")
    here, there = factories.make_article(section=town), factories.make_article(section=harbour)
    client = base.signed_in(base.person("reporter", name="mara", section=town))
    text = client.get(pages.LIST).content.decode()
    assert here.headline in text and there.headline not in text
    assert client.get(pages.room(there, "preview")).status_code == 404
    assert client.get(pages.change(there)).status_code in (302, 404)


def test_all_other_rooms_open(chief_editor):
    factories.make_live()
    client = base.signed_in(chief_editor)
    for name in ("section", "topic", "author", "image", "front", "auditrow"):
        assert client.get(f"/admin/articles/{name}/").status_code == 200, name
        if name != "auditrow":
            assert client.get(f"/admin/articles/{name}/add/").status_code == 200, name
    for address in ("/admin/", "/admin/password_change/", "/admin/articles/"):
        assert client.get(address).status_code == 200, address


def test_pages_of_the_desk_have_the_strict_policy_but_for_the_editor(at_desk, settings):
    article = factories.make_article()
    for address in ("/admin/", pages.LIST, pages.WIRE, pages.room(article, "publish")):
        policy = at_desk.get(address)["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, address
    assert "'unsafe-inline'" in at_desk.get(pages.change(article))["Content-Security-Policy"]
