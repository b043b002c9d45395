"""Composing: a story's content → the plain values that templates print. Nothing else reaches them.

Page is what an article's own page prints, Card what lists print. Both are stored with a published
version as JSON (its composed columns) and made anew by recompose when a name, a picture or a
section changes; the desk's preview makes them from the working copy.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles import content as contents
from articles import jsonld, richtext
from articles.models import (
    Article,
    Author,
    Correction,
    Genre,
    Image,
    PublishedVersion,
    Section,
    Topic,
)

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# Genres that law or trust ask to be printed as a label.
LABELLED = frozenset(Genre.values) - {Genre.NEWS}


@dataclass(frozen=True)
class Link:
    name: str
    path: str


@dataclass(frozen=True)
class Byline:
    name: str
    path: str
    role: str = ""


@dataclass(frozen=True)
class Picture:
    """One picture with the files cut from it; srcset is ready for the attribute of that name."""

    src: str
    srcset: str
    webp_srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    copyright: str


@dataclass(frozen=True)
class Notice:
    """What readers are told of a change: kind is a value of models.Change."""

    kind: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Card:
    """A story as lists print it."""

    uid: str
    path: str
    language: str
    direction: str
    kicker: str
    genre: str
    headline: str
    standfirst: str
    byline: str
    dated_at: datetime | None
    updated_at: datetime | None
    picture: Picture | None

    @property
    def label(self) -> str:
        """The genre in words where it must be printed, else ""."""
        return Genre(self.genre).label if self.genre in LABELLED else ""


@dataclass(frozen=True)
class Page(Card):
    """A story as its own page prints it."""

    section: Link | None
    bylines: tuple[Byline, ...]
    dateline: str
    source: str
    credit_line: str
    copyright_line: str
    body_html: str
    topics: tuple[Link, ...]
    corrections: tuple[Notice, ...]
    word_count: int
    title: str
    description: str
    social_title: str
    social_description: str
    noindex: bool
    jsonld_text: str

    @property
    def body(self) -> SafeString:
        """The body, cleaned by richtext when this page was composed."""
        return mark_safe(self.body_html)

    @property
    def jsonld(self) -> SafeString:
        """Structured data, escaped for a script element by jsonld.text."""
        return mark_safe(self.jsonld_text)

    @property
    def url(self) -> str:
        return settings.SITE_URL + iri_to_uri(self.path)


class Relations:
    """Looks up the rows that contents name, each once: pass one to compose many stories cheaply."""

    def __init__(self):
        self._rows: dict[type[Model], dict[int, Model]] = {}

    def get(self, model: type[Model], keys: Iterable[int]) -> list:
        """The rows of these keys, in their order; those that are gone are left out."""
        keys = list(keys)
        known = self._rows.setdefault(model, {})
        unknown = [key for key in keys if key not in known]
        if unknown:
            rows = model.objects.all()
            if model is Image:
                rows = rows.prefetch_related("renditions")
            known.update(rows.in_bulk(unknown))
        return [known[key] for key in keys if key in known]

    def one(self, model: type[Model], key: int | None):
        return next(iter(self.get(model, [key] if key else [])), None)


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
    page = Page(
        uid=str(article.uid),
        path=path,
        language=language,
        direction=content["direction"] or ("rtl" if language in RIGHT_TO_LEFT else "ltr"),
        kicker=content["kicker"],
        genre=content["genre"],
        headline=content["headline"],
        standfirst=content["standfirst"],
        byline=", ".join(byline.name for byline in bylines) or content["source"],
        dated_at=dated_at or contents.moment(content["dated_at"]),
        updated_at=updated_at,
        picture=_picture(content, relations),
        section=_section(content, relations),
        bylines=bylines,
        dateline=content["dateline"],
        source=content["source"],
        credit_line=content["credit_line"],
        copyright_line=content["copyright_line"],
        body_html=str(richtext.render(content["body"], language)),
        topics=tuple(
            Link(topic.name, topic.get_absolute_url(language))
            for topic in relations.get(Topic, content["topics"])
        ),
        corrections=tuple(corrections),
        word_count=richtext.word_count(content["body"]),
        title=content["seo_headline"] or content["headline"],
        description=content["seo_description"] or content["standfirst"],
        social_title=content["social_headline"] or content["headline"],
        social_description=content["social_description"] or content["standfirst"],
        noindex=content["noindex"],
        jsonld_text="",
    )
    return replace(page, jsonld_text=jsonld.text(jsonld.news_article(page)))


def _section(content: dict, relations: Relations) -> Link | None:
    section = relations.one(Section, content["section"])
    return Link(section.name, section.get_absolute_url()) if section else None


def _bylines(content: dict, relations: Relations) -> tuple[Byline, ...]:
    roles = {row["author"]: row["role"] for row in content["bylines"]}
    return tuple(
        Byline(author.name, author.get_absolute_url(content["language"]), roles[author.pk])
        for author in relations.get(Author, roles)
    )


def _picture(content: dict, relations: Relations) -> Picture | None:
    image = relations.one(Image, content["lead_image"])
    files = sorted(image.renditions.all(), key=lambda file: file.width) if image else []
    jpegs = [file for file in files if file.format == "jpeg"]
    if not jpegs:
        return None
    middle = next((file for file in jpegs if file.width >= 800), jpegs[-1])
    return Picture(
        src=middle.file.url,
        srcset=_srcset(jpegs),
        webp_srcset=_srcset(file for file in files if file.format == "webp"),
        width=middle.width,
        height=middle.height,
        alt=image.alt,
        caption=content["lead_image_caption"] or image.caption,
        credit=image.credit,
        copyright=image.copyright,
    )


def _srcset(files: Iterable) -> str:
    return ", ".join(f"{file.file.url} {file.width}w" for file in files)


def card(page: Page) -> Card:
    """What lists print of a page."""
    return Card(**{name: getattr(page, name) for name in Card.__dataclass_fields__})


# To and from the composed columns --------------------------------------------------------------


def columns(page: Page) -> dict:
    """The composed columns of a version: {"path", "card", "page"}."""
    return {"path": page.path, "card": to_json(card(page)), "page": to_json(page)}


def to_json(value: Card) -> dict:
    """A page or card as JSON holds it; body and dates as text."""
    return _jsonable(asdict(value))


def _jsonable(value):
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def page_of(version: PublishedVersion) -> Page:
    """The stored page of a version; no query."""
    stored = version.page
    return Page(
        **_card_values(stored),
        **{
            name: stored[name]
            for name in Page.__dataclass_fields__
            if name not in Card.__dataclass_fields__ and name not in _NESTED
        },
        section=Link(**stored["section"]) if stored["section"] else None,
        bylines=tuple(Byline(**row) for row in stored["bylines"]),
        topics=tuple(Link(**row) for row in stored["topics"]),
        corrections=tuple(
            Notice(row["kind"], row["text"], datetime.fromisoformat(row["at"]))
            for row in stored["corrections"]
        ),
    )


_NESTED = frozenset({"section", "bylines", "topics", "corrections"})


def card_of(version: PublishedVersion) -> Card:
    """The stored card of a version; no query."""
    return card_from(version.card)


def card_from(stored: dict) -> Card:
    """A card from its stored JSON."""
    return Card(**_card_values(stored))


def _card_values(stored: dict) -> dict:
    values = {name: stored[name] for name in Card.__dataclass_fields__}
    values["picture"] = Picture(**stored["picture"]) if stored["picture"] else None
    for name in ("dated_at", "updated_at"):
        values[name] = contents.moment(stored[name])
    return values


# Composing anew --------------------------------------------------------------------------------


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
    for article, *notice in rows.order_by("version__live_from").values_list(
        "article", "kind", "text", "version__live_from"
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
            PublishedVersion.objects.filter(pk=version.pk).update(**now_composed)
            changed += 1
    return changed
