"""Who may see and do what: the one predicate that every door of the desk asks.

A person's permissions are read in at most two queries, however many memberships there are; what
they allow over stories is one SQL condition. A story is in the reach of a role that is held
everywhere, or in the story's section or one above it; one in no section is in its owner's reach.
Who limited a story to named people is beyond all of it: then only they are in question at all.
"""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In
from django.utils.translation import gettext as _

from articles import content as contents
from articles.models import AccessLimit, Article, Invitation, Membership, Section
from articles.roles import ACTS, Act

# What an owner may do with a story of theirs that stands in no section yet.
_WITHOUT_SECTION = frozenset({Act.SEE, Act.EDIT_OWN, Act.EDIT_ANY, Act.SUBMIT})
# Stories from which on desks are busy: two in a hundred of a paper that is large enough to matter.
_BUSY = 2000


class Permissions:
    """What one person may do. Made by of(), or by with_roles() for roles that nobody holds yet."""

    def __init__(
        self,
        user,
        everywhere: frozenset[Act],
        by_section: dict[int, frozenset[Act]],
        empty: frozenset[int] = frozenset(),
    ):
        """`empty`: sections without a story, which need not be asked for."""
        self.user = user
        self._everywhere = everywhere
        self._by_section = by_section
        self._empty = empty
        self._busy: dict[tuple[int, ...], bool] = {}

    def everywhere(self, act: Act) -> bool:
        return act in self._everywhere

    def somewhere(self, act: Act) -> bool:
        return act in self._everywhere or any(act in acts for acts in self._by_section.values())

    def within(self, act: Act, section: int | None) -> bool:
        """In a section by its key; None stands for everywhere."""
        return act in self._everywhere or act in self._by_section.get(section, ())

    def acts_within(self, section: int | None) -> frozenset[Act]:
        return self._everywhere | self._by_section.get(section, frozenset())

    def sections_of_their_own(self) -> list[int]:
        """Keys of the sections that a role held in a section reaches."""
        return list(self._by_section)

    def sections(self, act: Act) -> QuerySet[Section]:
        if self.everywhere(act):
            return Section.objects.all()
        keys = [key for key, acts in self._by_section.items() if act in acts]
        return Section.objects.filter(pk__in=keys)

    def may(self, act: Act) -> QuerySet[Article]:
        """The working copies on which the person may do this, all of them visible to them."""
        return Article.objects.filter(self.over_articles(act), removed_at=None)

    def may_edit(self) -> QuerySet[Article]:
        """Those in which they may write: any in reach, or their own."""
        return Article.objects.filter(self._over_editable(), removed_at=None)

    def may_put_back(self) -> QuerySet[Article]:
        """Those in the bin in which they could write: nobody else comes to see them."""
        in_the_bin = {"removed_at__isnull": False, "erased_at": None}
        return Article.objects.filter(self._over_editable(), **in_the_bin)

    def _over_editable(self) -> Q:
        own = self.over_articles(Act.EDIT_OWN) & Q(owner=self.user.pk)
        return self.over_articles(Act.EDIT_ANY) | own

    def reaches(self, act: Act, article: Article) -> bool:
        """Whether a role reaches the story, limited to others or not. No query."""
        if not self._is_here():
            return False
        if article.section_id is None and act in _WITHOUT_SECTION:
            return self.everywhere(act) or (
                self.somewhere(act) and article.owner_id == self.user.pk
            )
        return self.within(act, article.section_id)

    def may_take(self) -> Q:
        """The condition for stories that could be handed over to this person."""
        if not self._is_here():
            return Q(pk__in=[])
        if self._writes(self._everywhere):
            return self.not_limited()
        keys = [key for key, acts in self._by_section.items() if self._writes(acts)]
        return Q(section__in=keys) & self.not_limited() if keys else Q(pk__in=[])

    def writes(self) -> bool:
        return any(self.somewhere(act) for act in (Act.EDIT_OWN, Act.EDIT_ANY))

    def over_articles(self, act: Act, prefix: str = "") -> Q:
        """The condition on the columns of an article, or on those that `prefix` leads to."""
        if not self._is_here():
            return Q(pk__in=[])
        not_limited = self.not_limited(prefix)
        if self.everywhere(act) and self.everywhere(Act.SEE):
            return not_limited
        asked = {act, Act.SEE}
        reached = self._by_section.keys() - self._empty
        desks = sorted(key for key in reached if asked <= self.acts_within(key))
        if act in _WITHOUT_SECTION and self.somewhere(act) and self.somewhere(Act.SEE):
            desks.append(-self.user.pk)
        if not desks:
            return Q(pk__in=[])
        return self._in_desks(f"{prefix}desk", desks) & not_limited

    def _in_desks(self, column: str, desks: list[int]) -> Q:
        """SQLite would read and sort every story of several desks. Of many, it is quicker to walk
        the list until a page is full, which it does for an expression in place of the column
        (100,000 stories in eight sections: 10 ms instead of 430).
        """
        if connection.vendor == "sqlite" and len(desks) > 1 and self._are_busy(tuple(desks)):
            return Q(In(F(column) + 0, desks))
        return Q(**{f"{column}__in": desks})

    def _are_busy(self, desks: tuple[int, ...]) -> bool:
        if desks not in self._busy:
            stories = Article.objects.filter(desk__in=desks).order_by().values("pk")
            self._busy[desks] = stories[_BUSY : _BUSY + 1].exists()
        return self._busy[desks]

    def _is_here(self) -> bool:
        return self.user.is_active and self.user.is_staff

    def not_limited(self, prefix: str = "") -> Q:
        """The condition for stories that are not limited to other people."""
        named = AccessLimit.objects.filter(user=self.user.pk).values("article")
        return Q(**{f"{prefix}is_limited": False}) | Q(**{f"{prefix}pk__in": named})

    @staticmethod
    def _writes(acts: frozenset[Act]) -> bool:
        return Act.EDIT_OWN in acts or Act.EDIT_ANY in acts


