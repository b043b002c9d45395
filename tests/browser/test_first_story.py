"""The main job in a real browser: from the wire to a reader."""

from pathlib import Path

import pytest

from articles.models import Article, PublishedVersion, Revision
from tests import base, factories
from tests.browser.conftest import faults, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[2]
DISPATCH = ROOT / "tests" / "files" / "dispatch.txt"
SEED = sorted((ROOT / ".." / "shared" / "seed").resolve().glob("*.txt"))


@pytest.fixture
def editor_s_page(person):
    factories.make_section("Town")
    return person().sign_in(base.person("editor"))


def _bring_in(page, text: str) -> None:
    page.get_by_role("link", name="From the wire").first.click()
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Read").click()
    page.get_by_role("button", name="Bring in").click()


def _save_with_headline(page, headline: str) -> None:
    page.get_by_label("Headline", exact=True).fill(headline)
    page.locator(".field-section .select2-selection").click()
    page.keyboard.type("Town")
    page.locator(".select2-results__option--highlighted", has_text="Town").click()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Readers see no change until you publish.").wait_for()


def _publish(page) -> None:
    page.get_by_role("button", name="Publish…").click()
    _pass_and_press(page)
    page.locator(".messagelist .success", has_text="Published").wait_for()


def _pass_and_press(page) -> None:
    """Passes what the sheet asks about, with a word, and publishes."""
    page.locator(".outcome-press").wait_for()
    if page.get_by_label("Why all the same").count():
        page.get_by_label("Why all the same").fill("As agreed.")
    page.locator(".outcome-press").click()


def _as_reader(person, path: str):
    reader = person()
    page = reader.page()
    assert page.goto(f"{reader.site}{path}").status == 200
    assert reader.context.cookies() == []
    return page


def test_a_dispatch_becomes_a_story_that_readers_read(person, editor_s_page):
    page = editor_s_page
    _bring_in(page, DISPATCH.read_text())
    page.get_by_text("Brought in. Give it a headline").wait_for()
    assert not PublishedVersion.objects.exists()
    _save_with_headline(page, "The lamp is lit again")

    page.goto(page.url.replace("change/", "preview/"))
    assert page.get_by_role("heading", level=1).inner_text() == "The lamp is lit again"
    page.goto(page.url.replace("preview/", "change/"))
    _publish(page)

    path = PublishedVersion.objects.get().path
    assert path == "/2024/05/14/the-lamp-is-lit-again/"
    reader = _as_reader(person, path)
    time = reader.locator("article time").first
    assert time.inner_text() == "14 May 2024 18:20 (UTC+04:00)"
    assert time.get_attribute("datetime") == "2024-05-14T18:20:00+04:00"
    assert "We counted the minutes" in reader.locator("article").inner_text()
    assert violations(reader) == []

    before = (Article.objects.count(), Revision.objects.count(), PublishedVersion.objects.count())
    _bring_in(page, DISPATCH.read_text())
    page.get_by_text("nothing was changed").wait_for()
    after = (Article.objects.count(), Revision.objects.count(), PublishedVersion.objects.count())
    assert before == after


def test_typing_in_the_editor_reaches_readers_when_it_is_published(person, editor_s_page):
    version = factories.make_live(headline="Ferry runs", body="<p>The boat is blue.</p>")
    page = editor_s_page
    page.goto(page.url + f"articles/article/{version.article_id}/change/")
    body = page.frame_locator(".rich-text iframe").locator("body")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("It leaves ")
    page.keyboard.press("Control+b")
    page.keyboard.type("at six")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Readers see no change until you publish.").wait_for()
    # Chromium itself writes a space that ends a word's markup as one that does not break.
    body = factories.reloaded(version.article).body.replace("&nbsp;", " ")
    assert body == "<p>The boat is blue.</p><p>It leaves <strong>at six</strong>.</p>"
    assert "at six" not in _as_reader(person, version.path).locator("article").inner_text()

    _publish(page)
    assert _as_reader(person, version.path).locator("article strong").inner_text() == "at six"


def test_stepping_back_from_the_sheet_goes_on_where_the_save_was(editor_s_page):
    article = factories.make_article(headline="Ferry runs")
    page = editor_s_page
    page.goto(page.url + f"articles/article/{article.pk}/change/")
    page.get_by_label("Headline", exact=True).fill("Ferry runs early")
    page.get_by_role("button", name="Publish…").click()
    page.wait_for_url("**/publish/")
    page.go_back()
    page.get_by_label("Headline", exact=True).fill("Ferry runs earlier still")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Readers see no change until you publish.").wait_for()
    assert factories.reloaded(article).headline == "Ferry runs earlier still"
    assert not Revision.objects.filter(kind="refused").exists()


