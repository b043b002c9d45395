"""Who does what in the newsroom: roles and acts, as one table."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(StrEnum):
    """What a person may be allowed to do at the desk."""

    SEE = "see"
    WRITE = "write"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CURATE = "curate"
    MANAGE_MEDIA = "manage_media"
    MANAGE_PLACES = "manage_places"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"


class Role(TextChoices):
    """The roles of the paper. Superuser is not one of them."""

    REPORTER = "reporter", _("reporter")
    SUB_EDITOR = "sub_editor", _("sub-editor")
    EDITOR = "editor", _("editor")
    CHIEF_EDITOR = "chief_editor", _("chief editor")
    PICTURE_DESK = "picture_desk", _("picture desk")
    LEGAL = "legal", _("legal")
    OPERATOR = "operator", _("operator")


_REPORTER = {Act.SEE, Act.WRITE, Act.MANAGE_MEDIA}
_EDITOR = _REPORTER | {Act.PUBLISH, Act.WITHDRAW, Act.CURATE, Act.MANAGE_PLACES}

ACTS: dict[str, frozenset[Act]] = {
    Role.REPORTER: frozenset(_REPORTER),
    Role.SUB_EDITOR: frozenset(_REPORTER),
    Role.EDITOR: frozenset(_EDITOR),
    Role.CHIEF_EDITOR: frozenset(_EDITOR | {Act.MANAGE_PEOPLE, Act.READ_AUDIT}),
    Role.PICTURE_DESK: frozenset({Act.SEE, Act.MANAGE_MEDIA}),
    Role.LEGAL: frozenset({Act.SEE, Act.WITHDRAW, Act.READ_AUDIT}),
    Role.OPERATOR: frozenset({Act.MANAGE_PEOPLE}),
}


def roles_for(act: Act) -> list[str]:
    """The roles that may do this act."""
    return [role for role, acts in ACTS.items() if act in acts]
