"""Any two texts of a story beside each other: which can be named, by whom, and what is said."""

import pytest

from articles import drafting, publishing
from articles.errors import StaleBase
from articles.models import Article, Revision, UnsavedText
from tests import base, factories
from tests.base import LATER, MINUTE, NOON
from tests.desk import pages

pytestmark = [pytest.mark.django_db]

clock = base.standing_clock(LATER)


def _compare(client, article, **query):
    return client.get(pages.room(article, "compare"), query)


def _text(client, article, **query) -> str:
    response = _compare(client, article, **query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _paragraphs(*words: str) -> str:
    return "".join(f"<p>{each}</p>" for each in words)


def _unsaved(article, user, **changes) -> UnsavedText:
    article = factories.reloaded(article)
    return drafting.lay_out(article, changes, base=article.head, by=user, kind="saved", now=LATER)


def test_without_a_word_it_compares_the_last_two(at_desk, editor):
    article = factories.make_article(by=editor, headline="First headline")
    factories.change(article, by=editor, headline="Second headline")
    third = factories.change(article, by=editor, headline="Third headline")
    page = _text(at_desk, article)
    assert "Second" in page
    assert "First" not in page
    assert f'<option value="r{third.head_id}">' in page
    assert '<option value="now" selected>' in page


def test_any_two_revisions_and_back(at_desk, editor):
    article = factories.make_article(by=editor, headline="First headline")
    first = article.head_id
    second = factories.change(article, by=editor, headline="Second headline").head_id
    factories.change(article, by=editor, headline="Third headline")
    for sides in (
        {"from": f"r{first}", "to": f"r{second}"},
        {"from": f"r{second}", "to": f"r{first}"},
    ):
        page = _text(at_desk, article, **sides)
        assert "First" in page
        assert "Second" in page
        assert "Restore the whole" not in page


def test_the_draft_with_what_readers_see(at_desk, editor):
    article = factories.make_live(by=editor, headline="Live headline").article
    article = factories.change(article, by=editor, headline="Draft headline")
    way = f"{pages.room(article, 'compare')}?from=live&amp;to=now"
    assert way in at_desk.get(pages.change(article)).content.decode()
    version = article.versions.get()
    for name in ("live", f"v{version.pk}"):
        page = _text(at_desk, article, **{"from": name, "to": "now"})
        assert "Live" in page
        assert "Draft" in page
    publishing.publish(factories.reloaded(article), by=editor, now=LATER)
    assert way not in at_desk.get(pages.change(article)).content.decode()


def test_a_story_that_nobody_reads_is_said_to_be_none(at_desk, editor):
    article = factories.make_article(by=editor)
    assert "Readers do not see this story now." in _text(at_desk, article, **{"from": "live"})


def test_mine_with_theirs(at_desk, editor):
    article = factories.make_article(by=editor, headline="Headline before")
    first = article.head_id
    factories.change(article, headline="Headline of theirs")
    with pytest.raises(StaleBase) as refused:
        drafting.save(
            factories.reloaded(article), {"headline": "Headline of mine"}, base=first, by=editor
        )
    page = _text(at_desk, article, **{"from": "now", "to": f"r{refused.value.mine.pk}"})
    assert "theirs" in page
    assert "mine" in page


def test_unsaved_texts_are_for_their_writers_and_for_those_who_may_edit(editor, at_desk):
    article = factories.make_article(by=editor, headline="Saved headline")
    writer = base.person("reporter", name="writer")
    other = base.person("reporter", name="other")
    mine = _unsaved(article, writer, headline="Typed headline")
    sides = {"from": "now", "to": f"u{mine.pk}"}
    assert "Typed" in _text(base.signed_in(writer), article, **sides)
    assert "Typed" in _text(at_desk, article, **sides)
    stranger = base.signed_in(other)
    assert _compare(stranger, article, **sides).status_code == 404
    assert stranger.get(pages.room(article, "text", f"u{mine.pk}")).status_code == 404
    assert f'value="u{mine.pk}"' not in _text(stranger, article)
    assert f'value="u{mine.pk}"' in _text(at_desk, article)


def test_it_is_said_plainly_that_both_are_the_same(at_desk, editor):
    article = factories.make_article(by=editor)
    head = article.head_id
    page = _text(at_desk, article, **{"from": f"r{head}", "to": "now"})
    assert "Both are the same: nothing differs." in page
    assert "first text" in _text(at_desk, article)


def test_the_body_is_summed_up_folded_and_led_through(at_desk, editor):
    same = [f"Paragraph {number} stays." for number in range(12)]
    article = factories.make_article(by=editor, body=_paragraphs("One old word.", *same, "Last."))
    factories.change(article, by=editor, body=_paragraphs("One new word.", *same, "Last.", "More."))
    page = _text(at_desk, article)
    assert "Paragraphs: 1 changed, 1 added" in page
    assert "40 → 41 words" in page
    assert "<summary>11 paragraphs unchanged</summary>" in page
    assert 'href="#change-1"' in page
    assert 'href="#change-2">Next change' in page
    assert 'id="change-2" tabindex="-1"' in page
    assert 'class="compare-cells"' in page
    inline = _text(at_desk, article, view="inline")
    assert 'class="compare-cells"' not in inline
    assert "view=beside" in inline


def test_the_text_has_the_language_and_direction_of_the_story(at_desk, editor):
    section = factories.make_section("مدينة", language="ar")
    article = factories.make_article(
        by=editor, language="ar", section=section, body="<p>كلمة واحدة.</p>"
    )
    factories.change(article, by=editor, body="<p>كلمة ثانية.</p>", headline="عنوان")
    page = _text(at_desk, article)
    assert page.count('<div class="compare-text diff" lang="ar" dir="rtl">') == 2
    assert page.count('<div class="diff compare-words" lang="ar" dir="rtl">') == 2


def test_a_text_that_was_thrown_away_is_not_compared_and_says_so(at_desk, editor):
    article = factories.make_article(by=editor)
    lost = Revision.objects.create(
        article=article, made_at=NOON, made_by=editor, content={}, thinned_at=LATER
    )
    said = "thrown away on 10 March 2025 15:00"
    assert said in _text(at_desk, article, **{"from": f"r{lost.pk}", "to": "now"})
    assert said in _text(at_desk, article, **{"from": f"r{lost.pk}", "to": f"r{lost.pk}"})
    assert said in at_desk.get(pages.room(article, "text", f"r{lost.pk}")).content.decode()


def test_one_text_is_read_with_its_fields_and_its_body(at_desk, editor):
    article = factories.make_article(
        by=editor, headline="First headline", body="<p>First <em>body</em>.</p>"
    )
    first = article.head_id
    article = factories.change(article, by=editor, headline="Second", body="<p>Second.</p>")
    page = at_desk.get(pages.room(article, "text", f"r{first}")).content.decode()
    for words in ("First headline", "<p>First <em>body</em>.</p>", "Compare with now", "Restore…"):
        assert words in page, words
    page = at_desk.get(pages.room(article, "text", "now")).content.decode()
    assert "Second" in page
    assert "Restore…" not in page
    assert at_desk.get(pages.room(article, "text", "live")).status_code == 404


HUGE = "9" * 30


@pytest.mark.parametrize(
    "name",
    ["x", "r", "r0", f"r{HUGE}", "r999999999999999999", "v1", "u1", "r-1", "r1 ", "R1", "r²",
     "nowhere", "r1\0", "../now", "r٣"],
)  # fmt: skip
def test_a_side_that_never_was_is_not_found(at_desk, editor, name):
    article = factories.make_article(by=editor)
    assert _compare(at_desk, article, **{"from": name}).status_code == 404
    assert _compare(at_desk, article, to=name).status_code == 404
    assert _compare(at_desk, article, **{"from": name, "to": name}).status_code == 404


def test_texts_of_another_story_are_not_found_in_the_same_words(at_desk, editor):
    article = factories.make_article(by=editor)
    other = factories.make_live(by=editor, headline="Of another story").article
    version = other.versions.get()
    text = _unsaved(other, editor, headline="Typed")
    never = _compare(at_desk, article, to="r987654321")
    for name in (f"r{other.head_id}", f"v{version.pk}", f"u{text.pk}"):
        answer = _compare(at_desk, article, to=name)
        assert (answer.status_code, answer.content) == (404, never.content)
        assert at_desk.get(pages.room(article, "text", name)).status_code == 404


def test_a_view_that_is_none_is_side_by_side(at_desk, editor):
    article = factories.make_article(by=editor)
    factories.change(article, by=editor, body="<p>Other.</p>")
    assert 'class="compare-cells"' in _text(at_desk, article, view="<script>")


def test_a_row_that_no_verb_made_has_a_page_too(at_desk):
    article = Article.objects.create(headline="Bare", section=factories.make_section("Town"))
    assert "first text" in _text(at_desk, article)
    assert "Bare" in at_desk.get(pages.room(article, "text", "now")).content.decode()
    assert at_desk.get(pages.room(article, "history")).status_code == 200


def test_the_boxes_offer_a_bounded_number_and_always_what_is_compared(at_desk, editor):
    article = factories.make_article(by=editor)
    first = article.head
    Revision.objects.bulk_create(
        Revision(article=article, made_at=NOON + number * MINUTE, base=first, content=first.content)
        for number in range(110)
    )
    page = _text(at_desk, article, **{"from": f"r{first.pk}"})
    assert f'<option value="r{first.pk}" selected>' in page
    assert page.count("<option") < 2 * 105


def test_it_costs_the_same_whatever_differs(at_desk, editor):
    def cost(**fields) -> int:
        article = factories.make_article(by=editor)
        factories.change(article, by=editor, **fields)
        with base.queries() as asked:
            _text(at_desk, article)
        return len(asked)

    few = cost(headline="Other")
    many = cost(
        headline="Other",
        topics=[factories.make_topic() for _number in range(5)],
        bylines=[factories.make_author() for _number in range(5)],
        further_sections=[factories.make_section() for _number in range(5)],
        lead_image=factories.make_image(),
    )
    # What more there is to be named: topics, authors, pictures and their files.
    assert (few, many) == (13, 17)
