"""compose(): a story's content → its page."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, QuerySet

from articles import content as contents
from articles import richtext
from articles.composing.figures import figures
from articles.composing.page import (
    Byline,
    Crop,
    Link,
    Notice,
    Page,
    Picture,
    Shape,
    TopicLink,
)
from articles.composing.rights import microseconds
from articles.models import Article, Author, Document, Image, Rendition, Section, Topic
from articles.models.address import Mergeable

# About as much as search engines and shared links show.
_DESCRIPTION_WORDS = 30
# The shapes that templates ask cards for ({% picture %}).
CARD_SHAPES = ("16x9", "4x3", "1x1")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Relations:
    """Looks up the rows that contents name, each once: pass one to compose many stories cheaply."""

    def __init__(self):
        self._rows: dict[type[Model], dict[int, Model]] = {}
        self._of_uids: dict[type[Model], dict[str, Model]] = {}

    def get(self, model: type[Model], keys: Iterable[int]) -> list:
        """The rows of these keys, in their order, each once; those that are gone are left out."""
        return list(dict.fromkeys(self.by_key(model, keys).values()))

    def by_key(self, model: type[Model], keys: Iterable[int]) -> dict[int, Model]:
        """Key → row; for a topic or an author that was merged, what it is now."""
        keys = list(keys)
        known = self._rows.setdefault(model, {})
        unknown = [key for key in keys if key not in known]
        if unknown:
            known.update(self._looked_up(model, unknown))
        return {key: known[key] for key in keys if key in known}

    def by_uid(self, model: type[Model], uids: Iterable[str]) -> dict[str, Model]:
        """uid → row, for pictures and documents, which texts name so."""
        uids = list(uids)
        known = self._of_uids.setdefault(model, {})
        unknown = [uid for uid in uids if uid not in known]
        if unknown:
            rows = self._with_files(model).filter(uid__in=unknown)
            known.update({str(row.uid): row for row in rows})
        return {uid: known[uid] for uid in uids if uid in known}

    @staticmethod
    def _looked_up(model: type[Model], keys: list[int]) -> dict[int, Model]:
        if model is Image:
            return Relations._with_files(model).in_bulk(keys)
        if issubclass(model, Mergeable):
            rows = model.objects.select_related("merged_into").in_bulk(keys)
            return {key: row.present for key, row in rows.items()}
        return model.objects.in_bulk(keys)

    @staticmethod
    def _with_files(model: type[Model]) -> QuerySet:
        return model.objects.prefetch_related(*(["renditions"] if model is Image else []))

    def one(self, model: type[Model], key: int | None):
        return next(iter(self.get(model, [key] if key else [])), None)


def direction_of(language: str, chosen: str = "") -> str:
    """How a text is set: as its editor chose, or as its language is written."""
    return chosen or ("rtl" if language in RIGHT_TO_LEFT else "ltr")


def compose(
    content: dict,
    *,
    article: Article,
    path: str = "",
    dated_at: datetime | None = None,
    updated_at: datetime | None = None,
    corrections: Iterable[Notice] = (),
    relations: Relations | None = None,
) -> Page:
    """The page of a content. Without a path it is that of a working copy not yet published."""
    relations = relations or Relations()
    language = content["language"]
    bylines = _bylines(content, relations)
    topics = relations.get(Topic, content["topics"])
    sections = _sections(content, relations)
    summary = content["standfirst"] or richtext.beginning(content["body"], _DESCRIPTION_WORDS)
    return Page(
        uid=str(article.uid),
        path=path,
        language=language,
        direction=direction_of(language, content["direction"]),
        kicker=content["kicker"],
        genre=content["genre"],
        headline=content["headline"],
        standfirst=content["standfirst"],
        byline=", ".join(byline.name for byline in bylines) or content["source"],
        dated_at=dated_at or contents.moment(content["dated_at"]),
        updated_at=updated_at,
        picture=_lead(content, relations),
        section=sections[-1] if sections else None,
        bylines=bylines,
        dateline=content["dateline"],
        source=content["source"],
        credit_line=content["credit_line"],
        copyright_line=content["copyright_line"],
        body_html=_body(content["body"], language, relations),
        topic_keys=tuple(topic.pk for topic in topics),
        topics=tuple(
            TopicLink(topic.name, topic.get_absolute_url(language), topic.kind) for topic in topics
        ),
        corrections=tuple(corrections),
        word_count=richtext.word_count(content["body"]),
        title=content["seo_headline"] or content["headline"],
        description=content["seo_description"] or summary,
        social_title=content["social_headline"] or content["headline"],
        social_description=content["social_description"] or summary,
        noindex=content["noindex"],
        sections=sections,
    )


def _body(html: str, language: str, relations: Relations) -> str:
    images = relations.by_uid(Image, richtext.pictures(html))
    documents = relations.by_uid(Document, richtext.documents(html))
    rendered = str(richtext.render(html, language))
    return figures(rendered, language, images, documents, _picture_in_text)


def _sections(content: dict, relations: Relations) -> tuple[Link, ...]:
    """The story's section under those above it; a look-up for each step that is not known yet."""
    line: list[Section] = []
    key = content["section"]
    while (section := relations.one(Section, key)) and section not in line:
        line.insert(0, section)
        key = section.parent_id
    return tuple(Link(section.name, section.get_absolute_url()) for section in line)


