"""The table of fields: names and not ids, labels, moments of the newsroom, what is gone."""

import re

import pytest

from articles import merging
from articles.admin.article import values
from articles.admin.article.names import Names
from articles.models import Revision
from tests import factories
from tests.base import LATER, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

GONE = 987654321


def _rows(client, article, **changes) -> dict[str, str]:
    """Label → words of the row, of a comparison of a story before and after these changes."""
    factories.change(article, **changes)
    return _read(client.get(pages.room(article, "compare")))


def _read(response) -> dict[str, str]:
    table = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)[1]
    rows = re.findall(r'<tr>\s*<th scope="row">([^<]+)(.*?)</tr>', table, re.S)
    return {label.strip(): " ".join(re.sub(r"<[^>]+>", " ", rest).split()) for label, rest in rows}


def test_relations_are_told_by_name_with_what_came_and_went(at_desk):
    ferry, fog, quay = (factories.make_topic(name) for name in ("Ferry", "Fog", "Quay"))
    ana, ben = factories.make_author("Ana Lee"), factories.make_author("Ben Oro")
    article = factories.make_article(topics=[fog, quay], bylines=[ana])
    rows = _rows(
        at_desk,
        article,
        topics=[quay, ferry],
        bylines=[(ben, "photographs"), (ana, "")],
        section=factories.make_section("Harbour"),
    )
    assert rows["Topics"].startswith("added: Ferry; removed: Fog")
    assert "added: Ben Oro" in rows["Bylines"]
    assert rows["Bylines"].endswith("Ana Lee Ben Oro (photographs) Ana Lee")
    assert rows["Section"].endswith("Town Harbour")


def test_an_order_and_a_role_alone_are_said_too(at_desk):
    one, other = factories.make_author("Ana Lee"), factories.make_author("Ben Oro")
    article = factories.make_article(bylines=[one, other])
    assert "in another order" in _rows(at_desk, article, bylines=[other, one])["Bylines"]
    assert "in another role" in _rows(at_desk, article, bylines=[(other, "text"), one])["Bylines"]


def test_choices_moments_and_yes_are_words(at_desk):
    article = factories.make_article()
    rows = _rows(
        at_desk,
        article,
        genre="fact_check",
        noindex=True,
        embargoed_until=LATER,
        target_words=400,
        language="ar",
    )
    assert rows["Genre"].endswith("news fact check")
    assert rows["Keep out of search engines"].endswith("no yes")
    assert rows["Embargoed until"].endswith("– 10 March 2025 15:00 (UTC+04:00)")
    assert rows["Target length"].endswith("– 400")
    assert "العربية" in rows["Language"]


def test_a_picture_is_a_picture(at_desk):
    picture = factories.make_image(caption="Boats at rest", alt="Three boats")
    article = factories.make_article()
    factories.change(article, lead_image=picture)
    page = at_desk.get(pages.room(article, "compare")).content.decode()
    assert re.search(r'<img class="value-picture" src="/media/[^"]+" alt="Three boats"', page)
    assert "Boats at rest" in page


def test_markup_in_a_field_is_text(at_desk):
    article = factories.make_article(headline="Before")
    topic = factories.make_topic("<b>Topic</b>")
    factories.change(article, headline="<script>alert(1)</script>", topics=[topic])
    page = at_desk.get(pages.room(article, "compare")).content.decode()
    assert "<script>alert" not in page
    assert "<b>Topic</b>" not in page


def test_only_what_differs_is_listed_and_the_rest_is_named(at_desk):
    article = factories.make_article(kicker="Harbour")
    factories.change(article, slugline="ferry")
    response = at_desk.get(pages.room(article, "compare"))
    assert list(_read(response)) == ["Slugline"]
    page = response.content.decode()
    assert re.search(r"The same in both: Headline, Kicker, .*Section", page)
    assert "The body is the same" in page


def test_rows_that_are_gone_are_said_in_words(at_desk):
    article = factories.make_article()
    content = article.head.content | {
        "section": GONE,
        "lead_image": GONE,
        "topics": [GONE],
        "further_sections": [GONE],
        "bylines": [{"author": GONE, "role": "text"}],
        "genre": "poem",
    }
    lost = Revision.objects.create(article=article, made_at=NOON, content=content)
    rows = _read(at_desk.get(pages.room(article, "compare"), {"from": f"r{lost.pk}", "to": "now"}))
    assert rows["Section"].endswith("(gone since) Town")
    assert "A picture that is gone since" in rows["Lead picture"]
    assert "removed: (gone since)" in rows["Topics"]
    assert "(gone since) (text)" in rows["Bylines"]
    assert rows["Genre"].endswith("poem news")
    assert at_desk.get(pages.room(article, "text", f"r{lost.pk}")).status_code == 200


def test_what_was_merged_says_what_it_is_now(at_desk, chief_editor):
    fog, mist = factories.make_topic("Fog"), factories.make_topic("Mist")
    article = factories.make_article(topics=[fog])
    merging.merge(fog, into=mist, by=chief_editor)
    rows = _rows(at_desk, article, topics=[])
    assert "Fog (now: Mist)" in rows["Topics"]


def test_every_field_of_a_story_has_a_label_and_words():
    article = factories.make_article()
    content = article.head.content
    for name in content:
        assert values.label_of(name)
        assert values.shown(name, content[name], Names(content))
