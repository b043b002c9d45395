"""Brings wire copy in: a WireStory becomes a working copy, a revision of one, or a conflict.

Importing never publishes and invents nothing: no headline, no agency that nobody confirmed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, drafting, folding, richtext
from articles.errors import Refused, StaleBase, WireRefused
from articles.models import Article, Revision, Section, WireRecord
from articles.permissions import Permissions
from articles.roles import Act
from articles.wire import formats
from articles.wire.formats.story import WireStory

UNCHANGED = "unchanged"
# Two texts of one moment or one file are the same dispatch when half of the shorter one stands in
# the other: updates keep most of a text, two different dispatches share next to nothing.
SAME_DISPATCH = 0.5
_CANDIDATES = 20
# A daily bulletin comes under one name every day, much of it in the same words.
_SAME_FILE_WITHIN = timedelta(hours=12)
_OPENING_WORDS = 12


@dataclass(frozen=True)
class Imported:
    """What became of a dispatch: a WireRecord.Outcome or UNCHANGED."""

    outcome: str
    article: Article
    record: WireRecord


def import_bytes(
    data: bytes, *, file: str, by, zone: tzinfo | None = None, **confirmed
) -> Imported:
    """Reads plain text and imports it. Raises WireRefused, which says file and line."""
    return import_story(formats.read(data, file=file, zone=zone), by=by, **confirmed)


def import_story(
    story: WireStory,
    *,
    by,
    agency: str = "",
    language: str = "",
    section: Section | None = None,
    reach: Permissions | None = None,
    now: datetime | None = None,
) -> Imported:
    """Imports one story; `agency` and `language` are what somebody confirmed, "" for not said.
    `reach` is what the importer may do; without one (a command) every story is in reach. What they
    may not see is to them as if it had never come.

    The same text again changes nothing. A newer text of the same dispatch becomes a revision on the
    one before it; where the copy was edited meanwhile it is kept as a conflict for the desk.
    """
    now = now or timezone.now()
    try:
        try:
            return _import(story, by, agency.strip(), language, section, reach, now)
        except IntegrityError:
            # Another process brought the same text in between the look and the write: it is known
            # now, or it came to another desk, and this one is a copy.
            return _import(story, by, agency.strip(), language, section, reach, now)
    except WireRefused:
        raise
    except Refused as refusal:
        raise WireRefused(str(refusal), file=story.file_name) from refusal


@transaction.atomic
@audit.held_back()
def _import(story, by, agency: str, language: str, section, reach, now) -> Imported:
    # Counted before the look: what comes to another desk in between makes the write below fail.
    copies = _same_text(story).count()
    known = _known(story, reach)
    if known is not None:
        return known
    changes = {
        "body": richtext.from_paragraphs(story.paragraphs),
        "dated_at": story.dated_at,
        **({"headline": story.headline} if story.headline else {}),
        **({"source": agency} if agency else {}),
    }
    earlier = _earlier_text(story, reach)
    if earlier is None:
        # The desk's working name, so that it can be told apart in a list; readers never see it.
        changes["slugline"] = _shortened(story.text)
        changes["language"] = language or story.language or settings.LANGUAGE_CODE
        changes |= {"section": section} if section else {}
        changes |= _unconfirmed(story, agency)
        article, outcome = Article(), WireRecord.Outcome.CREATED
        revision = drafting.save(
            article, changes, base=None, by=by, kind=Revision.Kind.IMPORTED, now=now
        )
    else:
        _refuse_a_strangers(earlier.article, reach)
        article, (outcome, revision) = earlier.article, _revise(earlier, changes, by, now)
    record = _record(story, article, revision, outcome, copies, by, now)
    audit.record(f"wire {outcome}", by=by, at=now, article=article, revision=revision)
    return Imported(outcome, article, record)


def _shortened(text: str) -> str:
    """The beginning of a text, about a line of it."""
    words = " ".join(text[:1000].split())
    return words if len(words) <= 60 else words[:60].rpartition(" ")[0] or words[:60]


def _known(story: WireStory, reach: Permissions | None) -> Imported | None:
    record = _in_sight(_same_text(story), reach).select_related("article").order_by("copy").first()
    return record and Imported(UNCHANGED, record.article, record)


def _same_text(story: WireStory):
    return WireRecord.objects.filter(format=story.format, fingerprint=story.fingerprint)


def _in_sight(records, reach: Permissions | None):
    """The records of stories that the importer may see."""
    return records if reach is None else records.filter(article__in=reach.may(Act.SEE).values("pk"))


def is_known(story: WireStory, *, reach: Permissions | None = None) -> bool:
    """Whether this very text was brought in before, as far as the importer may know."""
    return _known(story, reach) is not None


def _refuse_a_strangers(article: Article, reach: Permissions | None) -> None:
    if reach is not None and not reach.may_edit().filter(pk=article.pk).exists():
        raise Refused(
            _("It is a newer text of “%s”, in which you may not write. Ask its owner or an editor.")
            % article
        )


def _unconfirmed(story: WireStory, agency: str) -> dict:
    """A note for editors instead of a guess in print."""
    if agency or not story.agency:
        return {}
    note = _("The text names “%s” as its source. Confirm it before you print it.") % story.agency
    return {"note_to_editors": note}


def _revise(earlier: WireRecord, changes: dict, by, now) -> tuple[str, Revision]:
    """A revision on the text before, or the refused one of a conflict."""
    try:
        revision = drafting.save(
            earlier.article,
            changes,
            base=earlier.revision,
            by=by,
            kind=Revision.Kind.IMPORTED,
            now=now,
        )
    except StaleBase as conflict:
        return WireRecord.Outcome.CONFLICT, conflict.mine
    return WireRecord.Outcome.REVISED, revision


def _earlier_text(story: WireStory, reach: Permissions | None) -> WireRecord | None:
    """The newest accepted text of the same dispatch."""
    for record in _candidates(story, reach):
        # What the desk threw away is no story to go on with; its news may be.
        if record.article.removed_at is not None:
            continue
        if folding.containment(record.text, story.text) >= SAME_DISPATCH:
            accepted = WireRecord.objects.filter(article=record.article).exclude(
                outcome=WireRecord.Outcome.CONFLICT
            )
            return accepted.select_related("article", "revision").order_by("-id").first()
    return None


def _candidates(story: WireStory, reach: Permissions | None):
    """Records of the same moment, or of the same file about that time; without a date, of the same
    opening words or the same file.
    """
    records = WireRecord.objects.filter(format=story.format).order_by("-id")
    records = _in_sight(records, reach).select_related("article")
    of_file = records.filter(file_name=story.file_name) if story.file_name else records.none()
    if story.dated_at is None:
        undated = records.filter(dated_at=None)
        yield from undated.filter(opening=_opening(story))[:_CANDIDATES]
        yield from of_file.filter(dated_at=None)[:_CANDIDATES]
        return
    span = (story.dated_at - _SAME_FILE_WITHIN, story.dated_at + _SAME_FILE_WITHIN)
    yield from records.filter(dated_at=story.dated_at)[:_CANDIDATES]
    yield from of_file.filter(dated_at__range=span)[:_CANDIDATES]


def _opening(story: WireStory) -> str:
    return " ".join(folding.words(story.text[:2000])[:_OPENING_WORDS])[:200]


def _record(story: WireStory, article, revision, outcome: str, copies: int, by, now) -> WireRecord:
    return WireRecord.objects.create(
        # More than the first only where the others' stories were out of the importer's sight.
        copy=copies,
        article=article,
        revision=revision,
        outcome=outcome,
        format=story.format,
        file_name=story.file_name[:255],
        fingerprint=story.fingerprint,
        opening=_opening(story),
        date_line=story.date_line[:200],
        zone=story.zone[:60],
        dated_at=story.dated_at,
        agency=story.agency[:150],
        language=story.language,
        encoding=story.encoding,
        received_at=now,
        received_by=audit.account(by),
        text=story.text,
    )


def waiting(article: Article):
    """Conflicts of a story that the desk has not settled, oldest first."""
    records = WireRecord.objects.filter(article=article, outcome=WireRecord.Outcome.CONFLICT)
    return records.select_related("revision").order_by("id")
