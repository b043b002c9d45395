"""Generates stories by the thousand through the records of the real ones: revision, version,
listing rows, address, bylines, topics, and a composed page that recompose would make the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from articles import addressing, composing, folding, listings, richtext, timeline
from articles import content as contents
from articles.models import (
    OPEN,
    Address,
    Article,
    Author,
    Byline,
    Change,
    PublishedVersion,
    Revision,
    Section,
    Topic,
)

BATCH = 1000
# As many as a middle-sized paper publishes: the archive's shape matters for what is measured.
PER_DAY = 100

_SUBJECTS = (
    "The harbour board", "The tram company", "A group of residents", "The school council",
    "The market’s traders", "The water works", "The rowing club", "The town’s librarians",
    "An engineer of the ferry company", "The growers’ union", "The choir", "The night bus drivers",
)  # fmt: skip
_VERBS = (
    "has asked for", "will pay for", "has postponed", "welcomed", "wants to test",
    "has doubts about", "will vote on", "has published figures on",
    "is looking for partners for", "has finished",
)  # fmt: skip
_OBJECTS = (
    "a new timetable", "the repair of the north pier", "longer opening hours",
    "forty bicycle stands",
    "a second reading room", "the storm drains of the old town", "cheaper season tickets",
    "a survey of the sea wall", "the lighting of the coast road", "a training year for welders",
    "the spring regatta", "a pool that stays open in winter",
)  # fmt: skip
_TAILS = (
    "A decision is expected before the end of the month.",
    "The costs are put at {n} thousand florins.",
    "Of {n} people asked, most were in favour.",
    "Work would take {n} days if the weather holds.",
    "The plan was first drawn up {n} months ago.",
    "Readers had written {n} letters on the matter.",
    "Neighbours asked for quieter machines after nine in the evening.",
    "An earlier attempt had failed for want of two votes.",
)


def generate(number: int, *, by, now: datetime, seed: int = 1) -> Iterator[int]:
    """Adds `number` stories in batches, yielding the size of each as it is committed.

    The same seed after the same stories makes the same stories, the newest first, PER_DAY a day.
    """
    before = Article.objects.count()
    random = Random(f"{seed}:{before}")
    batch = _Batch(random, by, now)
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        batch.add(range(before + start, before + start + size), start)
        yield size


class _Batch:
    """What all batches share: the rows that stories name, looked up once."""

    def __init__(self, random: Random, by, now: datetime):
        self.random, self.by, self.now = random, by, now
        self.relations, self.lines = composing.Relations(), listings.Lines()
        self.sections = list(Section.objects.filter(language="en").order_by("pk"))
        self.topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
        self.authors = list(Author.objects.order_by("pk").values_list("pk", flat=True))

    @transaction.atomic
    def add(self, numbers: range, start: int) -> None:
        made = [self._article(number, start + place) for place, number in enumerate(numbers)]
        articles = Article.objects.bulk_create(article for article, _content, _moment in made)
        revisions = Revision.objects.bulk_create(
            Revision(article=article, made_by=self.by, made_at=moment, content=content)
            for article, content, moment in made
        )
        head = Revision.objects.filter(article=OuterRef("pk")).values("pk")[:1]
        keys = [article.pk for article in articles]
        Article.objects.filter(pk__gte=keys[0], pk__lte=keys[-1]).update(head=Subquery(head))
        self._relate(made)
        versions = [
            self._version(article, revision, moment)
            for (article, _content, moment), revision in zip(made, revisions, strict=True)
        ]
        Address.objects.bulk_create(
            Address(path=version.path, article=version.article, public_from=version.live_from)
            for version in versions
        )
        listings.write(PublishedVersion.objects.bulk_create(versions), self.lines)

    def _article(self, number: int, place: int) -> tuple[Article, dict, datetime]:
        moment = self.now - timedelta(days=1) * place / PER_DAY
        moment = moment.replace(second=0, microsecond=0)
        content = contents.of(Article()) | self._content(number)
        article = Article(
            uid=UUID(int=self.random.getrandbits(128), version=4), created_by=self.by, owner=self.by
        )
        for name, value in contents.columns(content).items():
            setattr(article, name, value)
        article.changed_at = moment
        return article, content, moment

    def _content(self, number: int) -> dict:
        random = self.random
        section = random.choice(self.sections)
        headline = self._sentence()
        return {
            "headline": headline,
            "standfirst": self._paragraph(),
            "body": richtext.from_paragraphs(self._paragraph() for _ in range(5)),
            "slug": f"{folding.slugify(headline, max_length=70)}-{number:06x}",
            "section": section.pk,
            "language": section.language,
            "topics": random.sample(self.topics, random.randint(2, 5)),
            "bylines": [{"author": random.choice(self.authors), "role": ""}],
        }

    def _sentence(self) -> str:
        pick = self.random.choice
        return f"{pick(_SUBJECTS)} {pick(_VERBS)} {pick(_OBJECTS)}"

    def _paragraph(self) -> str:
        tails = self.random.sample(_TAILS, 2)
        said = " ".join(tail.format(n=self.random.randint(3, 900)) for tail in tails)
        return f"{self._sentence()}. {said}"

    def _relate(self, made: list) -> None:
        through = Article.topics.through
        through.objects.bulk_create(
            through(article=article, topic_id=topic)
            for article, content, _moment in made
            for topic in content["topics"]
        )
        Byline.objects.bulk_create(
            Byline(article=article, author_id=row["author"], role=row["role"], position=place)
            for article, content, _moment in made
            for place, row in enumerate(content["bylines"])
        )

    def _version(self, article: Article, revision: Revision, moment: datetime) -> PublishedVersion:
        version = PublishedVersion(
            article=article,
            revision=revision,
            **timeline.content_columns(article, revision.content, moment),
            live_from=moment,
            live_until=OPEN,
            change=Change.UPDATE,
            published_by=self.by,
            changed_at=moment,
            path=addressing.day_path(moment) + addressing.slug_of(revision.content) + "/",
        )
        composing.fill(version, [], self.relations)
        return version
