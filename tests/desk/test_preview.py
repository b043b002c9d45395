"""The preview of what is typed: in every way to look at it, and nothing of it stays."""

from pathlib import Path

import pytest
from django.apps import apps

from articles.models import Article
from tests import base, factories
from tests.desk import pages
from tests.files import hostile_bodies

pytestmark = pytest.mark.django_db

clock = base.standing_clock(base.LATER)

NEW = f"{pages.ADD}preview/"
WAYS = ("article", "card", "search", "social", "print", "faults")


def opened(client, article: Article | None = None) -> dict:
    return pages.open_form(client, pages.change(article) if article else pages.ADD)


def preview(client, article: Article | None = None, show: str = "", **typed):
    """Types into the page of a story, or into that of a new one, and presses Preview."""
    address = pages.room(article, "preview") if article else NEW
    data = {**opened(client, article), **typed, "_typed": "1"}
    return client.post(f"{address}?show={show}" if show else address, data)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def everything_stored(media: Path) -> dict:
    rows = {
        model.__name__: list(model.objects.order_by("pk").values()) for model in apps.get_models()
    }
    return rows | {"files": sorted(str(path) for path in media.rglob("*"))}


def test_it_shows_what_is_typed_and_stores_nothing(at_desk, settings):
    image = factories.make_image(alt="The quay at dawn")
    article = factories.make_article(headline="Ferry runs")
    typed = {
        "headline": "Ferry stands still",
        "body": "<p>Fog over the quay.</p>",
        "lead_image": str(image.pk),
    }
    opened(at_desk, article)
    before = everything_stored(Path(settings.MEDIA_ROOT))
    for way in WAYS:
        preview(at_desk, article, way, **typed)
        preview(at_desk, None, way, **typed)
    text = text_of(preview(at_desk, article, **typed))
    assert "Ferry stands still" in text and "Fog over the quay." in text
    assert 'alt="The quay at dawn"' in text and "Ferry runs" not in text
    assert everything_stored(Path(settings.MEDIA_ROOT)) == before


def test_it_shows_a_story_that_is_not_saved_yet(at_desk, town):
    text = text_of(preview(at_desk, headline="Begun", section=str(town.pk), kicker="Harbour"))
    assert "Begun" in text and town.name in text and "Harbour" in text
    assert at_desk.get(NEW)["Location"] == pages.ADD


def test_an_update_keeps_the_date_the_address_and_the_notices_of_what_is_live(at_desk):
    version = factories.make_corrected(
        headline="Ferry runs",
        body="<p>At six.</p>",
        new_body="<p>At five.</p>",
        note="It was five.",
    )
    text = text_of(preview(at_desk, version.article, headline="Ferry stands still"))
    assert "It was five." in text
    assert "10 March 2025 14:00 (UTC+04:00)" in text
    assert version.path in text_of(preview(at_desk, version.article, "print", headline="Another"))


def test_as_a_card_it_has_the_sizes_of_the_paper(at_desk):
    article = factories.make_article(standfirst="At six.")
    text = text_of(preview(at_desk, article, "card", headline="Ferry stands still"))
    assert text.count('class="card"') == 3
    assert text.count("Ferry stands still") == 3
    assert 'class="lead"' in text and 'class="river"' in text


def test_a_search_result_has_its_day_as_the_paper_prints_it(at_desk):
    article = factories.make_live(headline="Ferry runs").article
    assert ">10 March 2025</time>" in text_of(preview(at_desk, article, "search"))


def test_as_a_search_result_it_is_cut_before_a_word(at_desk, settings):
    settings.SITE_URL = "https://courier.example"
    article = factories.make_article()
    typed = {"headline": "Harbour " * 12, "standfirst": "Boats " * 60, "slug": "harbour"}
    text = text_of(preview(at_desk, article, "search", **typed))
    assert f"{'Harbour ' * 7}…" in text
    assert f"{'Boats ' * 25}…" in text
    assert "courier.example › 2025 › 03 › 10 › harbour" in text
    assert "The title is cut" in text and "The description is cut" in text


def test_as_a_social_card_it_carries_what_networks_are_told(at_desk, settings):
    settings.SITE_URL = "https://courier.example"
    article = factories.make_article(lead_image=factories.make_image())
    typed = {"social_headline": "For friends", "social_description": "Told shortly."}
    text = text_of(preview(at_desk, article, "social", **typed))
    assert "For friends" in text and "Told shortly." in text
    assert "courier.example" in text and 'class="shared-picture"' in text
    page = text_of(preview(at_desk, article, **typed))
    assert '<meta property="og:title" content="For friends">' in page


