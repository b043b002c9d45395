"""What a legal hold stopped, of all stories that somebody sees: the group above the queue."""

from dataclasses import dataclass

from articles.admin.article import stopped as words
from articles.models import StoppedPublication
from articles.permissions import Permissions
from articles.roles import Act

# More than any newsroom leaves undecided.
_MOST = 50


@dataclass(frozen=True)
class Row:
    line: words.Line
    section: str
    is_held: bool


@dataclass(frozen=True)
class Group:
    rows: list[Row]
    has_more: bool


def waiting(person: Permissions) -> list[StoppedPublication]:
    """The earliest planned, one more than is shown; one query."""
    return list(words.in_reach(person, Act.SEE)[: _MOST + 1])


def group(found: list[StoppedPublication], allowed, query: str) -> Group:
    """`allowed`: from the key of a story to the acts that somebody may do on it."""
    return Group([_row(each, allowed, query) for each in found[:_MOST]], len(found) > _MOST)


def _row(stopped: StoppedPublication, allowed, query: str) -> Row:
    story = stopped.article
    presses = words.presses(stopped, is_held=story.legal_hold, acts=allowed(story.pk), query=query)
    section = story.section.name if story.section else ""
    return Row(words.line(stopped, presses), section, story.legal_hold)
