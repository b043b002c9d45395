"""Addresses of the pages about people, and what is typed into the rows of roles there."""

from django.urls import reverse

LIST = "/admin/auth/user/"
ADD = f"{LIST}add/"
SIGHT_OF_NEW = f"{LIST}sight/"


def of(user, name: str = "change") -> str:
    """The page of a person, or one of the sheets: deactivate, hand_over, new_link, sight, …"""
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def link(word: str) -> str:
    return reverse("admin:auth_user_link", args=[word])


def row(number: int, role: str = "", section=None, *, take: bool = False) -> dict[str, str]:
    """A row of the table of roles as it would be filled in."""
    filled = {
        f"memberships-{number}-role": role,
        f"memberships-{number}-section": str(section.pk) if section else "",
    }
    return {**filled, f"memberships-{number}-DELETE": "on"} if take else filled


def roles(user) -> set[tuple[str, str]]:
    """What somebody holds, as (role, name of a section or "everywhere")."""
    rows = user.memberships.select_related("section")
    return {(row.role, row.section.name if row.section else "everywhere") for row in rows}
