"""The plain values that templates print: Page for a story's own page, Card for lists."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from articles import richtext
from articles.composing.rights import in_force, microseconds
from articles.models import Genre, MadeWithAi, Topic
from articles.models.address import absolute_url

_SHARED = "16x9"
# Genres that law or trust ask to be printed as a label.
LABELLED = frozenset(Genre.values) - {Genre.NEWS}


@dataclass(frozen=True)
class Link:
    name: str
    path: str


@dataclass(frozen=True)
class TopicLink(Link):
    """kind is a value of Topic.Kind."""

    kind: str = Topic.Kind.SUBJECT.value


@dataclass(frozen=True)
class Byline:
    """role is what they did for this story, job what they are at the paper."""

    name: str
    path: str
    role: str = ""
    job: str = ""


@dataclass(frozen=True)
class Crop:
    """A file that shows a part of a picture in another shape, like "16x9"."""

    shape: str
    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Shape:
    """The files of a picture in another shape, as a Picture has those of its own."""

    shape: str
    src: str
    srcset: str
    webp_srcset: str
    width: int
    height: int
    avif_srcset: str = ""


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
    # A value of MadeWithAi, or "".
    made_with_ai: str = ""
    # When the rights end, in microseconds since 1970; None where they do not.
    until: int | None = None
    # For machines, the widest shape first; cards have none.
    crops: tuple[Crop, ...] = ()
    # "" where the paper cuts no AVIF.
    avif_srcset: str = ""
    # For cards; a story's own page has none.
    shapes: tuple[Shape, ...] = ()

    def is_in_force(self, now: datetime) -> bool:
        """Whether its rights let readers see it at this moment."""
        return self.until is None or microseconds(now) < self.until

    def in_shape(self, name: str) -> "Picture":
        """The same picture as cut to a shape, where it was; its style sheet cuts off the rest of
        one that was too small for that, or was stored before cards had shapes.
        """
        for shape in self.shapes:
            if shape.shape == name:
                files = {key: value for key, value in vars(shape).items() if key != "shape"}
                return replace(self, **files)
        return self

    @property
    def ai_label(self) -> str:
        """The part that AI had in it, in words, else ""."""
        return MadeWithAi(self.made_with_ai).label if self.made_with_ai else ""

    @property
    def shared(self) -> "Picture":
        """The same picture as a link that is passed on shows it: wide, or else the largest."""
        wide = next((crop for crop in self.crops if crop.shape == _SHARED), None)
        if wide is None:
            return self.largest
        return replace(self, src=wide.src, width=wide.width, height=wide.height)

    @property
    def largest(self) -> "Picture":
        """The same picture by its largest file, for those who show it elsewhere."""
        src, _space, wide = self.srcset.rpartition(", ")[2].partition(" ")
        width = int(wide.removesuffix("w") or self.width)
        if width <= self.width:
            return self
        return replace(self, src=src, width=width, height=round(self.height * width / self.width))


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
    topics: tuple[TopicLink, ...]
    # Row numbers, for related stories; never printed.
    topic_keys: tuple[int, ...]
    corrections: tuple[Notice, ...]
    word_count: int
    title: str
    description: str
    social_title: str
    social_description: str
    noindex: bool
    # From the top section down to the story's own.
    sections: tuple[Link, ...] = ()

    @property
    def reading_minutes(self) -> int:
        return richtext.reading_minutes(self.word_count, self.language)

    @property
    def body(self) -> SafeString:
        """The body, cleaned by richtext when this page was composed. Links to stories that
        composing.linked has not looked up are their text alone: no way past it tells of one. Nor
        does any show a picture whose rights end, if nobody has asked whether they have.
        """
        return mark_safe(richtext.linked(in_force(self.body_html, None), {}))

    @property
    def url(self) -> str:
        return absolute_url(self.path)
