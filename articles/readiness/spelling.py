"""Names that the text spells differently from the topics chosen for it.

Both sides are folded (articles.folding): Şəki and Seki fold alike and are spelled differently. Of
names long enough, one slip of a letter counts too, unless it is the last one, where languages bend
them.

It stays below a second for the largest body: few words of each name, few places of each word, and
of the text's words only those that share a spelling short of one letter with a word of a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from unicodedata import normalize

from django.conf import settings
from django.utils.translation import gettext as _

from articles import folding, richtext
from articles.models import Topic
from articles.readiness.finding import Finding, Level, key_of

# More topics, spellings and words than a story has.
_MOST_TOPICS = 30
_MOST_SAID = 3
_MOST_WORDS = 100_000
_MOST_NAMED = 8
_MOST_PLACES = 2_000
# Distinct words in which slips are looked for: no text that somebody wrote has more.
_MOST_DISTINCT = 20_000
# Words of names that are one spelling short of the same letter.
_MOST_ALIKE = 10
# A slip in a shorter word makes another word too often: Marta and Maria.
_LONG_ENOUGH = 6
_BETWEEN_WORDS = re.compile(r"[\s.,;:!?()\[\]{}«»“”„\"‹›<>…/–—|]+")
_POSSESSIVE = re.compile(r"['’ʼ]s$")


class Text:
    """The words of a story with their folded forms, and where each stands; of the words of the
    names, which slips it has.
    """

    def __init__(self, content: dict, names: Iterable[list[str]]):
        parts = (content["headline"], content["standfirst"], richtext.plain_text(content["body"]))
        words = _BETWEEN_WORDS.split("\n".join(parts))[:_MOST_WORDS]
        self.words = [_POSSESSIVE.sub("", word.strip("'’‘")) for word in words]
        known = {word: folding.fold(word) for word in set(self.words)}
        self.folded = [known[word] for word in self.words]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.folded):
            if word:
                self.places[word].append(place)
        is_written = len(self.places) <= _MOST_DISTINCT
        sought = {word for name in names for word in name[:_MOST_NAMED] if is_written}
        self.near = _near(self.places, {word for word in sought if len(word) >= _LONG_ENOUGH})

    def spellings(self, name: list[str]) -> Iterator[str]:
        """How the text writes what folds to this name."""
        for place in self.places.get(name[0], ())[:_MOST_PLACES] if name else ():
            if self.folded[place : place + len(name)] == name:
                yield " ".join(self.words[place : place + len(name)])

    def slips(self, name: list[str]) -> Iterator[str]:
        """What the text writes with one word of the name a letter wrong, in capitals like it."""
        for slot, word in enumerate(name[:_MOST_NAMED]):
            others = self.near.get(word, ())
            places = chain.from_iterable(self.places[other] for other in others)
            for place in islice(places, _MOST_PLACES):
                first = place - slot
                as_slipped = [*name[:slot], self.folded[place], *name[slot + 1 :]]
                is_name = first >= 0 and not self.words[place][:1].islower()
                if is_name and self.folded[first : first + len(name)] == as_slipped:
                    yield " ".join(self.words[first : first + len(name)])


def look_at(content: dict) -> Iterator[Finding]:
    """At most one query."""
    if not content["topics"]:
        return
    # A subject is no name: its word may be bent and written small.
    keys = Topic.objects.present_keys(content["topics"][:_MOST_TOPICS]).values()
    topics = Topic.objects.filter(pk__in=set(keys))
    topics = list(topics.exclude(kind=Topic.Kind.SUBJECT))
    text = Text(content, [_folded(topic.name) for topic in topics]) if topics else None
    for topic in topics:
        yield from _of_topic(topic, text, content["language"])


def _of_topic(topic: Topic, text: Text, language: str) -> Iterator[Finding]:
    known = {_compared(name) for name in (topic.name, *topic.alternative_names.splitlines())}
    written = list(text.spellings(_folded(topic.name)))
    others = [*written, *text.slips(_folded(topic.name))]
    said = _("The text says “%(written)s”; the topic is spelled “%(name)s”.")
    for spelling in _distinct(others):
        if _compared(spelling) not in known:
            yield _finding(Level.WARNING, said, spelling, topic)
    is_named = any(_compared(each) == _compared(topic.name) for each in written)
    # One topic serves all editions; in another language its other name may be the right one.
    may_be_right = is_named or language != settings.LANGUAGE_CODE
    said = _("The text says “%(written)s”, another name of the topic “%(name)s”.")
    for name in _distinct(topic.alternative_names.splitlines()):
        is_other = _compared(name) != _compared(topic.name)
        if is_other and any(_compared(each) == _compared(name) for each in _written(text, name)):
            is_short_form = f" {_compared(name)} " in f" {_compared(topic.name)} "
            level = Level.NOTE if may_be_right or is_short_form else Level.WARNING
            yield _finding(level, said, name.strip(), topic)


def _written(text: Text, name: str) -> Iterator[str]:
    folded = _folded(name)
    return text.spellings(folded) if folded else iter(())


def _finding(level: Level, said: str, written: str, topic: Topic) -> Finding:
    sentence = said % {"written": written, "name": topic.name}
    return Finding(level, key_of("name", f"{topic.pk} {written}"), sentence, "body")


def _distinct(spellings) -> list[str]:
    found = {_compared(each): each for each in spellings if each.strip() and not each.isupper()}
    return list(found.values())[:_MOST_SAID]


def _folded(name: str) -> list[str]:
    return [folding.fold(word) for word in _BETWEEN_WORDS.split(name) if folding.fold(word)]


def _compared(name: str) -> str:
    """A name as spellings are told apart: by its letters, not by their size or the apostrophe."""
    words = (word for word in _BETWEEN_WORDS.split(normalize("NFC", name)) if word)
    return " ".join(words).replace("’", "'").replace("ʼ", "'").casefold()


def _near(words: Iterable[str], names: set[str]) -> dict[str, list[str]]:
    """Each of the names → the words that are a slip of it."""
    alike = defaultdict(list)
    for name in names:
        for short in _short_of_one(name):
            alike[short].append(name)
    sizes = {(name[0], len(name) + more) for name in names for more in (-1, 0, 1)}
    found = defaultdict(list)
    for word in words:
        shorts = _short_of_one(word) & alike.keys() if (word[0], len(word)) in sizes else ()
        for name in {name for short in shorts for name in alike[short][:_MOST_ALIKE]}:
            if _is_slip(name, word):
                found[name].append(word)
    return found


def _short_of_one(word: str) -> set[str]:
    """The word, and what is left of it without any one letter but the first: what two words have
    in common that are a slip apart.
    """
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter is another, one too many or one too few, and not the last."""
    if word == other:
        return False
    shorter = min(len(word), len(other))
    start = next((at for at in range(shorter) if word[at] != other[at]), shorter)
    rests = (
        (word[start + 1 :], other[start + 1 :]),
        (word[start:], other[start + 1 :]),
        (word[start + 1 :], other[start:]),
    )
    return any(one == two and one for one, two in rests)
