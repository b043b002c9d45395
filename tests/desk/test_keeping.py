"""What is typed and not saved is kept by the desk, window by window, and stays out of the story."""

import json

import pytest

from articles import drafting
from articles.models import Article, AuditRow, Revision, UnsavedText
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = base.standing_clock(base.NOON)
KEEP_NEW = "/admin/articles/article/keep/"


def keep(client, article, page=None, **typed):
    """Types into a page that was opened, and lets it be kept; returns what the page would send."""
    sent = (page or pages.open_form(client, pages.change(article))) | typed
    response = client.post(pages.room(article, "keep"), sent)
    return sent, response


def go_on(client, text: UnsavedText):
    """Opens the writing page with an unsaved text."""
    address = pages.change(text.article) if text.article else pages.ADD
    return client.get(f"{address}?text={text.pk}")


def test_what_is_typed_is_kept_and_the_story_untouched(at_desk, editor):
    article = factories.make_article(headline="Ferry runs")
    before = Article.objects.values().get(pk=article.pk)
    revisions, audit = Revision.objects.count(), AuditRow.objects.count()
    _sent, response = keep(at_desk, article, headline="Ferry stops", urgency="half")
    assert response.json() == {"head": None, "state": "kept", "kept_at": "14:00:00"}
    assert "no-store" in response["Cache-Control"]
    text = UnsavedText.objects.get()
    assert (text.user, text.article, text.base_id) == (editor, article, article.head_id)
    assert (text.content["headline"], text.content["urgency"]) == ("Ferry stops", article.urgency)
    assert text.typed["urgency"] == ["half"]
    assert Article.objects.values().get(pk=article.pk) == before
    assert (Revision.objects.count(), AuditRow.objects.count()) == (revisions, audit)


def test_a_window_has_one_text_and_keeps_its_beginning(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="One")
    keep(at_desk, article, sent, headline="Two")
    keep(at_desk, article, headline="In another window")
    kept = [text.content["headline"] for text in UnsavedText.objects.order_by("id")]
    assert kept == ["Two", "In another window"]


def test_what_is_taken_back_is_not_kept(at_desk):
    article = factories.make_article(headline="Ferry runs")
    sent, _said = keep(at_desk, article, headline="Ferry stops")
    _sent, response = keep(at_desk, article, sent, headline="Ferry runs")
    assert response.json()["state"] == "saved"
    assert not UnsavedText.objects.exists()


