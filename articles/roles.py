"""Who does what in the newsroom: roles and acts, as one table.

tests/matrix/ holds what each of them means at every address, typed by hand, not read from here.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(StrEnum):
    """What a person may be allowed to do at the desk."""

    SEE = "see"
    CREATE = "create"
    EDIT_OWN = "edit own"
    EDIT_ANY = "edit any"
    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    LIFT_EMBARGO = "lift embargo"
    HOLD = "hold"
    CLEAR_HOLD = "clear hold"
    LIMIT = "limit"
    COMMENT_PRIVILEGED = "comment privileged"
    CURATE = "curate"
    ADD_MEDIA = "add media"
    MANAGE_MEDIA = "manage media"
    MANAGE_PLACES = "manage places"
    MANAGE_PEOPLE = "manage people"
    MANAGE_SETTINGS = "manage settings"
    READ_AUDIT = "read audit"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Act.SEE: _("see stories before readers do"),
    Act.CREATE: _("begin stories and bring them in from the wire"),
    Act.EDIT_OWN: _("write their own stories"),
    Act.EDIT_ANY: _("write in everybody’s stories"),
    Act.SUBMIT: _("hand stories in"),
    Act.APPROVE: _("approve stories"),
    Act.PUBLISH: _("publish"),
    Act.SCHEDULE: _("schedule, and take a schedule back"),
    Act.CORRECT: _("publish corrections, clarifications and notes"),
    Act.WITHDRAW: _("take live stories down"),
    Act.LIFT_EMBARGO: _("lift an embargo, or end it earlier"),
    Act.HOLD: _("put a legal hold on a story"),
    Act.CLEAR_HOLD: _("clear a legal hold"),
    Act.LIMIT: _("limit a story to named people"),
    Act.COMMENT_PRIVILEGED: _("write and read privileged comments"),
    Act.CURATE: _("place stories on the front"),
    Act.ADD_MEDIA: _("add pictures, and describe their own until readers see them"),
    Act.MANAGE_MEDIA: _("describe all pictures, also those that readers see"),
    Act.MANAGE_PLACES: _("manage sections, topics and authors"),
    Act.MANAGE_PEOPLE: _("manage people and their roles"),
    Act.MANAGE_SETTINGS: _("manage settings"),
    Act.READ_AUDIT: _("read the audit"),
}


class Role(TextChoices):
    """The roles of the paper. Superuser is not one of them."""

    REPORTER = "reporter", _("reporter")
    SUB_EDITOR = "sub_editor", _("sub-editor")
    EDITOR = "editor", _("editor")
    CHIEF_EDITOR = "chief_editor", _("chief editor")
    PICTURE_DESK = "picture_desk", _("picture desk")
    LEGAL = "legal", _("legal")
    OPERATOR = "operator", _("operator")


_REPORTER = {Act.SEE, Act.CREATE, Act.EDIT_OWN, Act.SUBMIT, Act.ADD_MEDIA}
_SUB_EDITOR = _REPORTER | {Act.EDIT_ANY, Act.HOLD}
_EDITOR = _SUB_EDITOR | {
    Act.APPROVE,
    Act.PUBLISH,
    Act.SCHEDULE,
    Act.CORRECT,
    Act.WITHDRAW,
    Act.LIFT_EMBARGO,
    Act.CURATE,
    Act.MANAGE_MEDIA,
    Act.MANAGE_PLACES,
}

ACTS: dict[str, frozenset[Act]] = {
    Role.REPORTER: frozenset(_REPORTER),
    Role.SUB_EDITOR: frozenset(_SUB_EDITOR),
    Role.EDITOR: frozenset(_EDITOR),
    # Nobody gives more than they have, and the chief gives every role.
    Role.CHIEF_EDITOR: frozenset(Act),
    Role.PICTURE_DESK: frozenset({Act.SEE, Act.ADD_MEDIA, Act.MANAGE_MEDIA}),
    Role.LEGAL: frozenset(
        {
            Act.SEE,
            Act.WITHDRAW,
            Act.HOLD,
            Act.CLEAR_HOLD,
            Act.LIMIT,
            Act.COMMENT_PRIVILEGED,
            Act.READ_AUDIT,
        }
    ),
    Role.OPERATOR: frozenset({Act.MANAGE_PEOPLE, Act.MANAGE_SETTINGS, Act.READ_AUDIT}),
}