def of(user) -> Permissions:
    """What a person may do now: one query, and one more where a role is held in a section."""
    if not (user.is_active and user.is_staff):
        return Permissions(user, frozenset(), {})
    if user.is_superuser:
        return Permissions(user, frozenset(Act), {})
    return with_roles(user, Membership.objects.filter(user=user).values_list("role", "section"))


def with_roles(user, roles: Iterable[tuple[str, int | None]]) -> Permissions:
    """What a person would be allowed with these roles: (role, key of a section or None)."""
    everywhere: frozenset[Act] = frozenset()
    given: dict[int, frozenset[Act]] = {}
    for role, section in roles:
        acts = ACTS.get(role, frozenset())
        if section is None:
            everywhere |= acts
        else:
            given[section] = given.get(section, frozenset()) | acts
    if not given:
        return Permissions(user, everywhere, {})
    # EXISTS makes PostgreSQL read the whole table for every section that is empty.
    newest = Article.objects.filter(section=OuterRef("pk")).order_by("-changed_at", "-id")
    one = Subquery(newest.values("pk")[:1])
    rows = list(Section.objects.order_by().values_list("pk", "parent", one))
    parents = {key: parent for key, parent, _story in rows}
    empty = frozenset(key for key, _parent, story in rows if story is None)
    return Permissions(user, everywhere, _with_those_below(given, parents), empty)


def _with_those_below(
    given: dict[int, frozenset[Act]], parents: dict[int, int | None]
) -> dict[int, frozenset[Act]]:
    """What is allowed in each section that is reached, by it or from above it."""
    reached = {}
    for section in parents:
        acts: frozenset[Act] = frozenset()
        for key in _line(section, parents):
            acts |= given.get(key, frozenset())
        if acts:
            reached[section] = acts
    return reached


