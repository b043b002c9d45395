"""The writing page: create, save, preview; wrong input loses no word and breaks no page."""

from datetime import UTC, datetime

import pytest

from articles.models import Article, PublishedVersion, Revision
from tests import base, factories
from tests.desk import pages
from tests.files import hostile_bodies

pytestmark = pytest.mark.django_db


def test_a_story_is_written(at_desk, editor, town):
    author = factories.make_author("Ines Varrow")
    data = pages.open_form(at_desk, pages.ADD)
    data |= {
        "headline": "The ferry runs early",
        "body": "<p>The <strong>boat</strong> is blue.</p>",
        "section": str(town.pk),
        "bylines-name": ["Ines Varrow", "", ""],
        "bylines-role": ["Harbour correspondent", "", ""],
        "_save": "1",
    }
    answer = at_desk.post(pages.ADD, data, follow=True)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == pages.change(article)
    assert pages.said(answer) == ["Saved. Readers see no change until you publish."]
    assert (article.headline, article.section, article.created_by) == (
        "The ferry runs early",
        town,
        editor,
    )
    assert [(row.author, row.role) for row in article.bylines.all()] == [
        (author, "Harbour correspondent")
    ]
    assert article.head.made_by == editor
    assert not PublishedVersion.objects.exists()


def test_saving_a_new_story_twice_makes_one_story(at_desk):
    data = pages.open_form(at_desk, pages.ADD) | {"headline": "Ferry", "_save": "1"}
    first, second = at_desk.post(pages.ADD, data), at_desk.post(pages.ADD, data)
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1
    assert Revision.objects.count() == 1


def test_a_second_press_with_other_words_loses_neither(at_desk):
    data = pages.open_form(at_desk, pages.ADD) | {"headline": "Ferry", "_save": "1"}
    at_desk.post(pages.ADD, data)
    # The same window goes on from what it saved; another one that has the uid would be refused.
    assert at_desk.post(pages.ADD, data | {"headline": "Ferry runs"}).status_code == 302
    assert Article.objects.get().headline == "Ferry runs"
    other = data | {"headline": "Ferry stops", "window": "b" * 32}
    assert at_desk.post(pages.ADD, other).status_code == 409
    assert Article.objects.get().headline == "Ferry runs"
    headlines = [row.content["headline"] for row in Revision.objects.order_by("id")]
    assert headlines == ["Ferry", "Ferry runs", "Ferry stops"]


def test_a_uid_of_a_story_out_of_sight_makes_a_story_of_its_own(town):
    hidden = factories.make_article(section=factories.make_section("Harbour"))
    client = base.signed_in(base.person("reporter", name="mara", section=town))
    data = pages.open_form(client, pages.ADD)
    client.post(pages.ADD, data | {"uid": str(hidden.uid), "headline": "Mine", "_save": "1"})
    assert factories.reloaded(hidden).headline == hidden.headline
    assert Article.objects.get(headline="Mine").uid != hidden.uid


def test_saving_what_was_not_changed_makes_no_revision(at_desk):
    topics = [factories.make_topic("Zinc"), factories.make_topic("Amber")]
    article = factories.make_article(
        topics=topics, bylines=[(factories.make_author(), "photographs")], dated_at=base.NOON
    )
    assert pages.save(at_desk, article).status_code == 302
    assert factories.reloaded(article).head_id == article.head_id


@pytest.mark.parametrize(
    "dated_at",
    [
        datetime(2014, 10, 25, 23, 30, tzinfo=UTC),
        datetime(2014, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2015, 3, 10, 12, 0, 0, 250_000, tzinfo=UTC),
    ],
    ids=["shown twice", "shown again", "with parts of a second"],
)
def test_a_date_that_its_text_cannot_tell_stays_as_it_is(at_desk, dated_at):
    article = factories.make_article(dated_at=dated_at)
    assert pages.save(at_desk, article, headline="Another").status_code == 302
    saved = factories.reloaded(article)
    assert (saved.headline, saved.dated_at) == ("Another", dated_at)


def test_a_date_that_the_clock_showed_twice_is_not_guessed(at_desk):
    article = factories.make_article(dated_at=base.NOON)
    page = pages.save(at_desk, article, dated_at_0="2014-10-26", dated_at_1="04:30:00")
    assert page.status_code == 200
    assert factories.reloaded(article).dated_at == base.NOON


def test_what_was_chosen_before_keeps_its_place(at_desk):
    zinc, amber, lamp = (factories.make_topic(name) for name in ("Zinc", "Amber", "Lamp"))
    article = factories.make_article(topics=[zinc, amber])
    pages.save(at_desk, article, topics=[amber.pk, lamp.pk, zinc.pk])
    assert factories.reloaded(article).head.content["topics"] == [zinc.pk, amber.pk, lamp.pk]


def test_a_live_story_s_readers_see_no_change_until_it_is_published(at_desk, client):
    version = factories.make_live(headline="Ferry runs")
    pages.save(at_desk, version.article, headline="Ferry stands still", body="<p>Fog.</p>")
    text = client.get(version.get_absolute_url()).content.decode()
    assert "Ferry runs" in text and "Ferry stands still" not in text and "Fog" not in text
    page = at_desk.get(pages.change(version.article)).content.decode()
    assert "Live, with changes not published" in page
    assert version.get_absolute_url() in page


