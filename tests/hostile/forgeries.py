"""What a walker sends: fields of every form that there is, and of some that there are not, with
keys of rows that are another's, moments, and texts that no keyboard types.

Nothing here holds a word of a story: what a page only says again tells nothing.
"""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import User

from articles.models import (
    Address,
    Article,
    Image,
    Membership,
    Placement,
    PublishedVersion,
    Revision,
    Section,
    Topic,
    UnsavedText,
)
from articles.roles import Role
from tests.base import NOON
from tests.wire.dispatches import TEXT, UNDATED, newer

ODD = (
    "",
    "x",
    "0",
    "-1",
    "9" * 30,
    "9" * 5000,
    "nul \0",
    "²",
    "١",
    "None",
    "<b>",
    "y" * 1500,
    "1e9",
)
_SWITCHES = (
    "legal_hold", "is_limited", "is_superuser", "is_staff", "is_active", "noindex", "_popup",
    "_save", "_publish", "_preview", "_leave", "_continue", "_addanother", "_saveasnew", "confirm",
    "d0-take", "memberships-0-DELETE", "memberships-1-DELETE", "placements-0-DELETE", "post",
    "select_across",
)  # fmt: skip
_WORDS = (
    "headline", "kicker", "standfirst", "body", "slugline", "note_to_editors", "legal_hold_reason",
    "reason", "public_note", "note", "seo_headline", "name", "first_name", "last_name", "username",
    "bio", "alt", "caption", "q", "form-0-headline", "d0-agency", "d0-file",
)  # fmt: skip
_KEYS = {
    "section": Section, "further_sections": Section, "parent": Section, "d0-section": Section,
    "topics": Topic, "lead_image": Image, "article": Article, "see_instead": Address,
    "owner": User, "created_by": User, "to": User, "people": User, "user": User,
    "base": Revision, "head": Revision, "revision": Revision, "_selected_action": Article,
    "memberships-0-id": Membership, "memberships-1-id": Membership,
    "memberships-0-user": User, "memberships-1-user": User,
    "memberships-0-section": Section, "memberships-1-section": Section,
    "placements-0-id": Placement, "placements-0-article": Article, "placements-1-article": Article,
    "form-0-id": Article,
}  # fmt: skip
_CHOICES = {
    "stage": ["approved", "spiked"],
    "action": ["delete_selected", "publish"],
    "_to_field": ["id", "uid", "user", "headline", "x"],
    "when": ["now", "at"],
    "answer": ["410", "404", "301"],
    "change": ["minor", "update", "correction", "retraction", "x"],
    "queue": ["keep", "cancel"],
    "dated": ["keep", "today"],
    "text": ["as it was", "working copy", TEXT, newer(), UNDATED],
    "d0-text": [TEXT, newer(), UNDATED],
    "d0-language": ["en", "az", "xx"],
    "language": ["en", "az", "xx"],
    "count": ["1", "2", "999"],
    "urgency": ["1", "9", "10"],
    "slot": ["0", "1", "2"],
    "placements-0-slot": ["0", "1", "2"],
    "placements-1-slot": ["0", "1", "2"],
    "memberships-0-role": Role.values,
    "memberships-1-role": Role.values,
    "embargoed_until": [["mine"], ["theirs"]],
    "password": ["md5$x$y"],
    "new_password1": ["a quite new word"],
    "new_password2": ["a quite new word"],
    "old_password": ["a guess"],
    "email": ["friend@gazette.invalid", "chief@gazette.invalid", "not an address"],
    "bylines-name": ["Wanda Plume", "Nobody"],
    "bylines-role": ["photographs", "x" * 200],
}
_COUNTS = ("memberships", "placements", "form")
_MOMENTS = ("embargoed_until", "dated_at", "at", "removed_at")
_DAYS = (-400, -1, 0, 1, 30)
# What a settled conflict names: each field of a story.
_SIDES = (
    "headline", "kicker", "section", "embargoed_until", "legal_hold", "legal_hold_reason", "body",
)  # fmt: skip
_LOOKED_UP = (
    "section", "topics", "lead_image", "dated_at", "parent", "user", "id__in", "headline__regex",
    "section__id__exact", "genre", "language", "live", "story", "person", "act", "at__day",
    "is_active__exact", "memberships__role__exact", "kind",
)  # fmt: skip
_AUTOCOMPLETED = (
    ("articles", "placement", "article"), ("articles", "byline", "article"),
    ("articles", "article", "section"), ("articles", "article", "owner"),
    ("articles", "author", "user"), ("articles", "accesslimit", "user"),
    ("articles", "revision", "article"), ("articles", "article", "head"),
    ("articles", "membership", "section"), ("auth", "user", "groups"), ("x", "y", "z"),
)  # fmt: skip
# A letter and the rows that it stands before; or a name as it is.
_SIDES_OF_STORIES = (
    ("r", Revision), ("r", Revision), ("v", PublishedVersion), ("u", UnsavedText),
    ("now", None), ("live", None), *((odd, None) for odd in ("x", "r²", "r" + "9" * 30)),
)  # fmt: skip


