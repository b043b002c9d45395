"""Links to stories of ours: they follow the story's address, and tell of nothing that is hidden."""

import pytest

from articles import composing, publishing, richtext
from articles import content as contents
from articles.models import PublishedVersion, Withdrawal
from tests.base import EVENING, LATER, MINUTE, NOON, queries
from tests.factories import change, make_article, make_live

pytestmark = pytest.mark.django_db


def _link(story, text: str = "the ferry") -> str:
    return f'<p>See <a data-story="{story.uid}" href="/was/here/">{text}</a>.</p>'


def _read(version: PublishedVersion, now=NOON) -> str:
    return composing.linked(composing.page_of(version, now), now).body


def test_a_link_leads_to_the_present_address_of_its_story():
    target = make_live(headline="Ferry runs")
    version = make_live(body=_link(target.article))
    assert _read(version) == f'<p>See <a href="{target.path}" rel="noopener">the ferry</a>.</p>'
    moved = publishing.publish(change(target.article, slug="boat"), by=None, now=LATER)
    assert moved.path != target.path
    assert f'href="{moved.path}"' in _read(version, LATER)


def test_a_story_that_readers_cannot_see_keeps_its_text_alone():
    draft = make_article(headline="Leak at the harbour")
    version = make_live(body=_link(draft))
    assert _read(version) == "<p>See the ferry.</p>"
    assert str(draft.uid) not in composing.page_of(version, LATER).body


def test_a_link_appears_at_the_second_at_which_its_story_begins():
    target = make_live(headline="Ferry runs", at=EVENING)
    version = make_live(body=_link(target.article))
    assert "<a" not in _read(version, EVENING - MINUTE)
    assert target.path in _read(version, EVENING)


def test_a_link_to_what_was_withdrawn_is_its_text_until_it_is_brought_back():
    target = make_live(headline="Ferry runs")
    version = make_live(body=_link(target.article))
    publishing.withdraw(
        target.article, by=None, answer=Withdrawal.Answer.NEVER, reason="Wrong.", now=LATER
    )
    assert "<a" not in _read(version, LATER)
    publishing.bring_back(target.article, by=None, now=EVENING)
    assert target.path in _read(version, EVENING)


def test_links_cost_one_query_and_none_where_there_is_none():
    stories = [make_live().article for _number in range(3)]
    version = make_live(body="".join(map(_link, stories)))
    plain = make_live()
    with queries() as asked:
        _read(version)
        _read(plain)
    assert len(asked) == 1


def test_a_page_that_nobody_looked_links_up_for_tells_of_none():
    story = make_live().article
    page = composing.compose(contents.of(make_article(body=_link(story))), article=story)
    assert page.body == "<p>See the ferry.</p>"


def test_links_within_links_and_other_links_keep_their_ends():
    uid = "0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2b"
    html = richtext.clean(
        f'<p><a data-story="{uid}">a <b>b</b></a> <a href="/x/">c</a></p>'
        f'<a data-story="{uid}"><table><tr><td><a href="/y/">d</a></td></tr></table></a>'
    )
    unlinked = richtext.linked(html, {})
    assert uid not in unlinked
    assert unlinked.count("<a ") == unlinked.count("</a>") == 2
    assert 'href="/z/?a&amp;&quot;"' in richtext.linked(html, {uid: '/z/?a&"'})
