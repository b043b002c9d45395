"""Uses of pictures and documents: which ones a content names, and the rows that say so.

Written with a working copy by drafting, with a version by the timeline; asked by whoever has to
know where a picture is shown or a document offered.
"""

from collections.abc import Iterable

from articles import richtext
from articles.models import (
    Article,
    Document,
    DocumentUse,
    Image,
    ImageUse,
    PublishedVersion,
)


def pictures_of(content: dict) -> list[int]:
    """The keys of the pictures of a content, the lead first, each once; those that are gone are
    left out. One query where the text has pictures, else none.
    """
    lead = [content["lead_image"]] if content.get("lead_image") else []
    return list(dict.fromkeys([*lead, *pictures_in(content.get("body", ""))]))


def pictures_in(body: str) -> list[int]:
    """The keys of the pictures of a text, in its order."""
    return _keys(Image, richtext.pictures(body))


def documents_in(body: str) -> list[int]:
    """The keys of the documents of a text, in its order."""
    return _keys(Document, richtext.documents(body))


def _keys(model: type[Image] | type[Document], uids: list[str]) -> list[int]:
    if not uids:
        return []
    rows = model.objects.filter(uid__in=uids).values_list("uid", "pk")
    keys = {str(uid): key for uid, key in rows}
    return [keys[uid] for uid in uids if uid in keys]


def write_working_copy(article: Article, content: dict) -> None:
    """Brings the rows of a working copy in line with a content."""
    _write_working_copy(ImageUse, "image", article, pictures_of(content))
    documents = documents_in(content.get("body", ""))
    _write_working_copy(DocumentUse, "document", article, documents)


def _write_working_copy(model, name: str, article: Article, wanted: list[int]) -> None:
    rows = model.objects.of_working_copies().filter(article_id=article.pk)
    there = set(rows.values_list(name, flat=True))
    rows.filter(**{f"{name}__in": there - set(wanted)}).delete()
    model.objects.bulk_create(
        model(article_id=article.pk, **{f"{name}_id": key}) for key in wanted if key not in there
    )


def write(versions: Iterable[PublishedVersion]) -> None:
    """The rows of versions just made."""
    versions = list(versions)
    DocumentUse.objects.bulk_create(
        DocumentUse(article_id=version.article_id, version=version, document_id=key)
        for version in versions
        for key in documents_in(version.revision.content.get("body", ""))
    )
    ImageUse.objects.bulk_create(
        ImageUse(article_id=version.article_id, version=version, image_id=key)
        for version in versions
        for key in pictures_of(version.revision.content)
    )
