"""What stands on each public surface at any moment: an oracle that knows nothing of the system but
its addresses and the rules that readers are promised.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from tests.benchmarks.boundaries.plan import ENDS, LANGUAGES, Story

FRONT, FEED, NAMES = 20, 30, 200
FORMS = ("rss", "atom", "json")
_FEEDS_OF_PLACES = ("section-feed", "topic-feed", "author-feed")
NEWS = timedelta(hours=48)
# Words of texts and notes, and the last parts of addresses.
WORD = re.compile(r"zq[0-9]{4}[tnw][0-9]")
_SLUG = re.compile(r"(?:ferry|pier|pen)-[0-9]{4}")
_MONTH = re.compile(r"/[0-9]{4}/[0-9]{2}(?=/\"|\.xml)")


@dataclass(frozen=True)
class Seen:
    """What an answer comes to: its status, where it leads, and the signs on it that count."""

    status: int
    signs: frozenset[str] = frozenset()
    location: str = ""


def here(signs: Iterable[str]) -> Seen:
    return Seen(200, frozenset(signs))


def here_if_any(signs: Iterable[str]) -> Seen:
    signs = frozenset(signs)
    return Seen(200, signs) if signs else Seen(404)


@dataclass(frozen=True)
class Address:
    """One public address: what it is of, and how to read the signs on it."""

    path: str
    surface: str
    at: Callable[[datetime], Seen]
    signs: Callable[[str], frozenset[str]]

    def read(self, status: int, location: str, text: str) -> Seen:
        """Of what is not there the status counts: its page may lead to other stories."""
        if status == 404:
            return Seen(404)
        signs = frozenset() if status == 301 else self.signs(text)
        return Seen(status, signs, location if status == 301 else "")


class Expected:
    """The addresses of a paper of these stories, with what stands at each of them when."""

    def __init__(self, stories: list[Story], see_instead: dict[str, Story], zone: ZoneInfo):
        self.stories, self.see_instead, self.zone = stories, see_instead, zone
        self.live = lru_cache(maxsize=64)(self._live)

    def _live(self, at: datetime, language: str = "") -> list[tuple[Story, str]]:
        """(story, its text) as lists have them, newest first."""
        found = [
            (story, span.text)
            for story in self.stories
            if language in ("", story.language) and (span := story.span(at))
        ]
        return sorted(found, key=lambda row: (row[0].dated_at, row[0].tiebreak), reverse=True)

    def addresses(self, story: Story, moment: datetime) -> list[Address]:
        """Every address on which the story may stand, by the rows of tests/surfaces.py; of the
        three forms of a place's feed another one at each of its boundaries.
        """
        from tests import surfaces

        day = story.dated_at.astimezone(self.zone).date()
        place = surfaces.Place(
            path=self._path(story),
            day=day,
            section=story.section,
            topic=story.topic,
            author=story.author,
            rendition=(story.pictures or ("0" * 32 + ".jpeg",))[0],
        )
        rows = [row for row in surfaces.SURFACES if row.language == story.language]
        turn = story.number + sum(boundary.at < moment for boundary in story.boundaries)
        form = FORMS[turn % len(FORMS)]
        named = [
            self._of(row.name, row.of, row.address(place), story, day)
            for row in rows
            if row.of in ("", "page", form) or not row.name.endswith(_FEEDS_OF_PLACES)
        ]
        old = Address(story.old_path, "old address", self._old(story), _nothing)
        return [*named, old]

    def _of(self, name: str, form: str, path: str, story: Story, day) -> Address:
        name = name.removeprefix("edition:")
        if (plain := "page" if form == "page" else name) in _PLAIN:
            return Address(path, plain, lambda at: Seen(_PLAIN[plain]), _nothing)
        if name == "rendition":
            status = 200 if story.pictures else 404
            return Address(path, name, lambda at: Seen(status), _nothing)
        bare, is_feed = name.removesuffix("-feed"), name.endswith("-feed")
        at = getattr(self, f"_{bare}")(story, day, FEED if is_feed else FRONT)
        reading = _READING.get(bare, _texts)
        if bare in ("article", "lite"):
            reading = self._of_story(story)
        return Address(path, f"{name} {form}".strip(), at, reading)

    def _path(self, story: Story) -> str:
        """Under the day on which it begins, or began, in the newsroom."""
        return f"{story.dated_at.astimezone(self.zone):/%Y/%m/%d}/{story.slug}/"

    # Of one story -------------------------------------------------------------------------------

    def _of_story(self, story: Story) -> Callable[[str], frozenset[str]]:
        """Its own words, and the date as machines read it; beside it stand other stories."""
        own = re.compile(rf"zq{story.number:04}[tnw][0-9]")
        dated = self._dated(story)

        def read(text: str) -> frozenset[str]:
            return frozenset(own.findall(text)) | ({dated} if dated in text else set())

        return read

    def _dated(self, story: Story) -> str:
        return f'datetime="{story.dated_at.astimezone(self.zone).isoformat()}"'

    def _article(self, story: Story, day, first: int, tail: str = ""):
        def at(moment: datetime) -> Seen:
            if span := story.span(moment):
                notes = [words for _at, words in story.told(moment)]
                return here([span.text, *notes, self._dated(story)])
            withdrawal = story.withdrawal(moment)
            status = ENDS[withdrawal.text] if withdrawal else 404
            if status == 410:
                return Seen(410, frozenset({story.word("w", 0)}))
            led_to = (
                f"{self._path(self.see_instead[story.language])}{tail}" if status == 301 else ""
            )
            return Seen(status, location=led_to)

        return at

    def _lite(self, story: Story, day, first: int):
        return self._article(story, day, first, tail="lite/")

    def _old(self, story: Story):
        """As its own address, but where it is live it leads there; its pages are not read."""
        there, path = self._article(story, None, 0), self._path(story)

        def at(moment: datetime) -> Seen:
            seen = there(moment)
            return Seen(301, location=path) if seen.status == 200 else _bare(seen)

        return at

    def _topic(self, story: Story, day, first: int):
        return lambda at: here_if_any(filter(None, [(span := story.span(at)) and span.text]))

    _author = _topic

    # Of an edition ------------------------------------------------------------------------------

    def _front(self, story: Story, day, first: int):
        language = story.language
        return lambda at: here(text for _story, text in self.live(at, language)[:first])

    def _everything(self, story: Story, day, first: int):
        return lambda at: here(text for _story, text in self.live(at)[:first])

    def _section(self, story: Story, day, first: int):
        return lambda at: here_if_any(
            [text for each, text in self.live(at, story.language) if each.section == story.section][
                :first
            ]
        )

    def _dated_within(self, story: Story, is_within: Callable, first: int):
        return lambda at: here_if_any(
            [
                text
                for each, text in self.live(at, story.language)
                if is_within(each.dated_at.astimezone(self.zone).date())
            ][:first]
        )

    def _day(self, story: Story, day, first: int):
        return self._dated_within(story, lambda other: other == day, first)

    def _month(self, story: Story, day, first: int):
        return self._dated_within(story, lambda other: _month(other) == _month(day), first)

    def _year(self, story: Story, day, first: int):
        return self._dated_within(story, lambda other: other.year == day.year, first)

    def _corrections(self, story: Story, day, first: int):
        def at(moment: datetime) -> Seen:
            told = [
                (note_at, each.tiebreak, words)
                for each, _text in self.live(moment, story.language)
                for note_at, words in each.told(moment)
            ]
            return here(words for _at, _tie, words in sorted(told, reverse=True)[:first])

        return at

    def _news_sitemap(self, story: Story, day, first: int):
        return lambda at: here(text for each, text in self.live(at) if each.dated_at >= at - NEWS)

    # Addresses, which tell of stories by being there ---------------------------------------------

    def _month_sitemap(self, story: Story, day, first: int):
        return lambda at: here_if_any(
            each.slug
            for each, _text in self.live(at)
            if _month(each.dated_at.astimezone(self.zone)) == _month(day)
        )

    def _places_sitemap(self, story: Story, day, first: int):
        return lambda at: here(
            slug for each, _text in self.live(at) for slug in (each.topic, each.author)
        )

    def _topics(self, story: Story, day, first: int):
        return lambda at: here_if_any(
            sorted(each.topic for each, _text in self.live(at, story.language))[:NAMES]
        )

    def _authors(self, story: Story, day, first: int):
        return lambda at: here_if_any(
            sorted(each.author for each, _text in self.live(at, story.language))[:NAMES]
        )

    def _archive(self, story: Story, day, first: int):
        return self._months_of(story.language)

    def _sitemap(self, story: Story, day, first: int):
        return self._months_of("")

    def _months_of(self, language: str):
        """With the story that stays, which is a day older than all others."""
        stays = [self.see_instead[code].dated_at for code in LANGUAGES if language in ("", code)]

        def at(moment: datetime) -> Seen:
            dates = [*stays, *(each.dated_at for each, _text in self.live(moment, language))]
            return here(f"{each.astimezone(self.zone):/%Y/%m}" for each in dates)

        return at

    @cached_property
    def lives(self) -> dict[str, list[tuple[datetime, datetime | None]]]:
        """Each word → the spans in which readers may meet it, on whatever page."""
        found: dict[str, list] = {}
        for story in self.stories:
            for span in story.spans:
                found.setdefault(span.text, []).append((span.begins, span.ends))
                for at, words in story.notes:
                    if span.ends is None or at < span.ends:
                        found.setdefault(words, []).append((max(at, span.begins), span.ends))
                for name in (story.topic, story.author, *story.pictures):
                    found.setdefault(name, []).append((span.begins, span.ends))
            for span in story.withdrawals:
                found.setdefault(story.word("w", 0), []).append((span.begins, span.ends))
        return found


# What never tells of stories: name → status.
_PLAIN = dict.fromkeys(("robots", "security", "manifest", "healthz", "page"), 200) | {
    # No story of this paper offers one.
    "document": 404
}
_PLAIN |= {"favicon": 302, "touch_icon": 302}


def _bare(seen: Seen) -> Seen:
    return Seen(seen.status, location=seen.location)


def _month(day) -> tuple[int, int]:
    return day.year, day.month


def _nothing(text: str) -> frozenset[str]:
    return frozenset()


def _texts(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(text) if word[6] == "t")


def _notes(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(text) if word[6] == "n")


def _slugs(text: str) -> frozenset[str]:
    return frozenset(_SLUG.findall(text))


def _months(text: str) -> frozenset[str]:
    return frozenset(_MONTH.findall(text))


_READING = {
    "corrections": _notes,
    "month_sitemap": _slugs,
    "places_sitemap": _slugs,
    "topics": _slugs,
    "authors": _slugs,
    "archive": _months,
    "sitemap": _months,
}
