"""Restoring: an earlier text, a field or a paragraph opens in the writing page and is not saved."""

import pytest

from articles import drafting
from articles.errors import Refused
from articles.models import Revision, UnsavedText
from articles.richtext import plain_text
from tests import base, factories
from tests.base import LATER, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = base.standing_clock(LATER)
GONE = 987654321


def _restore(client, article, revision, **what):
    sent = {"revision": getattr(revision, "pk", revision), **what}
    return client.post(pages.room(article, "restore"), sent)


def _laid_out(answer, article) -> UnsavedText:
    """The text with which the answer opens the writing page."""
    text = UnsavedText.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{pages.change(article)}?text={text.pk}",
    )
    return text


def _two_texts(by, before: dict, after: dict):
    """(story, its first revision)."""
    article = factories.make_article(by=by, **before)
    first = article.head
    return factories.change(article, by=by, **after), first


def _said(client, answer) -> list[str]:
    return pages.said(client.get(answer["Location"]))


def test_a_whole_text_opens_unsaved_and_says_where_it_is_from(at_desk, editor):
    article, first = _two_texts(
        editor,
        {"headline": "First", "body": "<p>First.</p>", "topics": [factories.make_topic()]},
        {"headline": "Second", "body": "<p>Second.</p>", "topics": []},
    )
    text = _laid_out(_restore(at_desk, article, first), article)
    assert (text.kind, text.base, text.user) == ("restored", article.head, editor)
    assert text.note == "from the text of 10 March 2025 14:00 (UTC+04:00)"
    names = ("headline", "body", "topics")
    assert [text.content[name] for name in names] == [first.content[name] for name in names]
    assert factories.reloaded(article).headline == "Second"
    assert article.revisions.count() == 2


def test_one_field_alone(at_desk, editor):
    article, first = _two_texts(
        editor, {"headline": "First", "kicker": "K"}, {"headline": "Second", "kicker": "L"}
    )
    text = _laid_out(_restore(at_desk, article, first, field="headline"), article)
    assert (text.content["headline"], text.content["kicker"]) == ("First", "L")


@pytest.mark.parametrize(
    "before, now, block, restored",
    [
        ("One. Two old. Three.", "One. Two new. Three.", 1, "One. Two old. Three."),
        ("One. Two. Three.", "One. Three.", 1, "One. Two. Three."),
        ("One. Two.", "Two.", 0, "One. Two."),
        ("One. Two.", "One.", 1, "One. Two."),
        ("A. B. C. D.", "C. New. D.", 1, "B. C. New. D."),
        ("A. B. C. D.", "C. New. D.", 0, "A. C. New. D."),
        ("One.", "", 0, "One."),
    ],
)
def test_one_paragraph_comes_back_where_it_stood(at_desk, editor, before, now, block, restored):
    def body(words: str) -> str:
        return "".join(f"<p>{each.strip()}.</p>" for each in words.split(".") if each.strip())

    article, first = _two_texts(
        editor, {"headline": "First", "body": body(before)}, {"headline": "Now", "body": body(now)}
    )
    text = _laid_out(_restore(at_desk, article, first, block=block), article)
    assert text.content["body"] == body(restored)
    assert text.content["headline"] == "Now"


@pytest.mark.parametrize("block", ["0", "7", "x", "", "-1", "9" * 40, "²"])
def test_a_paragraph_that_needs_none_or_never_was_lays_nothing_out(at_desk, editor, block):
    article, first = _two_texts(
        editor, {"body": "<p>One.</p><p>Two.</p>"}, {"body": "<p>One.</p><p>Other words.</p>"}
    )
    answer = _restore(at_desk, article, first, block=block)
    assert pages.room(article, "compare") in answer["Location"]
    assert _said(at_desk, answer)
    assert not UnsavedText.objects.exists()


def test_what_is_gone_since_is_left_out_and_said(at_desk, editor):
    topic, author = factories.make_topic(), factories.make_author()
    article = factories.make_article(by=editor, headline="Now")
    content = article.head.content | {
        "headline": "Then",
        "topics": [GONE, topic.pk],
        "bylines": [{"author": GONE, "role": ""}, {"author": author.pk, "role": "text"}],
        "section": GONE,
        "lead_image": GONE,
        "language": "tlh",
    }
    old = Revision.objects.create(article=article, made_at=NOON, content=content)
    answer = _restore(at_desk, article, old)
    text = _laid_out(answer, article)
    assert text.content["headline"] == "Then"
    assert text.content["topics"] == [topic.pk]
    assert text.content["bylines"] == [{"author": author.pk, "role": "text"}]
    for name in ("section", "lead_image", "language"):
        assert text.content[name] == article.head.content[name], name
    said = " ".join(_said(at_desk, answer))
    for label in ("Topics: what is gone", "Bylines: what is gone", "Section stays as it is now.",
                  "Lead picture stays as it is now.", "Language stays as it is now."):  # fmt: skip
        assert label in said, label
    assert "Nothing is saved yet." in said


