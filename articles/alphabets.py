"""The order of names in the paper's languages: what stands before what, and under which letter.

Databases disagree about it, so lists of names are put in order here, a page at a time.
"""

from unicodedata import normalize

from articles.folding import fold

# Letters in their order where folding them would lose it. Azerbaijani has no w but in names.
_LETTERS = {
    language: {letter: place for place, letter in enumerate(letters)}
    for language, letters in {
        "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz",
        "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    }.items()
}
_DOTTED = {"az", "tr"}
# What begins with a digit or a sign.
OTHER = "#"


def order_of(name: str, language: str) -> tuple[int, ...]:
    """A key to sort names by; letters of other languages stand where their plain forms do."""
    letters = _letters(language)
    found: list[int] = []
    for sign in _lower(name, language):
        plain = (sign,) if sign in letters else fold(sign)
        found += (letters.get(one, len(letters) + ord(one)) for one in plain)
        # Words before letters: "Port Sund" stands before "Porta".
        found += [-1] if sign.isspace() else []
    return tuple(found)


def letter_of(name: str, language: str) -> str:
    """The capital letter that a name stands under, or OTHER."""
    first = _lower(name.strip(), language)[:1]
    if first not in _letters(language):
        first = fold(first)[:1]
    if not first.isalpha():
        return OTHER
    return "İ" if first == "i" and _code(language) in _DOTTED else first.upper()


def _letters(language: str) -> dict[str, int]:
    return _LETTERS.get(_code(language), {})


def _code(language: str) -> str:
    return language.lower().split("-")[0]


def _lower(name: str, language: str) -> str:
    """In small letters: Azerbaijani and Turkish have two kinds of i, each with its capital."""
    name = normalize("NFC", name)
    if _code(language) in _DOTTED:
        name = name.replace("I", "ı").replace("İ", "i")
    return normalize("NFC", name.lower())