class Forger:
    def __init__(self, random):
        self.random = random

    def form(self, opened: dict) -> dict:
        """An opened form with a few fields forged, or a made-up one."""
        data = {name: list(values) for name, values in opened.items()}
        for _each in range(self.random.choice((0, 0, 1, 1, 3)) if data else 12):
            name, value = self._field()
            data[name] = value
        if self.random.random() < 0.3:
            sides = {name: self.random.choice(["mine", "theirs"]) for name in _SIDES}
            data |= {name: value for name, value in sides.items() if name in opened or not opened}
        if not opened:
            data |= self._management()
        return data

    def side(self) -> str:
        """A text of any story, as the pages of a story's past name it."""
        letter, model = self.random.choice(_SIDES_OF_STORIES)
        keys = model.objects.order_by("pk").values_list("pk", flat=True) if model else ()
        return f"{letter}{self.random.choice([*keys])}" if keys else letter

    def query(self, pattern: str) -> dict:
        if "/compare/" in pattern:
            return {"from": self.side(), "to": self.side()}
        if "autocomplete" in pattern:
            names = ("app_label", "model_name", "field_name")
            asked = dict(zip(names, self.random.choice(_AUTOCOMPLETED), strict=True))
            return asked | {"term": self.random.choice(["", "a", "in the", "nul \0", *"eio"])}
        query = {}
        for _each in range(self.random.choice((1, 1, 2, 3))):
            name, value = self.random.choice((self._looked_up, self._paged, self._field))()
            query[name] = value
        return query

    def _looked_up(self):
        return self.random.choice(_LOOKED_UP), self.random.choice((*ODD, "1", "2", "live", "never"))

    def _paged(self):
        name = self.random.choice(("o", "p", "q", "all", "_facets", "e", "_popup", "_to_field"))
        return name, self.random.choice(("1", "-1.2.-3", "9", "headline", "id", "in the", *ODD))

    def _field(self) -> tuple[str, object]:
        makers = (
            self._switch,
            self._word,
            self._key,
            self._key,
            self._choice,
            self._moment,
            self._uid,
        )
        return self.random.choice(makers)()

    def _switch(self):
        return self.random.choice(_SWITCHES), self.random.choice(["on", "1", ""])

    def _word(self):
        return self.random.choice(_WORDS), self.random.choice((*ODD, "A plain word", "Mended"))

    def _key(self):
        name = self.random.choice(list(_KEYS))
        model = _KEYS[name]
        column = "path" if model is Address else "pk"
        keys = list(model.objects.order_by("pk").values_list(column, flat=True))
        return name, [str(self.random.choice([*keys, *keys, *ODD]))]

    def _choice(self):
        name = self.random.choice(list(_CHOICES))
        return name, self.random.choice(_CHOICES[name])

    def _moment(self):
        name = self.random.choice(_MOMENTS)
        day = NOON + timedelta(days=self.random.choice(_DAYS))
        part = self.random.choice(("_0", "_1", ""))
        texts = {"_0": day.strftime("%Y-%m-%d"), "_1": "14:00", "": day.isoformat()}
        return name + part, self.random.choice([texts[part], texts[part], "", "99:99", "nul \0"])

    def _uid(self):
        uids = list(Article.objects.order_by("pk").values_list("uid", flat=True))
        return "uid", str(self.random.choice([*uids, uuid4(), "x"]))

    def _management(self) -> dict:
        found = {}
        for prefix in _COUNTS:
            found[f"{prefix}-TOTAL_FORMS"] = self.random.choice(["1", "2", "x", "-1"])
            found[f"{prefix}-INITIAL_FORMS"] = self.random.choice(["0", "1", "2", "x"])
        return found
