"""Tries a cell of the table, and says in the table's own words what the desk answered."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from tests.desk import pages
from tests.matrix.acts import STORY_ACTS, Act
from tests.matrix.persons import PERSON_ACTS
from tests.matrix.places import NEVER_WAS, World, case_of
from tests.matrix.reading import Cell
from tests.matrix.rooms import ROOM_ACTS

ACTS: dict[str, Act] = STORY_ACTS | ROOM_ACTS | PERSON_ACTS
DESK = "/admin/"
_SIGN_IN = f"{DESK}login/"
_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b(?!.*\bdjango_session\b)", re.I | re.S)
# A sentence begins with a capital and ends with a full stop.
_SENTENCE = re.compile(r"<p>[A-Z][^<]{10,}\.</p>")
_REFUSAL = re.compile(r'class="(?:errorlist|errornote|refusals)|class="[^"]*\bnotice\b')


def address(pattern: str, parts: dict) -> str:
    """The address of an act, with the things of this case in the place of capitals."""
    path = re.sub(r"[A-Z]{3,}", lambda found: str(parts[found.group()]), pattern)
    return DESK if path == "." else f"{DESK}{path}"


def answer(world: World, cell: Cell, pattern: str) -> str:
    """The word for what one person was answered; whatever happened is taken back."""
    return _Trial(world, cell, pattern).word()


class _Trial:
    def __init__(self, world: World, cell: Cell, pattern: str):
        self.world, self.cell, self.pattern = world, cell, pattern
        self.act = ACTS[cell.act]
        self.case = case_of(world, cell.held, cell.column, cell.about)
        # Who has no story of their own is answered before anything is looked for.
        self.parts = NEVER_WAS | self.case.parts

    def word(self) -> str:
        with transaction.atomic():
            try:
                return self._word()
            finally:
                transaction.set_rollback(True)

    def _word(self) -> str:
        opened, page = self._opened() if self.act.opens or self.act.fills else ("", {})
        if self.act.sends is None or opened.startswith("fault"):
            return opened
        pressed = self._pressed(page)
        if not self.act.opens or opened == pressed:
            return pressed
        if opened == "yes" and pressed in ("refused", "ignored"):
            return pressed
        return f"{opened} on opening, {pressed} on pressing"

    def _opened(self) -> tuple[str, dict]:
        with writes() as written:
            response = self._looked_at()
        if written:
            return f"fault: a page that was only opened wrote ({written[0][:60]})", {}
        word = self._word_of(response, "get")
        if word != "answered":
            return word, {}
        expected = self.act.shows(self.case)
        # A file that is sent on has no text to look for.
        if not response.streaming and expected not in response.content.decode():
            return ("hidden" if self.act.is_search else f"fault: no {expected!r} on the page"), {}
        return "yes", pages.fields(response) if self.act.fills else {}

    def _pressed(self, page: dict) -> str:
        form = self.act.sends(self.case, page) if self._has_a_thing() else {}
        with writes() as written:
            response = self._post(self.parts, form)
        word = self._word_of(response, "post", form)
        if word in ("answered", "onward") and self.act.happened(self.case, response):
            return "yes"
        if written and contents() != self.world.contents:
            return f"fault: {word}, and something changed ({written[0][:60]})"
        if word == "answered":
            return "refused" if _REFUSAL.search(response.content.decode()) else "ignored"
        return "ignored" if word == "onward" else word

    def _has_a_thing(self) -> bool:
        """Nobody signed in has no draft of their own to send."""
        return self.case.user is not None or self.case.story is not None or self.case.person is None

    def _word_of(self, response, method: str, form: dict | None = None) -> str:
        """Of one answer; "answered" where only a look at the page or the database says more."""
        match response.status_code:
            case 200 | 400 | 409:
                return "answered"
            case 410:
                return "gone"
            case 302:
                return "sign-in" if response["Location"].startswith(_SIGN_IN) else "onward"
            case 403:
                said = _SENTENCE.search(response.content.decode())
                return "no" if said or _REFUSAL.search(response.content.decode()) else "fault: mute"
            case 404:
                is_same = self._answer_for_what_never_was(method, form) == response.content
                return "hidden" if is_same else "fault: not found, in words of its own"
        return f"fault: {response.status_code}"

    def _answer_for_what_never_was(self, method: str, form: dict | None) -> bytes | None:
        """The body, where it is not found either; asked once by each person at an address."""
        known = self.world.answers_for_what_never_was
        asked = (self.cell.held, self.cell.column, self.pattern, method)
        if asked not in known:
            never = self.parts | NEVER_WAS
            response = self._get(never) if method == "get" else self._post(never, form)
            known[asked] = response.content if response.status_code == 404 else None
        return known[asked]

    def _looked_at(self):
        """A page that one person opens is the same however often: every press is taken back."""
        asked = (self.cell.held, self.cell.column, address(self.pattern, self.parts))
        if asked not in self.world.pages:
            self.world.pages[asked] = self._get(self.parts)
        return self.world.pages[asked]

    def _get(self, parts: dict):
        return self._browser().get(address(self.pattern, parts))

    def _post(self, parts: dict, form: dict):
        return self._browser().post(address(self.pattern, parts), form)

    def _browser(self):
        return self.world.browser(self.cell.held, self.cell.column)


@contextmanager
def writes():
    """Collects the statements of the block that write; a session is no secret of the paper."""
    found: list[str] = []

    def look(execute, sql, params, many, context):
        if _WRITES.match(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def contents() -> dict[str, list]:
    """Every row of every table but the sessions', to be compared."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models}
