"""A story's history: every save an entry, with what it changed; ways to read, compare, restore."""

import re

import pytest

from articles import drafting, publishing
from articles.errors import StaleBase
from articles.models import Revision, UnsavedText
from tests import base, factories
from tests.base import LATER, MINUTE, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _page(client, article, query: str = "") -> str:
    response = client.get(pages.room(article, "history") + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _entries(page: str) -> list[str]:
    """The words of each entry that was saved."""
    rows = re.findall(r'<tr class="history-saved">(.*?)</tr>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def _refused(article, **fields) -> Revision:
    """What somebody saved on the first text of a story that has moved on."""
    first = article.revisions.earliest("id")
    with pytest.raises(StaleBase) as refused:
        drafting.save(factories.reloaded(article), fields, base=first, by=None, now=NOON)
    return refused.value.mine


def _keep(article, user, times: int) -> None:
    """As often as somebody's typing was kept, each from a window of its own."""
    UnsavedText.objects.bulk_create(
        UnsavedText(
            user=user,
            article=article,
            uid=article.uid,
            base_id=article.head_id,
            began_at=NOON,
            kept_at=NOON,
            content=article.head.content,
        )
        for _time in range(times)
    )


def test_twelve_saves_and_two_hundred_kept_texts_are_twelve_entries(at_desk, editor):
    article = factories.make_article(by=editor)
    for number in range(2, 13):
        article = factories.change(article, by=editor, headline=f"Headline of save {number}")
    _keep(factories.reloaded(article), editor, 200)
    assert len(_entries(_page(at_desk, article))) == 12


def test_an_entry_says_in_a_few_words_what_it_changed(at_desk, editor):
    article = factories.make_article(body="<p>One two.</p>", by=editor)
    drafting.save(
        article,
        {"body": "<p>One two three four.</p>", "headline": "Other", "kicker": "K", "urgency": 1,
         "source": "Agency"},
        base=article.head_id, by=editor, note="After the call", now=LATER,
    )  # fmt: skip
    newest, first = _entries(_page(at_desk, article))
    assert "(After the call)" in newest
    assert "Headline, Kicker, Source, Body (+2 words), 1 more" in newest
    assert "the first text" in first


def test_a_merge_names_the_other_text_and_a_settled_one_is_said_to_be(at_desk, editor):
    article = factories.make_article(by=editor)
    factories.change(article, by=editor, headline="Theirs")
    waiting = _refused(article, headline="Mine")
    page = _page(at_desk, article)
    assert "Waits to be settled" in page
    assert pages.room(article, "settle", waiting.pk) in page
    assert len(_entries(page)) == 2
    article = factories.reloaded(article)
    drafting.save(
        article, {}, base=article.head_id, by=editor, kind="merged", merged=waiting, now=LATER
    )
    page = _page(at_desk, article)
    assert "merged with the text of 10 March 2025 14:00 (UTC+04:00)" in _entries(page)[0]
    assert "Settled: merged on 10 March 2025 15:00" in page
    assert "Waits to be settled" not in page


def test_a_text_that_was_thrown_away_is_said_to_be_and_offers_nothing(at_desk, editor):
    article = factories.make_article(by=editor)
    factories.change(article, by=editor, headline="Second")
    made = {"made_at": NOON, "content": {}, "made_by": editor}
    Revision.objects.create(article=article, thinned_at=LATER, **made)
    Revision.objects.create(article=article, redacted_at=LATER, **made)
    erased, thinned, *_others = _entries(_page(at_desk, article))
    assert "This text was erased on 10 March 2025 15:00" in erased
    assert "thrown away on 10 March 2025 15:00" in thinned
    assert "Read" not in erased + thinned
    assert "Restore" not in erased + thinned
    # What was saved on it does not know what it changed, and is an entry all the same.
    lost = Revision.objects.get(redacted_at=LATER)
    Revision.objects.create(
        article=article, made_at=LATER, base=lost, content=factories.reloaded(article).head.content
    )
    assert len(_entries(_page(at_desk, article))) == 5


def test_who_may_not_write_is_offered_no_restoring(editor, legal, at_desk):
    article = factories.make_article(by=editor)
    factories.change(article, headline="Second")
    assert "Restore…" in _page(at_desk, article)
    assert "Restore…" not in _page(base.signed_in(legal), article)


def test_it_is_leafed_through_by_key_with_publications_in_their_place(at_desk, editor):
    article = factories.make_article(by=editor, section=factories.make_section("Town"))
    publishing.publish(article, by=editor, now=NOON + MINUTE)
    first = article.head
    made = (
        Revision(
            article=article,
            made_at=NOON + (2 + number) * MINUTE,
            base=first,
            content=first.content,
        )
        for number in range(104)
    )
    Revision.objects.bulk_create(made)
    page = _page(at_desk, article)
    assert len(_entries(page)) == 100
    assert "Readers see it from" not in page
    older = re.search(r'href="(\?before=\d+)">Older', page)[1]
    page = _page(at_desk, article, older)
    assert len(_entries(page)) == 5
    assert page.count('class="history-what">Readers see it from') == 1
    assert "Older" not in page
    assert 'href="?">Newest' in page


def test_the_newest_two_are_chosen_and_lead_to_their_comparison(at_desk, editor):
    article = factories.make_article(by=editor)
    first = article.head_id
    article = factories.change(article, headline="Second", by=editor)
    page = _page(at_desk, article)
    chosen = re.findall(r'name="(from|to)" value="(r\d+)" checked', page)
    assert dict(chosen) == {"from": f"r{first}", "to": f"r{article.head_id}"}
    answer = at_desk.get(pages.room(article, "compare"), dict(chosen))
    assert "Second" in answer.content.decode()


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "²", "%00"])
def test_a_key_of_nothing_is_not_found(at_desk, editor, before):
    article = factories.make_article(by=editor)
    assert at_desk.get(pages.room(article, "history") + f"?before={before}").status_code == 404


def test_it_costs_as_much_for_two_saves_as_for_forty(at_desk, editor):
    def cost(saves: int) -> int:
        article = factories.make_live(by=editor).article
        for number in range(saves):
            article = factories.change(article, by=editor, headline=f"Headline {number}")
        _refused(article, headline="Refused")
        with base.queries() as asked:
            _page(at_desk, article)
        return len(asked)

    assert cost(2) == cost(40) == 16
