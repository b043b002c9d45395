"""Small makers of rows, through the same verbs that the desk uses."""

import io
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from articles import drafting, publishing
from articles.documents import library as documents
from articles.images import library
from articles.models import (
    Article,
    Author,
    Change,
    Document,
    Image,
    PublishedVersion,
    Section,
    StandingPage,
    Topic,
)
from tests.base import LATER, NOON
from tests.documents.pdfs import pdf

_numbers = count(1)


def restart() -> None:
    global _numbers
    _numbers = count(1)


def make_section(name: str = "", **fields) -> Section:
    name = name or f"Section {next(_numbers)}"
    known = Section.objects.filter(name=name, language=fields.get("language", "en")).first()
    return known or Section.objects.create(name=name, **fields)


def make_topic(name: str = "", **fields) -> Topic:
    return Topic.objects.create(name=name or f"Topic {next(_numbers)}", **fields)


def make_author(name: str = "", **fields) -> Author:
    return Author.objects.create(name=name or f"Author {next(_numbers)}", **fields)


def make_standing_page(name: str = "About us", **fields) -> StandingPage:
    """A page that readers find, unless `fields` say otherwise."""
    fields = {"kind": "other", "body": "<p>Who we are.</p>", "updated_at": NOON, **fields}
    return StandingPage.objects.create(name=name, **fields)


def make_article(*, by=None, now=NOON, **fields) -> Article:
    """A working copy with a headline, a text and a section, unless `fields` say otherwise."""
    number = next(_numbers)
    if "section" not in fields:
        fields["section"] = make_section("Town", language=fields.get("language", "en"))
    content = {"headline": f"Headline {number}", "body": f"<p>Text {number}.</p>", **fields}
    article = Article()
    drafting.save(article, content, base=None, by=by, now=now)
    return article


def make_live(*, by=None, now=NOON, at=None, told="", **fields) -> PublishedVersion:
    """A published story: live from `now`, or from `at`; with a correction where one is `told`."""
    article = make_article(by=by, now=now, **fields)
    kind = Change.CORRECTION if told else Change.UPDATE
    return publishing.publish(article, by=by, at=at, change=kind, note=told, now=now)


def reloaded(article: Article) -> Article:
    """The working copy as another desk would open it now."""
    return Article.objects.get(pk=article.pk)


def change(article: Article, *, by=None, now=NOON, **fields) -> Article:
    """Saves a change on the present head; returns the working copy."""
    article = reloaded(article)
    drafting.save(article, fields, base=article.head_id, by=by, now=now)
    return article


def make_corrected(*, new_body: str, note: str, **fields) -> PublishedVersion:
    """A story published at noon; returns the correction of it that is live an hour later."""
    article = change(make_live(**fields).article, body=new_body, now=LATER)
    return publishing.publish(article, by=None, change=Change.CORRECTION, note=note, now=LATER)


def make_image(*, by=None, size=(64, 48), file="harbour.jpg", **fields) -> Image:
    """A picture of the library with its renditions and a credit, unless `fields` say otherwise;
    each call paints another colour.
    """
    number, out = next(_numbers), io.BytesIO()
    # Far from each other: JPEG makes one colour of two that are near.
    colour = (number * 53 % 256, number * 97 % 256, 120)
    Pillow.new("RGB", size, colour).save(out, "JPEG")
    upload = SimpleUploadedFile(file, out.getvalue(), content_type="image/jpeg")
    image, _made = library.add(upload, by=by, **{"credit": "Mara Teel", **fields})
    return image


def make_document(title: str = "The plan", *, by=None, pages: int = 2) -> Document:
    """A PDF of the library; each call writes another one."""
    data = pdf(*[f"/UserUnit {next(_numbers)}"] * pages)
    document, _made = documents.add(SimpleUploadedFile("plan.pdf", data), by=by, title=title)
    return document
