"""Spellings: the one way in which an address of ours is written, and what people make of it.

Links are copied by hand, cut by mail programs, completed by old servers and guessed. What differs
from an address only as spellings differ is answered with the address itself.
"""

from unicodedata import normalize

from articles import folding

# Longer than any path that a thing can have (Address.path).
_LONGEST = 500
# What servers call the page of a folder. Not index.php: its query says which page it is.
_INDEXES = frozenset({"index.html", "index.htm"})


def spellings(path: str) -> list[str]:
    """The paths that one may have meant who asks for this one, likeliest first, and never itself.

    Case, marks that nobody sees, doubled slashes, dots, `;` parameters and a slash too many or too
    few make no difference; nor does how a word would be typed of which a slug was made.
    """
    if len(path) > _LONGEST or "\x00" in path:
        return []
    words = _words(path)
    if not words:
        meant = ["/"]
    else:
        bare = f"/{'/'.join(words)}"
        # Names of files have a dot and no slash; all our other pages end in one.
        meant = [bare, f"{bare}/"] if "." in words[-1] else [f"{bare}/", bare]
    return [each for each in meant if each != path]


def _words(path: str) -> list[str]:
    words: list[str] = []
    for part in path.split("/"):
        word = _word(part.partition(";")[0])
        if word == "..":
            del words[-1:]
        elif word not in ("", "."):
            words.append(word)
    return words[:-1] if words and words[-1] in _INDEXES else words


def _word(part: str) -> str:
    """As a slug or a file of ours is written; what no slug can be made of stays as it is."""
    if "." in part:
        return normalize("NFC", part).lower().strip()
    slug = folding.slugify(part, max_length=_LONGEST)
    # "story" is also what slugify makes of nothing.
    return slug if slug != "story" or "story" in part.lower() else part.strip()