def _line(section: int | None, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    while section is not None and section not in line:
        line.append(section)
        section = parents.get(section)
    return line


# What changes with a story's content ----------------------------------------------------------


def refused_changes(
    person: Permissions, article: Article, before: dict, after: dict
) -> dict[str, list[str]]:
    """Field → sentences, for changes of content that need more than the right to write."""
    found = {}
    if after["section"] != before["section"]:
        if not _may_move_in(person, article, after["section"]):
            found["section"] = [_("You have no role in this section. Choose one of yours.")]
        elif not all(_may_on(person, act, article) for act in _acts_to_move_out(article, before)):
            said = _("It is published, scheduled, under an embargo or a hold: an editor moves it.")
            found["section"] = [said]
    added = set(after["further_sections"]) - set(before["further_sections"])
    if not all(person.within(Act.CREATE, section) for section in added):
        found["further_sections"] = [_("You have no role in one of these sections.")]
    if _ends_earlier(before, after) and not _may_on(person, Act.LIFT_EMBARGO, article):
        found["embargoed_until"] = [
            _("Your role does not allow you to lift an embargo or to end it earlier.")
        ]
    hold = _act_of_hold(before, after)
    if hold is not None and not _may_on(person, hold, article):
        found["legal_hold"] = [_("Your role does not allow you to change a legal hold.")]
    return found


def _act_of_hold(before: dict, after: dict) -> Act | None:
    if before["legal_hold"] and not after["legal_hold"]:
        return Act.CLEAR_HOLD
    names = ("legal_hold", "legal_hold_reason")
    return None if all(before[name] == after[name] for name in names) else Act.HOLD


def _acts_to_move_out(article: Article, before: dict) -> Iterator[Act]:
    """What a person could do where they move a story to, they must be able to do where it is."""
    if article.pk is not None and _is_or_was_planned(article):
        yield from (Act.PUBLISH, Act.WITHDRAW)
    if before["embargoed_until"] is not None:
        yield Act.LIFT_EMBARGO
    if before["legal_hold"]:
        yield Act.CLEAR_HOLD


def _is_or_was_planned(article: Article) -> bool:
    """Whether readers see or will see it, or were to until a legal hold stopped that."""
    return article.versions.exists() or article.stopped.filter(settled_at=None).exists()


def _may_move_in(person: Permissions, article: Article, section: int | None) -> bool:
    """Out of every section only where it stays in sight: one's own story, or a role everywhere."""
    is_own = article.pk is None or article.owner_id == person.user.pk
    return person.within(Act.CREATE, section) or (section is None and is_own)


def _ends_earlier(before: dict, after: dict) -> bool:
    was, will = (contents.moment(content["embargoed_until"]) for content in (before, after))
    return was is not None and (will is None or will < was)


def _may_on(person: Permissions, act: Act, article: Article) -> bool:
    """Whether on this story; on one that is only begun, whether anywhere."""
    if article.pk is None:
        return person.somewhere(act)
    return person.may(act).filter(pk=article.pk).exists()


# Who may give what ----------------------------------------------------------------------------


def may_give(person: Permissions, role: str, section: int | None) -> bool:
    """Nobody gives, or takes, more than they have there."""
    held = person.acts_within(section)
    return Act.MANAGE_PEOPLE in held and ACTS[role] <= held


def may_change_address(person: Permissions, user) -> bool:
    """Whoever chooses where a person's links go could sign in as them: not over somebody who is
    named on a limited story on which the other is not.
    """
    if person.user is None or person.user.pk == user.pk:
        return True
    invited = Invitation.objects.filter(user=user, sent_by=person.user)
    if not person.everywhere(Act.MANAGE_PEOPLE) and not invited.exists():
        return False
    mine = AccessLimit.objects.filter(user=person.user).values("article")
    return not AccessLimit.objects.filter(user=user).exclude(article__in=mine).exists()


def giveable(person: Permissions) -> Q:
    """The condition for the memberships that a person may give and take."""
    anywhere = [role for role in ACTS if may_give(person, role, None)]
    found = Q(role__in=anywhere)
    alike: dict[tuple[str, ...], list[int]] = {}
    for section in person.sections_of_their_own():
        there = tuple(role for role in ACTS if may_give(person, role, section))
        alike.setdefault(there, []).append(section)
    for roles, sections in alike.items():
        found |= Q(section__in=sections, role__in=roles)
    return found


def may_manage(person: Permissions, user) -> bool:
    """Whether all that a user has is the person's to give, so that their account may be changed."""
    if user.is_superuser:
        return person.user is None or person.user.is_superuser
    roles = list(Membership.objects.filter(user=user).values_list("role", "section"))
    if not roles and not person.everywhere(Act.MANAGE_PEOPLE):
        # Of those who have no role yet, a section's manager has those whom they invited themselves.
        return Invitation.objects.filter(user=user, sent_by=person.user).exists()
    return person.somewhere(Act.MANAGE_PEOPLE) and all(
        may_give(person, role, section) for role, section in roles
    )