def test_a_section_out_of_reach_stays_as_it_is(chief_editor):
    town, sport = factories.make_section("Town"), factories.make_section("Sport")
    editor = base.person("editor", name="of.town", section=town)
    article, first = _two_texts(
        chief_editor,
        {"section": sport, "headline": "In sport"},
        {"section": town, "headline": "In town"},
    )
    client = base.signed_in(editor)
    answer = _restore(client, article, first)
    text = _laid_out(answer, article)
    assert (text.content["section"], text.content["headline"]) == (town.pk, "In sport")
    assert any("You have no role in this section." in words for words in _said(client, answer))


def test_holds_and_embargoes_never_come_or_go_with_a_text(at_desk, editor):
    article, first = _two_texts(
        editor,
        {"headline": "First"},
        {"headline": "Second", "embargoed_until": base.EVENING, "legal_hold": True},
    )
    answer = _restore(at_desk, article, first)
    text = _laid_out(answer, article)
    assert text.content["embargoed_until"] == article.head.content["embargoed_until"]
    assert text.content["legal_hold"] is True
    assert any(words.startswith("Embargoed until stays") for words in _said(at_desk, answer))
    with pytest.raises(Refused):
        drafting.restore_field(article, first, "legal_hold", by=editor, now=LATER)


@pytest.mark.parametrize("field", ["x", "", "legal_hold", "uid", "head", "body\0"])
def test_a_field_that_no_story_gives_back_is_refused(at_desk, editor, field):
    article, first = _two_texts(editor, {"headline": "First"}, {"headline": "Second"})
    assert _said(at_desk, _restore(at_desk, article, first, field=field))
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize("lost", ["thinned_at", "redacted_at"])
def test_a_text_that_is_not_kept_any_more_gives_nothing_back(at_desk, editor, lost):
    article = factories.make_article(by=editor)
    content = article.head.content if lost == "redacted_at" else {}
    gone = Revision.objects.create(article=article, made_at=NOON, content=content, **{lost: LATER})
    for what in ({}, {"field": "headline"}, {"block": "0"}):
        answer = _restore(at_desk, article, gone, **what)
        assert "The words of this text are not kept any more." in _said(at_desk, answer)
    assert not UnsavedText.objects.exists()


def test_the_present_text_is_nothing_to_restore(at_desk, editor):
    article = factories.make_article(by=editor)
    answer = _restore(at_desk, article, article.head)
    assert "There is nothing to restore: the text says so now." in _said(at_desk, answer)


@pytest.mark.parametrize("revision", ["", "x", "0", "-1", "9" * 40, "987654321"])
def test_a_revision_that_never_was_is_not_found(at_desk, editor, revision):
    article = factories.make_article(by=editor)
    assert _restore(at_desk, article, revision).status_code == 404


def test_a_revision_of_another_story_is_not_found(at_desk, editor):
    article, other = factories.make_article(by=editor), factories.make_article(by=editor)
    assert _restore(at_desk, article, other.head).status_code == 404
    assert not UnsavedText.objects.exists()


def test_whoever_only_opens_the_address_finds_the_history(at_desk, editor):
    article = factories.make_article(by=editor)
    answer = at_desk.get(pages.room(article, "restore"))
    assert answer["Location"] == pages.room(article, "history")
    assert not UnsavedText.objects.exists()


def test_the_buttons_stand_where_the_later_text_is_the_present_one(at_desk, legal, editor):
    article, first = _two_texts(
        editor,
        {"headline": "First", "body": "<p>One.</p><p>Two.</p>"},
        {"headline": "Second", "body": "<p>One.</p>", "legal_hold": True},
    )
    address = pages.room(article, "compare")
    sides = {"from": f"r{first.pk}", "to": "now"}
    page = at_desk.get(address, sides)
    assert pages.fields(page) == {"revision": [str(first.pk)]}
    text = page.content.decode()
    assert 'name="field" value="headline"' in text
    assert 'name="field" value="legal_hold"' not in text
    assert 'name="block" value="1"' in text
    turned = at_desk.get(address, {"from": "now", "to": f"r{first.pk}"}).content.decode()
    looked_at = base.signed_in(legal).get(address, sides).content.decode()
    for without in (turned, looked_at):
        assert 'form="restore"' not in without


def test_a_body_of_many_kinds_of_blocks_gives_one_back_and_keeps_the_rest(at_desk, editor):
    table = "<table><tbody><tr><td>Linnet</td><td>12</td></tr></tbody></table>"
    rest = f"<h2>Over the wall</h2>{table}<blockquote><p>So she said.</p></blockquote>"
    article, first = _two_texts(
        editor,
        {"body": f"<p>First words of the day.</p>{rest}"},
        {"body": f"<p>Last words of the day.</p>{rest}"},
    )
    text = _laid_out(_restore(at_desk, article, first, block="0"), article)
    assert text.content["body"] == first.content["body"]
    assert "Linnet" in plain_text(text.content["body"])
