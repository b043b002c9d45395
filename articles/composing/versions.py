"""Composing versions: when they are made, and anew when a name, a picture or a section changes."""

from collections import defaultdict

from articles.composing.making import Relations, compose
from articles.composing.page import Notice
from articles.composing.stored import columns
from articles.models import Correction, PublishedVersion


def composed(version: PublishedVersion, notices: list[Notice], relations: Relations) -> dict:
    """What the composed columns of a version should hold now."""
    page = compose(
        version.revision.content,
        article=version.article,
        path=version.path,
        dated_at=version.dated_at,
        updated_at=version.updated_at,
        corrections=notices,
        relations=relations,
    )
    return columns(page)


def fill(version: PublishedVersion, notices: list[Notice], relations: Relations) -> None:
    """Fills the composed columns of a version not yet saved."""
    for name, value in composed(version, notices, relations).items():
        setattr(version, name, value)


def notices_of(versions: list[PublishedVersion]) -> list[list[Notice]]:
    """For each version, what readers are told of the changes up to it, oldest first; one query."""
    rows = Correction.objects.filter(article__in={version.article_id for version in versions})
    told: dict[int, list[Notice]] = defaultdict(list)
    for article, *notice in rows.order_by("dated_at").values_list(
        "article", "kind", "text", "dated_at"
    ):
        told[article].append(Notice(*notice))
    return [
        [notice for notice in told[version.article_id] if notice.at <= version.live_from]
        for version in versions
    ]


def recompose(versions: list[PublishedVersion]) -> int:
    """Rebuilds the composed columns of these versions where they differ; returns how many did."""
    relations, changed = Relations(), 0
    for version, notices in zip(versions, notices_of(versions), strict=True):
        now_composed = composed(version, notices, relations)
        if any(getattr(version, name) != value for name, value in now_composed.items()):
            _store(version, now_composed, notices, relations)
            changed += 1
    return changed


def _store(
    version: PublishedVersion, values: dict, notices: list[Notice], relations: Relations
) -> None:
    """Stores what is composed, at the path that the version has by now: one that has not begun may
    have given way to another story since it was read.
    """
    rows = PublishedVersion.objects.filter(pk=version.pk)
    while not rows.filter(path=version.path).update(**values):
        path = rows.values_list("path", flat=True).first()
        if path is None:
            return
        version.path = path
        values = composed(version, notices, relations)
