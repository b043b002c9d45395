"""Restoring: an earlier text, a field or a paragraph of it, laid out on the present text.

Nothing is saved here: whoever restores looks at it in the writing page and saves it there. What
cannot come back stays as it is now, and is said.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing, newsroom_time, permissions
from articles.drafting.gates import FIELDS as NEVER_RESTORED
from articles.drafting.unsaved import lay_out
from articles.errors import BodyRefused, Invalid, Refused
from articles.models import Article, Revision, UnsavedText


class Restored(NamedTuple):
    text: UnsavedText
    # Sentences: what is left as it is now, and why.
    left: list[str]


def restore(article: Article, revision: Revision, *, by, now: datetime) -> Restored:
    """The whole text, but for holds and embargoes. Raises Refused where nothing comes back."""
    names = [name for name in contents.FIELDS if name not in NEVER_RESTORED]
    others = contents.differing(_content(revision), article.head.content)
    left = [_left(name, _gate_words()) for name in others if name in NEVER_RESTORED]
    return _restore(article, revision, names, left, by=by, now=now)


def restore_field(article: Article, revision: Revision, name: str, *, by, now: datetime):
    """One field. Raises Refused for one that no story has, too."""
    if name not in contents.FIELDS or name in NEVER_RESTORED:
        raise Refused(_("This field cannot be restored."))
    return _restore(article, revision, [name], [], by=by, now=now)


def restore_block(article: Article, revision: Revision, index: int, *, by, now: datetime):
    """One block of the body, by its place among those of the revision: where the present text has
    another in its stead, that one is replaced; where it was taken out, it stands there again.
    """
    body = _with_block(_content(revision)["body"], article.head.content["body"], index)
    return _lay_out(article, revision, {"body": body}, [], by=by, now=now)


def _content(revision: Revision) -> dict:
    if not revision.content or revision.redacted_at is not None:
        raise Refused(_("The words of this text are not kept any more."))
    return revision.content


def _restore(article, revision, names, left, *, by, now) -> Restored:
    wanted = _content(revision)
    present = article.head.content
    changes = {}
    for name in contents.differing(wanted, present):
        if name in names:
            value, sentences = _readable(name, wanted[name])
            changes |= value
            left = left + sentences
    return _lay_out(article, revision, changes, left, by=by, now=now)


def _readable(name: str, value) -> tuple[dict, list[str]]:
    """A value as it can stand today, without the rows that are gone: ({} or one change, what is
    said of it).
    """
    try:
        return contents.normalise({name: value}), []
    except BodyRefused as refusal:
        return {}, [_left(name, str(refusal))]
    except Invalid:
        pass
    if isinstance(value, list):
        there = [row for row in value if _is_there(name, row)]
        said = _("%(field)s: what is gone since was left out.")
        return contents.normalise({name: there}), [said % {"field": _label(name)}]
    return {}, [_left(name, _("What it named is gone since."))]


def _is_there(name: str, row) -> bool:
    try:
        contents.normalise({name: [row]})
    except Invalid:
        return False
    return True


def _lay_out(article, revision, changes: dict, left: list[str], *, by, now) -> Restored:
    head = article.head
    refused = _refused(article, head.content, changes, by)
    left = left + [_left(name, " ".join(said)) for name, said in refused.items()]
    changes = {name: value for name, value in changes.items() if name not in refused}
    if all(head.content[name] == value for name, value in changes.items()):
        raise Refused(" ".join([_("There is nothing to restore: the text says so now."), *left]))
    note = _("from the text of %s") % newsroom_time.text(revision.made_at)
    text = lay_out(
        article, changes, base=head, by=by, kind=Revision.Kind.RESTORED, note=note, now=now
    )
    return Restored(text, left)


def _refused(article: Article, before: dict, changes: dict, by) -> dict[str, list[str]]:
    """Field → sentences, for what a column would not take or a role does not allow."""
    try:
        contents.validate(before | changes)
        faults = {}
    except Invalid as refusal:
        faults = {name: said for name, said in refusal.fields.items() if name in changes}
    after = before | {name: value for name, value in changes.items() if name not in faults}
    return faults | permissions.refused_changes(permissions.of(by), article, before, after)


def _with_block(earlier: str, present: str, index: int) -> str:
    rows = diffing.compare(earlier, present)
    row = next((each for each in rows if each.before_index == index), None)
    if row is None:
        raise Refused(_("This paragraph is not there."))
    blocks = diffing.blocks(present)
    if row.kind in ("changed", "format"):
        start, end = row.after_index, row.after_index + row.after_count
    elif row.kind == "removed":
        start = end = _place(rows, row)
    else:
        raise Refused(_("This paragraph stands in the present text."))
    blocks[start:end] = diffing.blocks(earlier)[index : index + row.before_count]
    return "".join(blocks)


def _place(rows: list, row) -> int:
    """Behind what stands before it in the comparison; what moved stands elsewhere."""
    above = rows[: rows.index(row)]
    ends = [
        each.after_index + each.after_count
        for each in above
        if each.after_index is not None and each.kind != "moved"
    ]
    return max(ends, default=0)


def _left(name: str, why: str) -> str:
    return _("%(field)s stays as it is now. %(why)s") % {"field": _label(name), "why": why}


def _label(name: str) -> str:
    return capfirst(contents.label(name))


def _gate_words() -> str:
    return _("Embargoes and holds are set and lifted by themselves, never with a text.")
