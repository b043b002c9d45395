"""What a revision changed, in a few words: names of fields, and how much longer the body is."""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import content as contents
from articles import richtext
from articles.admin.article.values import label_of

_MOST_NAMES = 4
# Letters of bodies whose words are counted for one page: a third of a second.
_MOST_LETTERS = 1_500_000


class Changes:
    """Counts each body once, and no more of them than a page may take."""

    def __init__(self):
        self._letters = 0
        self._count = cache(richtext.word_count)

    def words(self, before: dict, after: dict) -> str:
        names = contents.differing(before, after)
        said = [self._name(name, before, after) for name in names[:_MOST_NAMES]]
        more = len(names) - len(said)
        if more:
            said.append(ngettext("%d more", "%d more", more) % more)
        return ", ".join(said) or _("nothing")

    def _name(self, name: str, before: dict, after: dict) -> str:
        longer = self._longer(before["body"], after["body"]) if name == "body" else None
        if longer is None:
            return label_of(name)
        sign = "+" if longer > 0 else "−" if longer < 0 else "±"
        words = ngettext("%d word", "%d words", abs(longer)) % abs(longer)
        return f"{label_of(name)} ({sign}{words})"

    def _longer(self, before: str, after: str) -> int | None:
        self._letters += len(after)
        if self._letters > _MOST_LETTERS:
            return None
        return self._count(after) - self._count(before)
