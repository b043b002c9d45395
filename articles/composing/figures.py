"""Figures of a text: a stored placeholder → what readers get.

`figures` runs when a page is composed and writes the markup of each picture and each embed, so that
a reader's request makes none; a picture whose rights end with the marks of that (rights). The card
of a story stays a placeholder, for linking to print at a reader's request.
"""

import re
from collections.abc import Callable
from html import unescape

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from articles import embeds
from articles.composing import rights
from articles.composing.page import Picture
from articles.models import Document, Image

# Only for what richtext.render has returned: every tag has its end there.
_FIGURE = re.compile(r"<(/?)(figure|figcaption|aside)( [^>]*+)?>")
_ATTRIBUTE = re.compile(r' (data-[a-z]+)="([^"]*+)"')

# What makes of an image, as it is used here, a Picture; None where it has no file to show.
MakePicture = Callable[[Image, dict[str, str]], Picture | None]


def figures(
    html: str,
    language: str,
    images: dict[str, Image],
    documents: dict[str, Document],
    make: MakePicture,
) -> str:
    """What richtext.render returned, with its placeholders printed in the page's language; `images`
    and `documents` are those that it names, by uid.
    """
    if "<figure" not in html:
        return html
    with translation.override(language):
        return _Printer(images, documents, make).printed(html)


class _Printer:
    """One walk over the figures of a text, which may stand in each other."""

    def __init__(self, images: dict[str, Image], documents: dict[str, Document], make: MakePicture):
        self._images, self._documents, self._make = images, documents, make
        self._opened: list[_Figure] = []
        # How each box that is open ends.
        self._asides: list[str] = []
        self._out: list[str] = []

    def printed(self, html: str) -> str:
        done = 0
        for tag in _FIGURE.finditer(html):
            self._write(html[done : tag.start()])
            done = tag.end()
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[3] or "")}
            if tag[2] == "figcaption":
                self._caption(tag)
            elif tag[2] == "aside":
                self._aside(tag, attributes)
            elif tag[1]:
                self._end()
            else:
                self._begin(tag, attributes)
        self._write(html[done:])
        return "".join(self._out)

    def _write(self, html: str) -> None:
        """Nothing is written of a figure whose picture is not there, its caption included. An
        embed's caption waits for the end of its figure.
        """
        if any(figure.is_gone for figure in self._opened):
            return
        holder = self._opened[-1] if self._opened else None
        holds = isinstance(holder, _EmbedFigure) and holder.is_in_caption
        (holder.caption if holds else self._out).append(html)

    def _begin(self, tag: re.Match, attributes: dict[str, str]) -> None:
        figure = self._figure(tag, attributes)
        self._opened.append(figure)
        self._write(figure.start())
        figure.place = len(self._out) - 1

    def _end(self) -> None:
        """What holds pictures is known to its end alone: a gallery of none is taken back."""
        figure = self._opened[-1]
        self._write(figure.end())
        self._opened.pop()
        if isinstance(figure, _Gallery) and not any(each.is_gone for each in self._opened):
            if not figure.pictures:
                del self._out[figure.place :]
                return
            self._out[figure.place] = rights.begin(figure.until) + self._out[figure.place]
            self._out.append(rights.end(figure.until))

    def _figure(self, tag: re.Match, attributes: dict[str, str]) -> "_Figure":
        if any(isinstance(each, (_PictureFigure, _EmbedFigure)) for each in self._opened):
            # Neither a picture nor an embed holds another figure; rights would end in each other.
            return _PictureFigure(None, {})
        if "data-embed" in attributes:
            return self._embed(attributes)
        if "data-image" in attributes:
            image = self._images.get(attributes["data-image"])
            picture = self._make(image, attributes) if image else None
            around = self._opened[-1] if self._opened else None
            if picture and isinstance(around, _Gallery):
                around.pictures.append(picture)
            return _PictureFigure(picture, attributes, isinstance(around, _Gallery))
        if "data-document" in attributes:
            return _DocumentFigure(self._documents.get(attributes["data-document"]))
        if attributes.get("data-kind") == "gallery":
            return _Gallery('<figure class="gallery">')
        return _Figure(tag[0])

    def _embed(self, attributes: dict[str, str]) -> "_Figure":
        address = attributes["data-embed"]
        image = self._images.get(attributes.get("data-image", ""))
        poster = self._make(image, attributes) if image else None
        return _EmbedFigure(embeds.of(address), address, poster)

    def _aside(self, tag: re.Match, attributes: dict[str, str]) -> None:
        """A transcript is folded; every other box stays as it is."""
        if tag[1]:
            self._write(self._asides.pop())
        elif attributes.get("data-kind") == "transcript":
            self._write(render_to_string("articles/_transcript.html").strip())
            self._asides.append("</div></details>")
        else:
            self._write(tag[0])
            self._asides.append("</aside>")

    def _caption(self, tag: re.Match) -> None:
        figure = self._opened[-1] if self._opened else None
        if figure is None:
            self._write(tag[0])
        elif isinstance(figure, _EmbedFigure):
            figure.is_in_caption = not tag[1]
        elif tag[1]:
            self._write(f"{figure.credits()}</figcaption>")
        else:
            figure.has_caption = True
            self._write(tag[0])


