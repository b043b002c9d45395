"""What a person may do, told a second time and by hand: a simple model that asks nothing of
articles.permissions, and the state of the paper's rows before and after a step.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.models import (
    AccessLimit,
    Article,
    Author,
    Membership,
    Placement,
    PublishedVersion,
    Revision,
    Section,
    Withdrawal,
)

# Who may do what over a story in reach.
ROLES_THAT = {
    "see": "reporter sub_editor editor chief_editor picture_desk legal",
    "create": "reporter sub_editor editor chief_editor",
    "write own": "reporter sub_editor editor chief_editor",
    "write any": "sub_editor editor chief_editor",
    "publish": "editor chief_editor",
    "withdraw": "editor chief_editor legal",
    "lift embargo": "editor chief_editor",
    "hold": "sub_editor editor chief_editor legal",
    "clear hold": "chief_editor legal",
    "limit": "chief_editor legal",
    "curate": "editor chief_editor",
    "manage people": "chief_editor operator",
}
ROLES_THAT = {right: frozenset(roles.split()) for right, roles in ROLES_THAT.items()}
# What may be given by whom, in the place where they hold their role.
GIVES = {
    "chief_editor": frozenset(
        ["reporter", "sub_editor", "editor", "chief_editor", "picture_desk", "legal", "operator"]
    ),
    "operator": frozenset(["operator"]),
}
_FACTS = (
    "head", "owner", "is_limited", "stage", "section", "legal_hold", "embargoed_until",
    "removed_at", "erased_at", "created_by", "uid",
)  # fmt: skip
_ACCOUNT = (
    "username", "email", "first_name", "last_name", "password", "is_active", "is_staff",
    "is_superuser",
)  # fmt: skip


@dataclass
class Standing:
    """The rows as they are, and what one person may do with them."""

    user_key: int
    is_here: bool
    held: list[tuple[str, int | None]]
    parents: dict[int, int | None]
    stories: dict[int, dict]
    named: set[tuple[int, int]]
    accounts: dict[int, dict]
    memberships: dict[int, tuple]
    linked: dict[int, int]
    placements: dict[int, tuple]

    def roles_at(self, section: int | None) -> set[str]:
        line = [None]
        while section is not None and section not in line:
            line.append(section)
            section = self.parents.get(section)
        return {role for role, place in self.held if place in line}

    def can(self, right: str, section: int | None) -> bool:
        """In a section; None stands for everywhere."""
        return self.is_here and bool(self.roles_at(section) & ROLES_THAT[right])

    def can_somewhere(self, right: str) -> bool:
        return self.is_here and any(role in ROLES_THAT[right] for role, _place in self.held)

    def may(self, right: str, story: int) -> bool:
        facts = self.stories[story]
        if facts["is_limited"] and (self.user_key, story) not in self.named:
            return False
        if facts["section"] is not None:
            return self.can(right, facts["section"])
        is_own = facts["owner"] == self.user_key and right in ("see", "write own", "write any")
        return self.can(right, None) or (is_own and self.can_somewhere(right))

    def writes(self, story: int) -> bool:
        is_own = self.stories[story]["owner"] == self.user_key
        return self.may("write any", story) or (is_own and self.may("write own", story))

    def gives(self, role: str, section: int | None) -> bool:
        return self.is_here and any(role in GIVES.get(own, ()) for own in self.roles_at(section))

    def manages(self, user: int) -> bool:
        theirs = [row[1:] for row in self.memberships.values() if row[0] == user]
        return self.can_somewhere("manage people") and all(self.gives(*row) for row in theirs)

    def chiefs(self) -> int:
        return sum(
            role == "chief_editor" and place is None and self.accounts[user]["is_active"]
            for user, role, place in self.memberships.values()
        )


def of(user) -> Standing:
    account = User.objects.get(pk=user.pk)
    memberships = Membership.objects.values_list("pk", "user", "role", "section")
    return Standing(
        user_key=user.pk,
        is_here=account.is_active and account.is_staff,
        held=[(role, place) for _pk, who, role, place in memberships if who == user.pk],
        parents=dict(Section.objects.values_list("pk", "parent")),
        stories=_stories(),
        named=set(AccessLimit.objects.values_list("user", "article")),
        accounts={row["pk"]: row for row in User.objects.values("pk", *_ACCOUNT)},
        memberships={pk: row for pk, *row in memberships},
        linked=dict(Author.objects.exclude(user=None).values_list("pk", "user")),
        placements={pk: row for pk, *row in Placement.objects.values_list("pk", "article", "slot")},
    )


def _stories() -> dict[int, dict]:
    stories = {row["pk"]: row for row in Article.objects.values("pk", *_FACTS)}
    for story in stories.values():
        story |= {"versions": {}, "withdrawals": set(), "revisions": 0}
    for pk, story, *span in PublishedVersion.objects.values_list(
        "pk", "article", "live_from", "live_until"
    ):
        stories[story]["versions"][pk] = tuple(span)
    for story, *row in Withdrawal.objects.values_list("article", "pk", "begins_at", "ends_at"):
        stories[story]["withdrawals"].add(tuple(row))
    for story in Revision.objects.values_list("article", flat=True):
        stories[story]["revisions"] += 1
    return stories
