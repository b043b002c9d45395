"""compose(): a story's content → its page."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from articles import content as contents
from articles import richtext
from articles.composing.page import Byline, Crop, Link, Notice, Page, Picture, TopicLink
from articles.models import Article, Author, Image, Section, Topic
from articles.models.address import Mergeable

# About as much as search engines and shared links show.
_DESCRIPTION_WORDS = 30
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Relations:
    """Looks up the rows that contents name, each once: pass one to compose many stories cheaply."""

    def __init__(self):
        self._rows: dict[type[Model], dict[int, Model]] = {}

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

    @staticmethod
    def _looked_up(model: type[Model], keys: list[int]) -> dict[int, Model]:
        if model is Image:
            return model.objects.prefetch_related("renditions").in_bulk(keys)
        if issubclass(model, Mergeable):
            rows = model.objects.select_related("merged_into").in_bulk(keys)
            return {key: row.present for key, row in rows.items()}
        return model.objects.in_bulk(keys)

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
        picture=_picture(content, relations),
        section=sections[-1] if sections else None,
        bylines=bylines,
        dateline=content["dateline"],
        source=content["source"],
        credit_line=content["credit_line"],
        copyright_line=content["copyright_line"],
        body_html=str(richtext.render(content["body"], language)),
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


def _picture(content: dict, relations: Relations) -> Picture | None:
    image = relations.one(Image, content["lead_image"])
    files = files_of(image) if image else {}
    if not files:
        return None
    return Picture(
        **files,
        alt=image.alt,
        caption=content["lead_image_caption"] or image.caption,
        credit=image.credit,
        copyright=image.copyright,
        made_with_ai=image.made_with_ai,
    )


def files_of(image: Image) -> dict:
    """What a Picture says of the files, beside words; {} without a file to show."""
    files = image.free_files()
    jpegs = [file for file in files if file.format == "jpeg"]
    if not jpegs:
        return {}
    middle = next((file for file in jpegs if file.width >= 800), jpegs[-1])
    return {
        "src": middle.file.url,
        "srcset": _srcset(jpegs),
        "webp_srcset": _srcset(file for file in files if file.format == "webp"),
        "width": middle.width,
        "height": middle.height,
        "crops": tuple(
            Crop(file.spec, file.file.url, file.width, file.height) for file in image.crops()
        ),
    }


def _srcset(files: Iterable) -> str:
    return ", ".join(f"{file.file.url} {file.width}w" for file in files)