def test_the_button_to_publish_saves_and_leads_to_the_sheet(at_desk):
    article = factories.make_article()
    answer = pages.save(at_desk, article, button="_publish", headline="Ferry stops")
    assert answer["Location"] == pages.room(article, "publish")
    assert factories.reloaded(article).headline == "Ferry stops"


def test_the_preview_shows_the_draft_to_the_desk_alone(at_desk, client):
    article = factories.make_article(headline="Ferry runs", standfirst="At six.")
    answer = at_desk.get(pages.room(article, "preview"))
    text = answer.content.decode()
    assert "Ferry runs" in text and "At six." in text
    assert "no-store" in answer["Cache-Control"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert client.get(pages.room(article, "preview")).status_code == 302
    assert "Ferry runs" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 301),
        ("headline", "nul \0 nul"),
        ("body", "<p>nul \0 nul</p>"),
        ("body", "<p>" + "long " * 130_000 + "</p>"),
        ("body", "<b>" * 2000 + "deep"),
        ("bylines-name", ["Nobody Known"]),
        ("bylines-name", ["nul \0 nul"]),
        ("bylines-name", ["Somebody"] * 60),
        ("section", "999999"),
        ("section", "x"),
        ("section", "9" * 40),
        ("topics", ["x", "9" * 40]),
        ("lead_image", "-1"),
        ("urgency", "0"),
        ("urgency", "9" * 40),
        ("language", "xx"),
        ("genre", "nonsense"),
        ("dated_at_0", "tomorrow"),
        ("dated_at_0", "0001-01-01"),
        ("dated_at_1", "25:61"),
    ],
)
def test_wrong_input_is_said_and_nothing_typed_is_lost(at_desk, field, value):
    article = factories.make_article()
    typed = {"standfirst": "Kept words of the reporter.", "bylines-role": [""], field: value}
    if field == "dated_at_0":
        typed["dated_at_1"] = "00:00"
    if field == "bylines-name":
        typed["bylines-role"] = [""] * len(value)
    answer = pages.save(at_desk, article, **typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="faults"' in text
    assert "Kept words of the reporter." in text
    if isinstance(value, str) and field in ("headline", "body", "urgency", "dated_at_0"):
        # The editor is never given a sign that no text may hold.
        assert pages.fields(answer)[field] == [
            value.replace("\0", "") if field == "body" else value
        ]
    assert factories.reloaded(article).head_id == article.head_id


@pytest.mark.parametrize("base_key", ["", "x", "-1", "0", "²", "9" * 40, "999999", "nul \0"])
def test_a_base_that_is_no_revision_of_this_story_loses_no_text(at_desk, base_key):
    article = factories.make_article()
    answer = pages.save(at_desk, article, base=base_key, headline="Typed by hand")
    assert answer.status_code in (200, 409)
    assert "Typed by hand" in answer.content.decode()
    assert factories.reloaded(article).headline == article.headline


@pytest.mark.parametrize("uid", ["x", "nul \0", "9" * 400])
def test_a_uid_that_is_none_loses_no_text(at_desk, uid):
    data = pages.open_form(at_desk, pages.ADD) | {"uid": uid, "headline": "Typed by hand"}
    answer = at_desk.post(pages.ADD, data, follow=True)
    assert answer.status_code == 200
    assert "Typed by hand" in answer.content.decode()


@pytest.mark.parametrize("left_out", ["headline", "body", "language", "uid", "base", "urgency"])
def test_a_missing_field_is_no_error_of_ours(at_desk, left_out):
    article = factories.make_article()
    data = pages.open_form(at_desk, pages.change(article))
    data.pop(left_out)
    assert at_desk.post(pages.change(article), data).status_code in (200, 302, 409)


def test_an_empty_form_is_no_error_of_ours(at_desk):
    article = factories.make_article()
    assert at_desk.post(pages.ADD, {}).status_code == 200
    assert at_desk.post(pages.change(article), {}).status_code in (200, 409)


def test_more_than_the_server_takes_is_refused(at_desk):
    article = factories.make_article()
    assert pages.save(at_desk, article, body="x" * 9_000_000).status_code == 400


@pytest.mark.parametrize("name", ["9" * 40, "0", "x"])
def test_a_story_that_is_not_there_is_not_found(at_desk, name):
    for room in ("change", "preview", "publish", "withdraw", "bring-back", "settle/1"):
        answer = at_desk.get(f"{pages.LIST}{name}/{room}/")
        assert answer.status_code in (302, 404), room


def test_hostile_words_stay_words(at_desk, client):
    article = factories.make_article()
    hostile = "</textarea><script>alert(1)</script>"
    pages.save(at_desk, article, headline=hostile, standfirst=hostile, kicker=hostile)
    for address in (pages.LIST, pages.change(article), pages.room(article, "preview")):
        assert "<script>alert" not in at_desk.get(address).content.decode(), address


def test_a_hostile_body_is_cleaned_on_its_way_in(at_desk):
    article = factories.make_article()
    for body in hostile_bodies.HANDLERS[:40]:
        answer = pages.save(at_desk, article, body=body)
        assert answer.status_code in (200, 302)
        stored = factories.reloaded(article).body.lower()
        assert "<script" not in stored and "onerror=" not in stored.replace("&", "")
