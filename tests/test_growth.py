"""What grows with the number of stories: nothing that a page or a publication costs."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from articles import permissions, publishing, sitemaps
from articles.admin.article.queue import boundaries
from articles.announcing import boundaries as announced
from articles.announcing.addresses import Changed
from articles.models import Article, Correction, PublishedVersion, Revision, Topic
from articles.models.timed import OPEN, tiebreak_of
from articles.views import feeds, lists
from tests.base import DAY, MINUTE, NOON, person, queries
from tests.factories import change, make_author, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ROWS = 20_000
TABLES = (
    "articles_publishedversion",
    "articles_listing",
    "articles_article",
    "articles_correction",
)


def test_a_page_costs_no_more_when_it_prints_more(client, editor):
    def cost(path: str) -> int:
        with queries() as made:
            assert client.get(path).status_code == 200
        return len(made)

    first = make_live(section=make_section("Town"), topics=[make_topic("Boats")])
    few = [cost(path) for path in (first.path, "/", "/town/", "/topics/boats/")]
    for _number in range(10):
        make_live(section=make_section("Town"), topics=[first.article.topics.get()])
    many = [cost(path) for path in (first.path, "/", "/town/", "/topics/boats/")]
    assert many == few


# Plans ----------------------------------------------------------------------------------------


@pytest.fixture
def archive():
    """Many stories straight into the tables: 100 a day, in 8 sections, of 50 topics, by 20 authors.

    One in eleven is marked past; a few are over and not yet marked.
    """
    sections = [make_section("Town"), *(make_section() for _ in range(7))]
    topics = [make_topic("Topic 1"), *(make_topic() for _ in range(49))]
    authors = [make_author("Author 1"), *(make_author() for _ in range(19))]
    articles = Article.objects.bulk_create(
        (Article(uid=uuid.UUID(int=number << 90 | number)) for number in range(1, ROWS + 1)),
        batch_size=1000,
    )
    revision = Revision.objects.create(article=articles[0], made_at=NOON, content={})
    card = make_live(now=NOON - 300 * DAY).card
    versions = PublishedVersion.objects.bulk_create(
        (
            _version(article, number, revision=revision, section=sections[number % 8], card=card)
            for number, article in enumerate(articles)
        ),
        batch_size=1000,
    )
    within = (articles[0].pk, articles[-1].pk)
    for place, things, step, begin in (
        ("section", sections, 1, 0),
        ("topic", topics, 1, 0),
        ("topic", topics, 7, 1),
        ("author", authors, 1, 0),
    ):
        _list(place, things, within, step, begin)
    Correction.objects.bulk_create(_corrections(versions), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _version(article, number: int, *, revision, section, card) -> PublishedVersion:
    dated_at = NOON - timedelta(minutes=14.4) * (number + 1)
    past = number % 11 == 0
    over = past or number < 15
    return PublishedVersion(
        article=article,
        revision=revision,
        section=section,
        headline=f"Story {number}",
        genre="news",
        language="en",
        tiebreak=tiebreak_of(article.uid),
        dated_at=dated_at,
        live_from=dated_at,
        live_until=dated_at + MINUTE if over else OPEN,
        past=past,
        changed_at=dated_at,
        path=f"/{dated_at:%Y/%m/%d}/story-{number}/",
        card=card,
        page={},
    )


def _corrections(versions: list[PublishedVersion]) -> Iterator[Correction]:
    """One in five stories was corrected at once."""
    for version in versions[::5]:
        yield Correction(
            article_id=version.article_id,
            version=version,
            language=version.language,
            dated_at=version.live_from,
            tiebreak=version.tiebreak,
            kind="correction",
            text="It said nine.",
        )


def _list(place: str, things: list, within: tuple[int, int], step: int, begin: int) -> None:
    """Each story between two keys in one of these lists, in turn. By the database itself: of
    80,000 rows as models, Django took longer than of all the rest.
    """
    gate = "language, dated_at, tiebreak, live_from, live_until, past"
    with connection.cursor() as cursor:
        for number, thing in enumerate(things):
            cursor.execute(
                f"INSERT INTO articles_listing ({place}_id, version_id, {gate}) "
                f"SELECT %s, id, {gate} FROM articles_publishedversion "
                "WHERE article_id BETWEEN %s AND %s "
                "AND ((article_id - %s) * %s + %s) %% %s = %s",
                [thing.pk, *within, within[0], step, begin, len(things), number],
            )


def plans(act) -> list[tuple[str, str]]:
    """(SQL, plan) of every query that a callable asks of the large tables."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    found = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            if sql.startswith(("SELECT", "WITH")) and any(table in sql for table in TABLES):
                cursor.execute(f"{how} {sql}", params)
                found.append((sql, "\n".join(str(row[-1]) for row in cursor.fetchall())))
    assert found
    return found


