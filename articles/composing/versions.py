"""Composing versions: when they are made, and anew when a name, a picture or a section changes."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from articles.composing.making import Relations, compose, files_of
from articles.composing.page import Notice
from articles.composing.stored import columns, with_files
from articles.models import Correction, Image, ImageUse, PublishedVersion
from articles.models.batches import in_batches


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


@transaction.atomic(savepoint=False)
def recompose(versions: list[PublishedVersion]) -> int:
    """Rebuilds the composed columns of these versions where they differ; returns how many did."""
    uses = ImageUse.objects.filter(version__in=versions)
    Image.objects.hold_names(uses.values_list("image", flat=True))
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


@transaction.atomic
def rehang(image: Image, renamed: Mapping[str, str]) -> None:
    """Writes where the files of a picture are now into all versions that show it; `renamed` are
    the new names of its files by the old ones.

    Into those that are over, too: the desk looks at past moments. All else of them, and the words
    beside the picture, stay as readers saw them.
    """
    files = files_of(Image.objects.prefetch_related("renditions").get(pk=image.pk))
    on_pages, on_cards = files and files | {"shapes": ()}, files and files | {"crops": ()}
    for batch in in_batches(PublishedVersion.objects.filter(image_uses__image=image)):
        for version in batch:
            page, card = version.page, version.card
            if version.lead_image_id == image.pk:
                page, card = with_files(page, on_pages), with_files(card, on_cards)
            page = page | {"body_html": _with_names(page["body_html"], renamed)}
            PublishedVersion.objects.filter(pk=version.pk).update(page=page, card=card)


def _with_names(html: str, renamed: Mapping[str, str]) -> str:
    """Names of files are random, so they stand for nothing else wherever they are found."""
    for old, new in renamed.items():
        html = html.replace(old, new)
    return html
