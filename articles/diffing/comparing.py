"""compare() and text(): what an editor reads of two bodies, or of two texts, side by side."""

from itertools import zip_longest

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.diffing.blocks import blocks
from articles.diffing.rows import NOTHING, Row
from articles.diffing.sequences import steps
from articles.richtext.proper import proper


def compare(before: str, after: str) -> list[Row]:
    """Two clean bodies, block by block in the order of reading."""
    one, other = blocks(before), blocks(after)
    rows = []
    for step in steps(one, other):
        pairs = zip_longest(range(step.start, step.end), range(step.other_start, step.other_end))
        for here, there in pairs:
            old = mark_safe(proper(one[here])) if here is not None else NOTHING
            new = mark_safe(proper(other[there])) if there is not None else NOTHING
            rows.append(_row(old, new, here, there))
    return rows


def text(before: str, after: str) -> Row:
    """The plain text of a field, escaped, with its line breaks."""
    return _row(_escaped(before), _escaped(after), None, None)


def _escaped(words: str):
    lines = [format_html("{}", line) for line in words.split("\n")]
    return mark_safe("<br>".join(lines))


def _row(old, new, here, there) -> Row:
    if old == new:
        return Row("same", old, new, new, here, there)
    gone = _marked("diff-removed", _("Removed:"), old)
    come = _marked("diff-added", _("Added:"), new)
    kind = "changed" if old and new else "removed" if old else "added"
    return Row(kind, gone, come, gone + come, here, there)


def _marked(name: str, word: str, html):
    if not html:
        return NOTHING
    return format_html(
        '<div class="{}"><span class="visually-hidden">{}</span> {}</div>', name, word, html
    )
