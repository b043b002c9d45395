"""The desk's list: states, sections, bylines, pictures and times in words; pages, queries."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import limiting, publishing
from articles.admin.article.admin import ArticleAdmin
from articles.admin.desk import BoundedPaginator
from articles.models import Article
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _make_one_of_each() -> dict:
    now = timezone.now()
    live = factories.make_live(headline="Ferry runs", now=now - base.HOUR).article
    changed = factories.make_live(headline="Tram runs", now=now - base.HOUR).article
    factories.change(changed, headline="Tram stops", now=now)
    waits = factories.make_live(headline="Lamp lit", now=now, at=now + timedelta(days=2)).article
    gone = factories.make_live(headline="Roof mended", now=now - base.HOUR).article
    publishing.withdraw(gone, by=None, now=now - base.MINUTE)
    draft = factories.make_article(headline="Hall opens")
    return {"live": live, "changed": changed, "waits": waits, "gone": gone, "draft": draft}


def test_it_says_state_section_byline_and_time(at_desk):
    author = factories.make_author("Ines Varrow")
    factories.make_live(bylines=[author], dated_at=base.NOON)
    _make_one_of_each()
    text = at_desk.get(pages.LIST).content.decode()
    for words in (
        "Live, with changes not published",
        "Scheduled for ",
        "Withdrawn",
        "Never published",
        "Ines Varrow",
        "Town",
        'title="10 March 2025 14:00 (UTC+04:00)"',
        "Times are those of the newsroom: Asia/Baku (UTC+04:00).",
        "state-live",
        "From the wire",
    ):
        assert words in text, words


def test_it_says_stage_embargo_hold_and_limit_in_words(at_desk, editor):
    story = factories.make_article(
        headline="Sluice opens", embargoed_until=timezone.now() + base.DAY, legal_hold=True
    )
    limiting.limit(story, [editor], by=None)
    text = at_desk.get(pages.LIST).content.decode()
    for words in ("Draft", "Embargoed until ", "Legal hold", "Limited"):
        assert f"{words}" in text.partition("Sluice opens</a>")[2], words


def test_a_story_that_readers_see_as_it_stands_is_at_no_stage(at_desk):
    factories.make_live(headline="Ferry runs", now=timezone.now() - base.HOUR)
    row = at_desk.get(pages.LIST).content.decode().partition("Ferry runs</a>")[2]
    assert "Live" in row.partition("</tr>")[0]
    assert "state-stage" not in row.partition("</tr>")[0]


def test_its_picture_is_a_small_rendition_and_says_nothing(at_desk):
    picture = factories.make_image(alt="A boat")
    factories.make_article(lead_image=picture)
    factories.make_article()
    text = at_desk.get(pages.LIST).content.decode()
    [shown] = re.findall(r'<img src="([^"]+)" alt=""', text)
    assert shown in [file.file.url for file in picture.renditions.all()]
    assert "A boat" not in text


def test_a_headline_of_the_paper_is_printed_as_text(at_desk):
    factories.make_article(headline="<script>alert(1)</script>", kicker="<b>k</b>")
    text = at_desk.get(pages.LIST).content.decode()
    assert "<script>alert(1)" not in text
    assert "<b>k</b>" not in text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "x" * 5000},
        {"p": "99999999"},
        {"p": "x"},
        {"o": "x.y"},
        {"live": "nonsense"},
        {"section": "x"},
        {"section": "9" * 30},
        {"author": "-1"},
        {"language": "\0"},
        {"dated_from": "0001-01-01"},
        {"dated_to": "9999-12-31"},
        {"changed_from": "2025-02-30"},
        {"mine": "2", "stage": "x", "genre": "x", "picture": "x", "changed": "x"},
        {"p": "0"},
        {"p": "-1"},
        {"o": "2"},
        {"nonsense": "1"},
    ],
)
def test_what_cannot_be_asked_is_no_error(at_desk, query):
    factories.make_article()
    assert at_desk.get(pages.LIST, query).status_code in (200, 302, 400)


def test_its_queries_do_not_grow_with_the_paper(at_desk):
    """Session, person, roles; sections, authors and views; keys, rows, bylines, pictures."""
    factories.make_live(bylines=[factories.make_author()], lead_image=factories.make_image())
    with base.queries() as few:
        at_desk.get(pages.LIST)
    for _number in range(12):
        author, picture = factories.make_author(), factories.make_image()
        factories.make_live(bylines=[author], lead_image=picture)
    with base.queries() as many:
        at_desk.get(pages.LIST)
    assert len(many) == len(few)
    assert len(many) <= 12


def test_it_counts_no_further_than_its_bound(at_desk, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "most", 60)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 5)
    Article.objects.bulk_create(Article(headline=f"Story {number}") for number in range(70))
    with base.queries() as made:
        text = at_desk.get(pages.LIST).content.decode()
    assert "More than 60 stories" in text
    [counted] = [query["sql"] for query in made if "COUNT(" in query["sql"]]
    assert "LIMIT 60" in counted


def test_every_story_stands_on_one_page_of_the_list(at_desk, monkeypatch):
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 5)
    made = [factories.make_article().pk for _number in range(12)]
    seen, address = [], pages.LIST
    while address:
        response = at_desk.get(address)
        seen += [story.pk for story in response.context["cl"].result_list]
        query = response.context["cl"].older_query
        address = query and f"{pages.LIST}?{query}"
    assert seen == made[::-1]


def test_the_page_behind_the_last_leads_to_the_first(at_desk):
    factories.make_article()
    assert at_desk.get(pages.LIST, {"p": "2"}).status_code == 302


def test_an_empty_paper_offers_the_first_story(at_desk):
    text = at_desk.get(pages.LIST).content.decode()
    assert "There are no stories here yet." in text
    assert "Clear all" not in text


def test_where_nothing_matches_all_filters_can_be_cleared(at_desk):
    factories.make_article()
    text = at_desk.get(pages.LIST, {"live": "live", "q": "ferry"}).content.decode()
    assert "No story matches." in text
    assert '<a class="button" href="?">Clear all</a>' in text