def test_printed_for_the_legal_read_it_says_what_it_is(at_desk, editor):
    article = factories.make_article(by=editor, headline="Ferry runs")
    typed = {"note_to_editors": "Ask the harbour master.", "source": "Coastwise"}
    text = text_of(preview(at_desk, article, "print", **typed))
    assert "10 March 2025 15:00 (UTC+04:00), editor" in text
    assert f"Unsaved, as typed on revision {article.head_id}" in text
    assert "Not published: readers do not see this story." in text
    assert "Ask the harbour master." in text and "Coastwise" in text
    saved = text_of(at_desk.get(f"{pages.room(article, 'preview')}?show=print"))
    assert f"Revision {article.head_id}, saved" in saved and "Unsaved" not in saved


def test_the_printed_sheet_says_when_readers_see_these_words(at_desk):
    version = factories.make_live()
    article = version.article
    same = text_of(preview(at_desk, article, "print"))
    assert "in these words" in same and "not published" not in same
    changed = text_of(preview(at_desk, article, "print", headline="Another"))
    assert "in these words" not in changed and "This text is not published." in changed


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_light_or_dark_by_choice(at_desk, theme):
    article = factories.make_article()
    text = text_of(at_desk.get(f"{pages.room(article, 'preview')}?theme={theme}"))
    assert f"previewed-{theme}" in text
    assert "previewed-dark" not in text_of(at_desk.get(pages.room(article, "preview")))


def test_the_colours_of_a_choice_are_those_of_the_paper():
    sheets = Path("articles/static/articles")
    tokens = (sheets / "css" / "tokens.css").read_text()
    light, _is, dark = tokens.partition("@media screen and (prefers-color-scheme: dark)")
    for part, theme in ((light, "light"), (dark.partition("@media")[0], "dark")):
        own = (sheets / "admin" / f"previewed-{theme}.css").read_text()
        colours = [line.strip() for line in part.splitlines() if ": #" in line]
        assert len(colours) == 7
        assert [line.strip() for line in own.splitlines() if ": #" in line] == colours


def test_a_story_is_shown_in_its_own_language_and_direction(at_desk):
    text = text_of(preview(at_desk, headline="", language="az"))
    assert '<html lang="az"' in text
    text = text_of(preview(at_desk, headline="مرحبا", direction="rtl"))
    assert 'dir="rtl"' in text
    assert 'dir="rtl"' in text_of(preview(at_desk, None, "card", headline="م", direction="rtl"))


def test_the_block_that_is_written_in_is_marked(at_desk):
    body = '<p>One</p><blockquote cite="https://a.example/?x=>"><p>Two</p></blockquote><p>Three<br>four</p>'
    article = factories.make_article(body=body)
    address = pages.room(article, "preview")
    data = opened(at_desk, article)
    assert '<p id="here">Three' in text_of(at_desk.post(f"{address}?at=2", data))
    for nowhere in ("9", "-1", "x", "9" * 60):
        assert 'id="here"' not in text_of(at_desk.post(f"{address}?at={nowhere}", data))


def test_it_is_kept_by_nobody_framed_by_the_desk_alone_and_runs_nothing(at_desk):
    article = factories.make_article()
    for way in WAYS:
        answer = preview(at_desk, article, way)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "no-referrer"
        policy = answer["Content-Security-Policy"]
        for part in ("frame-ancestors 'self'", "script-src 'none'", "form-action 'none'"):
            assert part in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.content.decode()
        assert " style=" not in answer.content.decode()


def test_who_may_only_look_sees_what_is_saved(town):
    article = factories.make_article(section=town, headline="Ferry runs")
    client = base.signed_in(base.person("legal", section=town))
    assert "Ferry runs" in text_of(client.get(pages.room(article, "preview")))
    assert client.post(pages.room(article, "preview"), {"headline": "Mine"}).status_code == 403
    assert client.post(NEW, {"headline": "Mine"}).status_code == 403


def test_a_story_out_of_sight_is_as_one_that_never_was(town):
    hidden = factories.make_article(section=factories.make_section("Harbour"))
    client = base.signed_in(base.person("reporter", section=town))
    answers = [
        client.post(f"{pages.LIST}{key}/preview/", {"headline": "Mine"})
        for key in (hidden.pk, 98765)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_hostile_words_come_out_as_words(at_desk):
    article = factories.make_article()
    hostile = "</title></h1><script>alert(1)</script><img src=x onerror=alert(1)>"
    names = ("headline", "kicker", "standfirst", "source", "slug", "note_to_editors", "dateline")
    typed = dict.fromkeys(names, hostile) | {"bylines-name": [hostile], "bylines-role": [hostile]}
    for way in WAYS:
        text = text_of(preview(at_desk, article, way, **typed))
        assert "<script" not in text and "<img src=x" not in text, way


def test_a_hostile_body_is_cleaned(at_desk):
    data = opened(at_desk)
    for body in hostile_bodies.HANDLERS[:20]:
        text = text_of(at_desk.post(NEW, {**data, "body": body})).lower()
        written = text.partition('<div class="body"')[2].replace("&lt;", "")
        assert "<script" not in text and "onerror=" not in written.partition("&")[0]
