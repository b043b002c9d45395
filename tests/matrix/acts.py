"""What each act on a story sends, and how one sees that it happened."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from articles.models import (
    AccessLimit,
    Article,
    Origin,
    Presence,
    PublishedVersion,
    Section,
    UnsavedText,
)
from articles.readiness import KINDS
from tests.base import DAY, EVENING
from tests.factories import reloaded
from tests.matrix.places import NOW


@dataclass(frozen=True)
class Act:
    """`sends` makes the form of a press, of the fields that stood on the page that was opened; an
    act without one only opens a page. `happened` asks the database, and the answer, after it.
    """

    sends: Callable | None = None
    happened: Callable = lambda case, answer: False
    # Whether the page that is opened before the press answers with the same word. Where it does
    # not, somebody who may only look reads it too.
    opens: bool = True
    # Whether the press sends back the form of that page.
    fills: bool = False
    # What must stand on the page that is opened.
    shows: Callable = lambda case: ""
    # A list opens for many; what matters is whether the thing stands in it.
    is_search: bool = False


def _headline(case) -> str:
    return case.story.headline


def _row(case) -> str:
    """The way from a list to the story; the headline alone stands in the box of the search too."""
    return f"/articles/article/{case.story.pk}/change/"


def at(moment) -> dict:
    """A moment as the fields of a sheet hold it, in the newsroom's zone."""
    local = moment.astimezone(settings.ZONE)
    return {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def _typed(case, **typed) -> dict:
    """The writing page as it stands, with something typed into it."""
    story = case.story
    return {
        "base": story.head_id,
        "headline": story.headline,
        "body": story.body,
        "section": story.section_id or "",
        "genre": story.genre,
        "language": story.language,
        "urgency": story.urgency,
        "_save": "1",
        **typed,
    }


def _now(case) -> Article:
    return reloaded(case.story)


def _write(sends, happened) -> Act:
    return Act(sends, happened, opens=False)


def _sheet(sends, happened, **more) -> Act:
    return Act(sends, happened, shows=_headline, **more)


def _page() -> Act:
    return Act(shows=_headline)


def _live(case):
    return PublishedVersion.objects.of(case.story).live(NOW).first()


def _reads(case) -> int | None:
    """The revision that readers see."""
    live = _live(case)
    return live and live.revision_id


def _moves_to(name: str) -> Act:
    return _write(
        lambda case, page: _typed(case, section=Section.objects.get(name=name).pk),
        lambda case, answer: Section.objects.filter(pk=_now(case).section_id, name=name).exists(),
    )


def _revision(case, page, **typed) -> dict:
    sent = {"revision": case.story.head_id, "when": "now", "dated": "keep", "queue": "keep"}
    # What stands to be looked at first is passed: this is about who may, not about the story.
    return sent | {"passed": list(KINDS), "word": "As agreed."} | typed


def _choices(case, page) -> dict:
    """Everything of the text that waited, as the page that compares the two offers it."""
    refused = case.story.revisions.filter(kind="refused").first()
    content = refused.content if refused else {}
    return {"head": case.story.head_id, **dict.fromkeys(content, "mine")}


def _begun(kind: str):
    def happened(case, answer) -> bool:
        return Origin.objects.filter(
            source=case.story, kind=kind, article__owner=case.user
        ).exists()

    return happened


def _embargo(case, page) -> dict:
    """Of the sheet, with what waits taken back."""
    moment = {name: value for name, value in at(NOW + DAY).items() if name != "when"}
    return {**page, **moment, "until": "moment", "reason": "Until the press hour.", "waits": "back"}


def _is_embargoed(case, answer) -> bool:
    return _now(case).embargoed_until == NOW + DAY


def _is_lifted(case, answer) -> bool:
    return case.story.embargoed_until and _now(case).embargoed_until is None


def _in_bulk(act: str, happened, **chosen) -> Act:
    """As the page that asks first would send it."""
    return _write(
        lambda case, page: {
            "act": act,
            "confirm": "1",
            "story": f"{case.story.pk}:{case.story.head_id}",
            **{name: find() for name, find in chosen.items()},
        },
        happened,
    )


def _own_window(case, page) -> dict:
    """The fields of a beat from a page that the person has open already."""
    window = f"of{case.user.pk}at{case.story.pk}" if case.user and case.story else "nobody"
    return {"window": window, "base": "", "unsaved": ""}


def _is_open(case) -> bool:
    return Presence.objects.filter(article=case.story, user=case.user).exists()


STORY_ACTS = {
    "find it in the list of stories": Act(shows=_row, is_search=True),
    "go to it by its number": Act(shows=_row, is_search=True),
    "find it in the evening’s paper": Act(shows=_headline, is_search=True),
    "see it in the paper of its moment": Act(),
    "open": _page(),
    "take its short address": Act(),
    "preview": _page(),
    "preview what is typed": _write(
        lambda case, page: _typed(case, headline="Typed alone"),
        lambda case, answer: "Typed alone" in answer.content.decode(),
    ),
    "keep what is typed": _write(
        lambda case, page: _typed(case, headline="Typed alone", window="a" * 32),
        lambda case, answer: UnsavedText.objects.filter(
            article=case.story, user=case.user, content__headline="Typed alone"
        ).exists(),
    ),
    "read its history": _page(),
    "compare two of its texts": _page(),
    "read one of its texts": _page(),
    "write": _write(
        lambda case, page: _typed(case, headline="Rewritten"),
        lambda case, answer: _now(case).headline == "Rewritten",
    ),
    "move to Harbour": _moves_to("Harbour"),
    "move to Sport": _moves_to("Sport"),
    "move to Harbour in bulk": _in_bulk(
        "move",
        lambda case, answer: Section.objects.filter(
            pk=_now(case).section_id, name="Harbour"
        ).exists(),
        section=lambda: Section.objects.get(name="Harbour").pk,
    ),
    "publish in bulk": _in_bulk(
        "publish",
        lambda case, answer: _reads(case) == case.story.head_id,
        change=lambda: "update",
    ),
    "print in Sport too": _write(
        lambda case, page: _typed(case, further_sections=[case.world.sport.pk]),
        lambda case, answer: case.world.sport in _now(case).further_sections.all(),
    ),
    "set an embargo": _sheet(_embargo, _is_embargoed, fills=True),
    "set an embargo in a forged form": _write(
        lambda case, page: _typed(
            case,
            embargoed_until_0=f"{NOW + DAY:%Y-%m-%d}",
            embargoed_until_1="12:00:00",
            embargo_reason="Forged.",
        ),
        _is_embargoed,
    ),
    "lift the embargo": _sheet(
        lambda case, page: {**page, "why": "Released early."}, _is_lifted, fills=True
    ),
    "lift the embargo in a forged form": _write(
        lambda case, page: _typed(case, embargoed_until_0="", embargoed_until_1=""), _is_lifted
    ),
    "clear the hold in a forged form": _write(
        lambda case, page: _typed(case, legal_hold="", legal_hold_reason=""),
        lambda case, answer: not _now(case).legal_hold,
    ),
    "say that one has it open": _write(_own_window, lambda case, answer: _is_open(case)),
    "say that one leaves it": _write(_own_window, lambda case, answer: answer.content == b"{}"),
    "take it over from colleagues": _write(
        lambda case, page: {},
        lambda case, answer: Presence.objects.filter(article=case.story, ended_at=NOW).exists(),
    ),
    "settle two texts": _sheet(
        _choices, lambda case, answer: _now(case).revisions.filter(kind="merged").exists()
    ),
    "restore its first text": _write(
        lambda case, page: {"revision": case.story.revisions.earliest("id").pk},
        lambda case, answer: UnsavedText.objects.filter(
            article=case.story, user=case.user
        ).exists(),
    ),
    "go on with two texts": _sheet(
        lambda case, page: _choices(case, page) | {"go_on": "1"},
        lambda case, answer: UnsavedText.objects.filter(
            article=case.story, user=case.user, kind="merged"
        ).exists(),
    ),
    "publish": _sheet(
        lambda case, page: _revision(case, page, change="update"),
        lambda case, answer: _reads(case) == case.story.head_id,
    ),
    "schedule": _sheet(
        lambda case, page: _revision(case, page, change="update", **at(EVENING)),
        lambda case, answer: (
            PublishedVersion.objects.of(case.story).filter(live_from=EVENING).exists()
        ),
    ),
    "correct": _sheet(
        lambda case, page: _revision(case, page, change="correction", note="It was not so."),
        lambda case, answer: case.story.corrections.filter(text="It was not so.").exists(),
    ),
    "amend what readers see": Act(
        lambda case, page: (
            page | {"headline": "Amended alone", "asked": "on", "word": "As agreed."}
        ),
        lambda case, answer: _live(case).headline == "Amended alone",
        fills=True,
        shows=_headline,
    ),
    "preview an amendment": _write(
        lambda case, page: {"headline": "Amended alone", "body": "<p>x</p>"},
        lambda case, answer: "Amended alone" in answer.content.decode(),
    ),
    "find it in the queue": Act(shows=_row, is_search=True),
    "move the schedule": _sheet(
        lambda case, page: at(EVENING + DAY),
        lambda case, answer: case.story.versions.filter(live_from=EVENING + DAY).exists(),
    ),
    # Nothing waits of these stories that could be moved.
    "move its withdrawal": Act(),
    "take the schedule back": _sheet(
        lambda case, page: {},
        lambda case, answer: (
            not PublishedVersion.objects.filter(pk=case.parts["VERSION"], dropped_at=None)
            .ahead(NOW)
            .exists()
            and case.story.audit_rows.filter(at=NOW).exists()
        ),
    ),
    "withdraw": _sheet(
        lambda case, page: {"when": "now", "answer": "410", "reason": "A mistake."},
        lambda case, answer: (
            case.story.withdrawals.filter(begins_at=NOW).exists() and _live(case) is None
        ),
    ),
    "bring back": _sheet(
        lambda case, page: _revision(case, page, text="as it was"),
        lambda case, answer: _live(case) is not None and case.story.withdrawals.exists(),
    ),
    "put on legal hold": _sheet(
        lambda case, page: {"reason": "A letter came."},
        lambda case, answer: _now(case).legal_hold_reason == "A letter came.",
    ),
    "clear the hold": _sheet(
        lambda case, page: {},
        lambda case, answer: case.story.legal_hold and not _now(case).legal_hold,
    ),
    "go on with what was stopped": _sheet(
        lambda case, page: {"when": "now"},
        lambda case, answer: case.story.stopped.get().version == _live(case).pk,
    ),
    "give up what was stopped": _sheet(
        lambda case, page: {},
        lambda case, answer: case.story.stopped.filter(
            settled_at__isnull=False, version=None
        ).exists(),
    ),
    "limit to oneself": _sheet(
        lambda case, page: {"people": [case.user.pk if case.user else 0]},
        lambda case, answer: (
            _now(case).is_limited
            and AccessLimit.objects.filter(article=case.story, user=case.user).exists()
        ),
    ),
    "hand over": _sheet(
        lambda case, page: {"to": case.world.persons["A chief editor of the whole paper"].pk},
        lambda case, answer: _now(case).owner.username == "carla",
    ),
    "copy": _sheet(lambda case, page: {}, _begun("copy")),
    "follow up": _sheet(lambda case, page: {}, _begun("follow_up")),
    "remove": _sheet(lambda case, page: {}, lambda case, answer: _now(case).removed_at is not None),
    "find it in the bin": Act(
        shows=lambda case: f"/articles/article/{case.story.pk}/put-back/", is_search=True
    ),
    "put back": _sheet(
        lambda case, page: {},
        lambda case, answer: case.story.removed_at and not _now(case).removed_at,
    ),
    "delete": Act(
        lambda case, page: {"post": "yes"},
        lambda case, answer: not Article.objects.filter(pk=case.story.pk).exists(),
    ),
    "take the detour to it": Act(),
}
