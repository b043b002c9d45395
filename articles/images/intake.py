"""Takes a picture in: recognised by content, decoded within bounds, encoded anew.

What is stored is only what was decoded, so no metadata, no thumbnail and no trailing data of the
upload survives: no position, no serial number, no name. The work is done in a process apart
(`darkroom`), which may break over a file without harm; here its answers become sentences.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from articles.errors import ImageRefused
from articles.images import apart
from articles.images.darkroom import facts

MAX_BYTES = 30 * 1024 * 1024
# How each kind of file that the process apart makes begins.
_BEGINNINGS = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}


@dataclass(frozen=True)
class Taken:
    """A picture as it is stored: `ending` is jpeg or png, or webp for one that moves.

    `hash` is that of the uploaded bytes, `pixels` that of what is seen. `facts` are values of
    fields of Image that the file brought, those alone that it had.
    """

    data: bytes
    ending: str
    hash: str
    pixels: str
    width: int
    height: int
    facts: dict[str, str | date] = field(default_factory=dict)


def take(upload, *, moves: bool = False) -> Taken:
    """Reads an uploaded file; raises ImageRefused, with a sentence, for what is no picture.

    `moves` keeps the frames of one that moves; otherwise its first one is taken.
    """
    if upload.size > MAX_BYTES:
        raise ImageRefused(_("The file is larger than %d MB.") % (MAX_BYTES // 1024 // 1024))
    # The film and the still of one file are two pictures.
    seen = hashlib.sha256()
    try:
        said, data = apart.developed(_read(upload, seen), upload.size, moves=moves)
    except apart.NoAnswer as fault:
        raise ImageRefused(_sentence("costly", None)) from fault
    if "refused" in said:
        raise ImageRefused(_sentence(said["refused"], said["number"]))
    if not data.startswith(_BEGINNINGS.get(said["ending"], b"-")):
        raise ImageRefused(_sentence("damaged", None))
    if said["ending"] == "webp":
        seen.update(b" in motion")
    return Taken(
        data=data,
        ending=said["ending"],
        hash=seen.hexdigest(),
        pixels=hashlib.sha256(said["pixels"].encode()).hexdigest(),
        width=int(said["width"]),
        height=int(said["height"]),
        facts=_facts(said["facts"]),
    )


def _read(upload, seen) -> Iterator[bytes]:
    for chunk in upload.chunks():
        seen.update(chunk)
        yield chunk


def _facts(said: dict[str, str]) -> dict[str, str | date]:
    """Looked at once more: what comes from the process apart is only as good as its decoders."""
    found = facts.proper({name: str(value) for name, value in said.items()})
    if "taken_on" in found:
        return found | {"taken_on": date.fromisoformat(found["taken_on"])}
    return found


def _sentence(word: str, number: int | None) -> str:
    sentences = {
        "damaged": _("The file is not a JPEG, PNG, WebP, AVIF or GIF picture, or it is damaged."),
        "pixels": _("The picture has more than %d million pixels."),
        "transparent": _("The transparent picture has more than %d million pixels."),
        "small": _("The picture is smaller than %d pixels."),
        "long": _("The picture is more than %d times as long as wide."),
        "scans": _("The picture is coded in far too many steps. Save it again."),
        "progressive": _(
            "The picture is too large for a progressive JPEG. Save it again, not as one or smaller."
        ),
        "frames": _(
            "The moving picture has more than %d frames. Shorten it, or take it as a still."
        ),
        "film": _(
            "The frames of the moving picture have more than %d million pixels. Make it smaller or"
            " shorter, or take it as a still."
        ),
        "costly": _(
            "Reading the picture takes more time or memory than one picture is given. Save it"
            " again, smaller or in another format."
        ),
    }
    sentence = sentences.get(word, sentences["damaged"])
    return sentence % number if "%d" in sentence else sentence