def faults_of(sql: str, plan: str, *, sorted_by_index: bool) -> list[str]:
    """What in a plan grows with the number of stories."""
    lines = [line.strip(" ->") for line in plan.splitlines()]
    bad = [
        line
        for line in lines
        for table in TABLES
        if re.match(rf"(SCAN|(Parallel )?Seq Scan on) {table}\b", line)
    ]
    bad += [line for line in lines if line.startswith("SCAN U0")]
    if sorted_by_index:
        bad += [
            line
            for line in lines
            if line.startswith(("USE TEMP B-TREE FOR ORDER BY", "Sort ", "Incremental Sort"))
        ]
    return [f"{line}\n{sql}\n{plan}" for line in bad]


@pytest.mark.slow
def test_no_page_and_no_publication_reads_more_rows_when_there_are_more_stories(
    client, archive, editor
):
    middle = lists.cursor(_middle())
    addresses = ["/", "/town/", "/topics/topic-1/", "/authors/author-1/"]
    addresses += [f"{path}?{way}={middle}" for path in addresses for way in ("before", "after")]
    found = []
    for address in (*addresses, "/2025/02/20/", "/2025/02/", "/2025/"):
        for sql, plan in plans(lambda address=address: opens(client, address)):
            # The few sections of the menu are sorted by their own positions.
            of_the_menu = 'FROM "articles_section"' in sql
            found += faults_of(sql, plan, sorted_by_index=not of_the_menu)

    for address in ("/sitemap.xml", "/sitemaps/places.xml"):
        for sql, plan in plans(lambda address=address: opens(client, address)):
            # What is counted of one file may be sorted within it, and the few things by their keys.
            of_a_file = sql.endswith(") subquery")
            of_things = sql.endswith('"id" ASC')
            found += faults_of(sql, plan, sorted_by_index=not (of_a_file or of_things))
    for address in ("/sitemaps/2025/02.xml", "/news-sitemap.xml"):
        for sql, plan in plans(lambda address=address: opens(client, address)):
            found += faults_of(sql, plan, sorted_by_index=False)

    for sql, plan in plans(lambda: feeds.newest_of_all(NOON)):
        found += faults_of(sql, plan, sorted_by_index="UNION ALL" in sql)

    topics = list(Topic.objects.filter(name__in=["Topic 1"]))
    version = make_live(
        headline="Ferry", now=NOON - 40 * DAY, section=make_section("Town"), topics=topics
    )
    for sql, plan in plans(lambda: opens(client, version.path)):
        # The one row of a path may be sorted; each part of what stands beside it may not.
        is_beside = " AS part0" in sql
        found += faults_of(sql, plan, sorted_by_index=is_beside)

    for address in INDEXES:
        for sql, plan in plans(lambda address=address: opens(client, address)):
            of_names = 'FROM "articles_section"' in sql or "_author" in sql or "_topic" in sql
            found += faults_of(sql, plan, sorted_by_index=not of_names)

    # What is likely is sorted by likeness, of few; the topic of that very slug is one.
    for address in ("/2025/02/20/story-40/x/", "/story-40/x/"):
        for sql, plan in plans(lambda address=address: opens(client, address, status=404)):
            found += faults_of(sql, plan, sorted_by_index=False)

    hidden = make_topic("Hidden")
    for sql, plan in plans(lambda: opens(client, hidden.get_absolute_url(), status=404)):
        found += faults_of(sql, plan, sorted_by_index=False)

    newer = change(version.article, slug="ship")
    for sql, plan in plans(lambda: publishing.publish(newer, by=editor, now=NOON)):
        if sql.startswith("SELECT"):
            found += faults_of(sql, plan, sorted_by_index=False)
    for sql, plan in plans(lambda: opens(client, version.path, status=301)):
        found += faults_of(sql, plan, sorted_by_index=False)
    assert not found, "\n\n".join(found)


@pytest.mark.slow
def test_neither_the_queue_nor_what_is_announced_reads_more_when_there_are_more_stories(
    archive, editor
):
    version = make_live(headline="Ferry", now=NOON - DAY, section=make_section("Town"))
    publishing.publish(change(version.article, slug="ship"), by=editor, at=NOON + DAY, now=NOON)
    announced.note(NOON - DAY)
    changed = Changed(version.article_id, version.live_from, NOON, ("rss",), sitemaps.paths_for)
    of_town = person("editor", name="ida", section=make_section("Town"))
    place = boundaries.Place(NOON + MINUTE, boundaries.Kind.BEGINS, 1)
    reads = (
        lambda: boundaries.ahead(permissions.of(editor), NOON, after=None, most=51),
        lambda: boundaries.ahead(permissions.of(editor), NOON, after=place, most=51),
        lambda: boundaries.ahead(permissions.of(of_town), NOON, after=place, most=51),
        lambda: announced.new(NOON),
        lambda: (changed.feeds, changed.pages),
    )
    found = []
    for read in reads:
        for sql, plan in plans(read):
            # Whether a desk is busy is asked as far as two thousand stories.
            if "OFFSET" not in sql:
                found += faults_of(sql, plan, sorted_by_index=False)
    assert not found, "\n\n".join(found)


INDEXES = ["/archive/", "/corrections/", "/topics/", "/authors/"]


def opens(client, address: str, status: int = 200) -> None:
    assert client.get(address).status_code == status, address


def _middle() -> PublishedVersion:
    versions = PublishedVersion.objects.live(NOON).newest_first()
    return versions[versions.count() // 2]