def test_a_window_of_somebody_else_is_refused(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Mine")
    other = base.signed_in(base.person("sub_editor"))
    _sent, response = keep(other, article, sent, headline="Theirs")
    assert response.status_code == 409
    assert response.json()["sentence"].startswith("This window is not yours.")
    assert UnsavedText.objects.get().content["headline"] == "Mine"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"window": ""}, "This page does not say"),
        ({"window": "a-b"}, "This page does not say"),
        ({"note_to_editors": "x" * 2_000_001}, "This is too much text"),
        ({"body": "<p>" + "x" * 500_001}, "The text is larger than 500 kB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(at_desk, typed, said):
    article = factories.make_article()
    _sent, response = keep(at_desk, article, **{"headline": "Typed", **typed})
    assert response.status_code == 409
    assert response.json()["sentence"].startswith(said)
    assert not UnsavedText.objects.exists()


def test_hostile_input_is_kept_as_harmless_words(at_desk):
    article = factories.make_article()
    body = "<p onclick=alert(1)>Kept<script>alert(2)</script>\0</p>"
    typed = {"body": body, "headline": "NUL\0 here", "topics": ["x", "9" * 40], "section": "²"}
    typed |= {"opened": "9" * 30 + " x", "bylines-name": ["Nobody\0"], "bylines-role": [""]}
    _sent, response = keep(at_desk, article, **typed)
    assert response.json()["state"] == "kept"
    text = UnsavedText.objects.get()
    assert text.typed["body"] == ["<p>Kept</p>"] == [text.content["body"]]
    assert "\0" not in json.dumps(text.typed)
    assert go_on(at_desk, text).status_code == 200


def test_long_words_are_not_cut(at_desk):
    article = factories.make_article()
    keep(at_desk, article, seo_headline="word " * 3000)
    assert UnsavedText.objects.get().content["seo_headline"] == ("word " * 3000).strip()


def test_who_may_not_write_there_keeps_nothing(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Mine")
    stranger = base.signed_in(base.person("legal"))
    assert keep(stranger, article, sent, window="f" * 32)[1].status_code == 403
    assert stranger.post(KEEP_NEW, sent).status_code == 403
    assert at_desk.get(pages.room(article, "keep")).status_code == 405
    assert UnsavedText.objects.count() == 1


def test_a_page_hears_of_a_colleague_s_save(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Mine")
    factories.change(article, by=base.person("sub_editor"), headline="Theirs")
    _sent, response = keep(at_desk, article, sent)
    assert response.json()["state"] == "kept"
    head = response.json()["head"]
    assert head["by"] == "sub_editor"
    assert head["at"] == "10 March 2025 14:00 (UTC+04:00)"


def test_a_save_takes_the_text_of_its_window_with_it(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Kept")
    keep(at_desk, article, headline="In another window")
    pages.save(at_desk, article, opened=sent, headline="Saved")
    assert [text.content["headline"] for text in UnsavedText.objects.all()] == ["In another window"]


def test_a_refused_save_takes_it_along_too_as_it_stands_in_the_history(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Mine")
    factories.change(article, headline="Theirs")
    assert pages.save(at_desk, article, opened=sent).status_code == 409
    assert Revision.objects.get(kind="refused").content["headline"] == "Mine"
    assert not UnsavedText.objects.exists()


def test_a_save_with_a_fault_leaves_it(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Kept")
    assert pages.save(at_desk, article, opened=sent, urgency="12").status_code == 200
    assert UnsavedText.objects.exists()


def test_what_is_typed_on_during_a_save_goes_on_from_that_save(at_desk):
    article = factories.make_article(headline="Ferry runs")
    page = pages.open_form(at_desk, pages.change(article))
    at_desk.post(pages.change(article), page | {"headline": "Ferry stops"})
    keep(at_desk, article, page, headline="Ferry stops again")
    article.refresh_from_db()
    text = UnsavedText.objects.get()
    assert text.base_id == article.head_id
    laid_open = pages.fields(go_on(at_desk, text))
    assert at_desk.post(pages.change(article), laid_open).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Ferry stops again"


def test_what_was_saved_already_is_not_kept_again(at_desk, editor):
    """The answer to a save never came, a colleague saved since, and the browser had a copy."""
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Mine")
    pages.save(at_desk, article, opened=sent)
    factories.change(article, by=base.person("sub_editor"), headline="Theirs")
    _sent, response = keep(at_desk, article, sent)
    assert response.json()["state"] == "saved"
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        (base.NOON - base.DAY, base.NOON - base.DAY),
        (base.NOON - 8 * base.DAY, base.NOON),
        (base.NOON + base.DAY, base.NOON),
    ],
)
def test_a_copy_that_comes_later_is_of_the_moment_when_it_was_typed(at_desk, said, believed):
    article = factories.make_article()
    keep(at_desk, article, headline="Typed", _typed_at=str(int(said.timestamp() * 1000)))
    assert UnsavedText.objects.get().kept_at == believed


def test_old_texts_go_when_a_window_begins(at_desk, editor, settings):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="Old")
    text = UnsavedText.objects.get()
    UnsavedText.objects.update(kept_at=base.NOON - 31 * base.DAY)
    keep(at_desk, article, sent | {"window": "b" * 32}, headline="New")
    assert not UnsavedText.objects.filter(pk=text.pk).exists()


def test_two_windows_at_once_both_keep_their_words(editor):
    """What is kept twice at once is one row."""
    article = factories.make_article(by=editor)
    content = article.head.content
    for headline in ("One", "Two"):
        drafting.keep(
            article,
            {"headline": [headline], "body": [content["body"]]},
            content | {"headline": headline},
            base=article.head_id,
            window="a" * 32,
            by=editor,
            now=base.NOON,
        )
    assert UnsavedText.objects.get().content["headline"] == "Two"


def test_keeping_is_cheap(at_desk):
    article = factories.make_article()
    sent, _said = keep(at_desk, article, headline="One")
    with base.queries() as asked:
        keep(at_desk, article, sent, headline="Two")
    assert len(asked) <= 20, "\n".join(query["sql"][:150] for query in asked)


def test_the_line_says_who_is_there_and_brings_a_token(at_desk, editor):
    response = at_desk.get("/admin/articles/article/line/", headers={"accept": "application/json"})
    assert (response.json()["user"], response.json()["name"]) == (editor.pk, "editor")
    assert len(response.json()["token"]) > 40
    assert "no-store" in response["Cache-Control"]
    page = at_desk.get("/admin/articles/article/line/", headers={"accept": "text/html"})
    assert "This window may be closed" in page.content.decode()


def test_nothing_is_kept_without_a_token():
    client = base.Client(enforce_csrf_checks=True)
    client.force_login(base.person("editor"))
    article = factories.make_article()
    response = client.post(pages.room(article, "keep"), {"window": "a" * 32, "headline": "x"})
    assert response.status_code == 403
