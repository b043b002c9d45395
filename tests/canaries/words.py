"""Words that stand in hidden stories alone, in every field and in all that a field can name."""

import re
from datetime import UTC, datetime

from articles import content, folding
from articles.models import Author, Image, Section, Topic
from tests.base import HOUR, NOON, person
from tests.factories import make_author, make_document, make_image, make_section, make_topic
from tests.surfaces import HOME, OTHER

# A hidden thing's word begins so; no word of any language of the paper does.
SIGN = re.compile(rb"zq[a-z]*")
# When most of what is scheduled begins.
NIGHT = NOON + 8 * HOUR
# The uids of hidden stories to which public ones link.
LINKED = {
    HOME: "6f1c1e5e-3c55-4d0b-9f4e-0d3a52c0a911",
    OTHER: "0b7de4a2-9e61-4f0c-8a57-71d0c3f2b6e4",
}
# A year in which nothing public stands: stories of the home edition that give themselves a date.
LONG_AGO = datetime(2011, 2, 7, 9, tzinfo=UTC)
# Choices, numbers and gates have no words of their own. What they do to pages is seen where every
# byte is compared with those of a paper without the story.
WORDLESS = {
    *("genre", "language", "direction", "urgency", "target_words", "noindex", "legal_hold"),
    "lead_image_is_decoration",
    *("dated_at", "embargoed_until"),
}


class Secret:
    """One word in one edition, and what is named by it."""

    def __init__(self, kind: str, language: str):
        self.word = f"zq{kind}"
        self.language = language
        self.section = self._section("section")
        self.further = self._section("further")
        self.topic = self._named(make_topic, "topic", alternative_names=self.word)
        self.author = self._named(make_author, "author", bio=self.word, role=self.word)
        words = dict.fromkeys(
            ("alt", "caption", "credit", "copyright", "creator", "place"), self.word
        )
        self.image = make_image(file=f"{self.word}.jpg", **words)
        self.document = make_document(f"{self.word} document")

    def _section(self, noun: str) -> Section:
        name = f"{self.word} {noun}"
        return make_section(name, language=self.language, description=self.word)

    def _named(self, make, noun: str, **fields) -> Topic | Author:
        field = "bio" if noun == "author" else "description"
        return make(f"{self.word} {noun} {self.language}", **{field: self.word} | fields)

    def fields(self, **gates) -> dict:
        """A value for every field of a story, with the word in all that holds text."""
        dated = {"dated_at": LONG_AGO} if self.language == HOME else {}
        return {**self._texts(), **self._things(), **dated, **gates}

    def update(self, **gates) -> dict:
        """The same for the copy of a story that has its language and its date already."""
        fields = self.fields(**gates)
        return {name: fields[name] for name in fields.keys() - {"language", "dated_at"}}

    def told(self) -> dict:
        """What readers are told of it, once it is live."""
        return {"change": "correction", "note": f"{self.word} note"}

    def _texts(self) -> dict:
        texts = {name: f"{self.word} {name}" for name in content.TEXTS if name not in WORDLESS}
        link = f"<a href='https://{self.word}.example/'>{self.word}</a>"
        document = f"<figure data-document='{self.document.uid}'></figure>"
        return texts | {
            "slug": folding.slugify(f"{self.word} slug {self.language}"),
            "body": f"<h2>{self.word} heading</h2><p>{self.word} body {link}</p>{document}",
            "language": self.language,
        }

    def _things(self) -> dict:
        """Its own, and beside them those that public stories have too."""
        return {
            "section": self.section,
            "further_sections": [self.further, town(self.language)],
            "topics": [self.topic, harbour()],
            "bylines": [(self.author, self.word), ada()],
            "lead_image": self.image,
        }


def editor():
    """Whoever makes the hidden ones; their name is no public word either."""
    return person("chief_editor", name="zqeditor")


def town(language: str) -> Section:
    return make_section("Town", language=language)


def harbour() -> Topic:
    return Topic.objects.filter(name="Harbour").first() or make_topic("Harbour")


def ada() -> Author:
    return Author.objects.filter(name="Ada Quill").first() or make_author("Ada Quill")


def names_of(images: list[Image]) -> set[str]:
    """What no page may name of these: their files."""
    files = {image.file.name for image in images}
    return files | {file.file.name for image in images for file in image.renditions.all()}
