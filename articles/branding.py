"""What makes it this paper and no other: its line, its logo, its colours and its faces."""

from dataclasses import dataclass

from django.conf import settings

# Files in static/articles/fonts/ that the first words of a page are printed in.
_FACES = {"ru": ("serif-cyrillic", "display-cyrillic"), "ar": ("naskh", "serif-latin")}
_LATIN_FACES = ("serif-latin", "display-latin")


@dataclass(frozen=True)
class Brand:
    """The looks of the paper, as any page prints them; files by their static paths."""

    tagline: str
    tokens: str
    logo: str
    # The colour of the page, by day and by night.
    light: str
    dark: str
    # Loaded ahead, because the page's script needs them at once.
    faces: tuple[str, ...]


def brand(language: str) -> Brand:
    """The paper's looks in a language."""
    faces = _FACES.get(language, _LATIN_FACES) if settings.NEWSROOM_PRELOAD_FACES else ()
    return Brand(
        tagline=settings.NEWSROOM_TAGLINE,
        tokens=settings.NEWSROOM_TOKENS,
        logo=settings.NEWSROOM_LOGO,
        light=settings.NEWSROOM_PAPER_COLOUR,
        dark=settings.NEWSROOM_PAPER_COLOUR_DARK,
        faces=tuple(f"articles/fonts/{face}.woff2" for face in faces),
    )