def _bylines(content: dict, relations: Relations) -> tuple[Byline, ...]:
    """An author who stands twice, since two were merged, stands where named first."""
    roles = {row["author"]: row["role"] for row in content["bylines"]}
    named: dict[Author, str] = {}
    for key, author in relations.by_key(Author, roles).items():
        named.setdefault(author, roles[key])
    return tuple(
        Byline(author.name, author.get_absolute_url(content["language"]), role, author.role)
        for author, role in named.items()
    )


def _lead(content: dict, relations: Relations) -> Picture | None:
    image = relations.one(Image, content["lead_image"])
    if image is None:
        return None
    alt = "" if content["lead_image_is_decoration"] else content["lead_image_alt"] or None
    return _picture(image, caption=content["lead_image_caption"], alt=alt)


def _picture_in_text(image: Image, attributes: dict[str, str]) -> Picture | None:
    """`attributes` are those of its figure: what is said of this use."""
    if "data-decoration" in attributes:
        return _picture(image, alt="")
    return _picture(image, alt=attributes.get("data-alt"))


def _picture(image: Image, *, caption: str = "", alt: str | None = None) -> Picture | None:
    """The picture as it is used; what is not said of this use is what the library says. None
    without a file to show, and where the picture is not for the web.
    """
    files = files_of(image)
    if not files or image.not_for_web:
        return None
    return Picture(
        **files,
        alt=image.alt if alt is None else alt,
        caption=caption or image.caption,
        credit=image.credit,
        copyright=image.copyright,
        made_with_ai=image.made_with_ai,
        until=microseconds(image.rights_until) if image.rights_until else None,
    )


def files_of(image: Image) -> dict:
    """What a Picture says of the files, beside words; {} without a file to show."""
    files = image.free_files()
    if not any(file.format == "jpeg" for file in files):
        return {}
    shapes = image.cropped_files()
    return {
        **_sets(files),
        "crops": tuple(
            Crop(file.spec, file.file.url, file.width, file.height) for file in image.crops()
        ),
        "shapes": tuple(
            Shape(name, **_sets(shapes[name])) for name in CARD_SHAPES if name in shapes
        ),
    }


def _sets(files: list[Rendition]) -> dict:
    """What pages say of the files of one shape, the smallest first."""
    jpegs = [file for file in files if file.format == "jpeg"]
    middle = next((file for file in jpegs if file.width >= 800), jpegs[-1])
    return {
        "src": middle.file.url,
        "srcset": _srcset(files, "jpeg"),
        "webp_srcset": _srcset(files, "webp"),
        "avif_srcset": _srcset(files, "avif"),
        "width": middle.width,
        "height": middle.height,
    }


def _srcset(files: list[Rendition], form: str) -> str:
    return ", ".join(f"{file.file.url} {file.width}w" for file in files if file.format == form)