class _Figure:
    """A figure as it was written."""

    is_gone = False
    # Where its beginning stands in what is written.
    place = -1

    def __init__(self, tag: str):
        self._tag, self.has_caption = tag, False

    def start(self) -> str:
        return self._tag

    def credits(self) -> str:
        return ""

    def end(self) -> str:
        return "</figure>"


class _Gallery(_Figure):
    """Pictures beside each other; there as long as any of them."""

    def __init__(self, tag: str):
        super().__init__(tag)
        self.pictures: list[Picture] = []

    @property
    def until(self) -> int | None:
        ends = [picture.until for picture in self.pictures]
        return None if None in ends else max(ends)


class _PictureFigure(_Figure):
    """A picture of the library; its credit stands behind the caption of this use, or its own."""

    def __init__(
        self, picture: Picture | None, attributes: dict[str, str], is_in_gallery: bool = False
    ):
        super().__init__("")
        self.is_gone = picture is None
        self._picture, self._align = picture, attributes.get("data-align", "")
        self._place = "gallery" if is_in_gallery else self._align

    def start(self) -> str:
        if self._picture is None:
            return ""
        context = {"picture": self._picture, "align": self._align, "place": self._place}
        return (
            rights.begin(self._picture.until)
            + render_to_string("articles/_text_figure.html", context).strip()
        )

    def credits(self) -> str:
        context = {"picture": self._picture}
        return render_to_string("articles/_text_credits.html", context).strip()

    def end(self) -> str:
        if self._picture is None:
            return ""
        return f"{self._own_caption()}</figure>{rights.end(self._picture.until)}"

    def _own_caption(self) -> str:
        if self.has_caption:
            return ""
        return render_to_string("articles/_text_caption.html", {"picture": self._picture}).strip()


class _EmbedFigure(_Figure):
    """What stands elsewhere: a picture of ours or the provider's name, and a link to it. What has a
    frame is told to the script, which loads it when a reader asks for it. A stranger's address is a
    link alone; the caption, which HTML wants last, stands at the end.
    """

    def __init__(self, embed: embeds.Embed | None, address: str, poster: Picture | None):
        super().__init__("")
        self._embed, self._address, self._poster = embed, address, poster
        self.caption: list[str] = []
        self.is_in_caption = False

    def start(self) -> str:
        if self._embed is None:
            address = embeds.address_of(self._address)
            return render_to_string("articles/_linked_figure.html", {"address": address}).strip()
        context = {"embed": self._embed, "stored": self._address, "poster": self._marked_poster()}
        return render_to_string("articles/_embed.html", context).strip()

    def end(self) -> str:
        caption = "".join(self.caption).strip()
        credit = self._credit()
        inner = f"{caption}{credit}"
        if not caption and credit:
            return f"{self._marked(f'<figcaption>{credit}</figcaption>')}</figure>"
        credit = self._marked(credit) if credit else ""
        return f"<figcaption>{caption}{credit}</figcaption></figure>" if inner else "</figure>"

    def _marked_poster(self) -> str:
        if self._poster is None:
            return ""
        html = render_to_string("articles/_embed_poster.html", {"picture": self._poster}).strip()
        return mark_safe(self._marked(html))

    def _credit(self) -> str:
        """Of the poster; its caption in the library is not said of what it stands for."""
        if self._poster is None or self._embed is None:
            return ""
        return render_to_string("articles/_text_credits.html", {"picture": self._poster}).rstrip()

    def _marked(self, html: str) -> str:
        until = self._poster.until
        return f"{rights.begin(until)}{html}{rights.end(until)}"


class _DocumentFigure(_Figure):
    """A way to a document: what it is called and how large it is, and the words of this use."""

    def __init__(self, document: Document | None):
        super().__init__("")
        self.is_gone, self._document = document is None, document

    def start(self) -> str:
        if self._document is None:
            return ""
        return render_to_string(
            "articles/_text_document.html", {"document": self._document}
        ).strip()