def test_the_desk_works_without_scripts(person, chromium, live_server):
    article = factories.make_article(headline="Ferry runs", body="<p>The boat is blue.</p>")
    one = person()
    one.sign_in(base.person("editor"))
    bare = chromium.new_context(
        java_script_enabled=False, storage_state=one.context.storage_state()
    )
    page = bare.new_page()
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Headline", exact=True).fill("Ferry stands still")
    page.get_by_label("Body", exact=True).fill("<p>Fog.</p>")
    page.get_by_role("button", name="Publish…").click()
    _pass_and_press(page)
    assert PublishedVersion.objects.get().headline == "Ferry stands still"
    assert factories.reloaded(article).body == "<p>Fog.</p>"
    bare.close()


def _pages_of_the_desk(page, site: str):
    """Every kind of page, opened one after the other."""
    topics = [factories.make_topic("Ferries"), factories.make_topic("Harbour")]
    version = factories.make_live(
        headline="Ferry runs", body="<p>The boat is blue.</p>", topics=topics
    )
    article = version.article
    desk = f"{site}/admin/articles/article/"
    for address in ("", "add/", f"{article.pk}/change/", "wire/"):
        page.goto(desk + address)
        yield
    page.get_by_label("Text", exact=True).fill(DISPATCH.read_text())
    page.get_by_role("button", name="Read").click()
    yield
    for sheet in ("publish/", "withdraw/", "history/", "preview/"):
        page.goto(f"{desk}{article.pk}/{sheet}")
        yield
    page.goto(f"{desk}{article.pk}/change/")
    factories.change(article, headline="Ferry stands still", body="<p>Fog.</p>")
    page.get_by_label("Standfirst", exact=True).fill("Written meanwhile.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="Two texts of one story").wait_for()
    yield
    page.goto(f"{desk}{article.pk}/change/")
    page.locator("[name=bylines-name]").first.fill("Nobody Known")
    page.get_by_role("button", name="Save draft").click()
    page.locator(".faults").wait_for()
    yield
    for room in ("", "articles/section/add/", "articles/author/", "articles/topic/add/"):
        page.goto(f"{site}/admin/{room}")
        yield
    image = factories.make_image(caption="A ferry that nobody had seen before, off the old quay")
    rooms = (
        "front/add/", "front/", "section/", "topic/", f"topic/{topics[0].pk}/change/",
        "storytemplate/", "storytemplate/add/", "image/", f"image/{image.pk}/change/",
    )  # fmt: skip
    for room in (*(f"articles/{room}" for room in rooms), "articles/auditrow/"):
        page.goto(f"{site}/admin/{room}")
        yield
    page.goto(f"{site}/admin/articles/image/add/")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".faults").wait_for()
    yield


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_everybody_can_use_the_desk(person, width, scheme):
    """No fault that axe knows, nothing wider than the window, no complaint of the policy."""
    one = person(width=width, scheme=scheme)
    page = one.sign_in(base.person("chief_editor"))
    found = []
    for _opened in _pages_of_the_desk(page, one.site):
        # CKEditor draws its own toolbar and frame; its faults are its own (decision 0002).
        found += faults(page, without=(".cke",))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_everybody_can_read_the_paper(person, width, scheme):
    author = factories.make_author("Ines Varrow")
    body = "<p>The <a href='/town/'>boat</a> is blue.</p>"
    version = factories.make_live(
        headline="Ferry runs", body=body, bylines=[author], topics=[factories.make_topic("Ferries")]
    )
    factories.make_live(headline="Tram stops", lead_image=factories.make_image(alt="A tram"))
    reader = person(width=width, scheme=scheme)
    page = reader.page()
    found = []
    lists = ("/", "/town/", "/2025/", "/2025/03/10/", "/topics/ferries/", "/authors/ines-varrow/")
    for path in (*lists, version.path, "/nowhere/"):
        page.goto(f"{reader.site}{path}")
        found += faults(page)
    assert not found, "\n".join(found)
    assert reader.context.cookies() == []


@pytest.mark.parametrize("file", SEED, ids=lambda file: file.name)
def test_the_real_dispatch_is_read_at_exactly_its_time(person, editor_s_page, file):
    page = editor_s_page
    text = file.read_text()
    _bring_in(page, text)
    _save_with_headline(page, "Test headline")
    _publish(page)
    version = PublishedVersion.objects.get()
    time = _as_reader(person, version.path).locator("article time").first
    literal = text.strip().splitlines()[0]
    assert literal.endswith(time.inner_text())
    assert time.get_attribute("datetime").startswith(literal.split()[1])
    revisions = Revision.objects.count()
    _bring_in(page, text)
    page.get_by_text("nothing was changed").wait_for()
    assert Revision.objects.count() == revisions
