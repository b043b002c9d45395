"""Listing rows: in which lists of sections, topics and authors a version stands.

Written by publishing with a version, moved with its span by the timeline, renewed when a section
moves in the tree.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from articles.models import Article, Author, Listing, PublishedVersion, Section, Topic
from articles.models.address import Mergeable

# A row's place: the keys of section, topic and author, two of which are None.
Place = tuple[int | None, int | None, int | None]
# What a row repeats of its version, so that a list is one range of one index.
CARRIED = ("language", "dated_at", "tiebreak", "live_from", "live_until")


class Lines(dict[int, list[int]]):
    """Section → it and those above, each looked up once: pass one to list many versions cheaply."""

    def __init__(self):
        super().__init__()
        self._present: dict[type[Mergeable], dict[int, int]] = defaultdict(dict)

    def __missing__(self, section: int) -> list[int]:
        self[section] = Section.objects.get(pk=section).line_of_keys()
        return self[section]

    def present(self, model: type[Mergeable], keys: Iterable[int]) -> list[int]:
        """The keys of what these topics or authors are now, each once; looked up once too."""
        keys, known = list(keys), self._present[model]
        known.update(model.objects.present_keys(key for key in keys if key not in known))
        return list(dict.fromkeys(known.get(key, key) for key in keys))


def write(versions: list[PublishedVersion], lines: Lines | None = None) -> None:
    """The rows of versions just made."""
    lines = Lines() if lines is None else lines
    Listing.objects.bulk_create(
        Listing(
            version=version,
            section_id=section,
            topic_id=topic,
            author_id=author,
            past=version.past,
            **{name: getattr(version, name) for name in CARRIED},
        )
        for version in versions
        for section, topic, author in places(version.revision.content, lines)
    )


def places(content: dict, lines: Lines) -> list[Place]:
    """Where a content stands: in its sections and those above, its topics, its authors."""
    authors = (row["author"] for row in content["bylines"])
    return (
        [(key, None, None) for key in sections(content, lines)]
        + [(None, key, None) for key in lines.present(Topic, content["topics"])]
        + [(None, None, key) for key in lines.present(Author, authors)]
    )


def sections(content: dict, lines: Lines) -> list[int]:
    """The sections of a content and those above them, its own first."""
    named = [content["section"], *content["further_sections"]]
    return list(dict.fromkeys(key for each in named if each is not None for key in lines[each]))


@transaction.atomic
def renew(versions: list[PublishedVersion]) -> None:
    """Writes the rows of versions anew where they are not those of their content."""
    versions, lines = _held(versions), Lines()
    held: dict[int, set[Place]] = defaultdict(set)
    rows = Listing.objects.filter(version__in=versions)
    for version, *place in rows.values_list("version", "section", "topic", "author"):
        held[version].add(tuple(place))
    moved = [
        version
        for version in versions
        if held[version.pk] != set(places(version.revision.content, lines))
    ]
    Listing.objects.filter(version__in=moved).delete()
    write(moved, lines)


def _held(versions: list[PublishedVersion]) -> list[PublishedVersion]:
    """These versions as they are now, their stories locked in one order as the verbs lock them:
    one that is withdrawn meanwhile must not get back the rows of its old span.
    """
    articles = Article.objects.filter(pk__in={version.article_id for version in versions})
    list(articles.select_for_update(no_key=True).order_by("pk").values("pk"))
    keys = [version.pk for version in versions]
    return list(PublishedVersion.objects.with_content().defer("page").filter(pk__in=keys))
