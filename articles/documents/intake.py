"""Takes a PDF in: recognised by content, and printed anew in a process apart (images/apart).

What is stored holds the pages and nothing else of the upload: no script, no file within the file,
no name of who wrote it, no earlier state, no position in its pictures.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.errors import DocumentRefused
from articles.images import apart

MAX_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """A document as it is stored. `hash` is that of the uploaded bytes, `stored_hash` that of what
    is kept; `left` are sentences about what was left out.
    """

    data: bytes
    hash: str
    stored_hash: str
    pages: int
    left: tuple[str, ...]


def take(upload) -> Taken:
    """Reads an uploaded file; raises DocumentRefused, with a sentence, for what is no PDF."""
    if upload.size > MAX_BYTES:
        raise DocumentRefused(_("The file is larger than %d MB.") % (MAX_BYTES // 1024 // 1024))
    seen = hashlib.sha256()
    try:
        said, data = apart.printed(_read(upload, seen), upload.size)
    except apart.NoAnswer as fault:
        raise DocumentRefused(_sentence("costly", None)) from fault
    if "refused" in said:
        raise DocumentRefused(_sentence(said["refused"], said["number"]))
    if not data.startswith(b"%PDF-1.7\n") or len(data) > 2 * MAX_BYTES:
        raise DocumentRefused(_sentence("damaged", None))
    return Taken(
        data=data,
        hash=seen.hexdigest(),
        stored_hash=hashlib.sha256(data).hexdigest(),
        pages=int(said["pages"]),
        left=tuple(_left(said["left"])),
    )


def _read(upload, seen) -> Iterator[bytes]:
    for chunk in upload.chunks():
        seen.update(chunk)
        yield chunk


def _left(words: list[str]) -> Iterator[str]:
    sentences = {
        "scripts": _("Scripts in it were left out."),
        "files": _("Files within it were left out."),
        "form": _("Its form can no longer be filled in; what stands in its fields is still seen."),
        "notes": _("Notes that people pinned to its pages were left out."),
    }
    return (sentences[word] for word in words if word in sentences)


def _sentence(word: str, number: int | None) -> str:
    sentences = {
        "damaged": _("The file is not a PDF, or it is damaged."),
        "locked": _("The PDF is locked. Print it into a new PDF without a password."),
        "collection": _("The PDF is a folder of other files. Add these one by one."),
        "drawn": _("The PDF is a form that is drawn by a program. Print it into a new PDF."),
        "pages": _("The PDF has more than %d pages."),
        "costly": _(
            "Reading the PDF takes more time or memory than one file is given. Save it again, in"
            " parts or smaller."
        ),
    }
    sentence = sentences.get(word, sentences["damaged"])
    return sentence % number if "%d" in sentence else sentence
