"""Who may see and do what, as SQL: the one predicate that every door of the desk asks."""

from django.db.models import Q, QuerySet

from articles.models import Article, Membership, Section
from articles.roles import Act, roles_for


def may(user, act: Act, article: Article | None = None) -> bool:
    """Whether a role of this user allows the act: anywhere, or on this story, whose section or one
    above it the role must then be in. One query, and one a level of the tree for a story.
    """
    if not (user.is_active and user.is_staff):
        return False
    if user.is_superuser:
        return True
    memberships = Membership.objects.filter(user=user, role__in=roles_for(act))
    if article is not None and article.section_id is not None:
        line = article.section.line_of_keys()
        memberships = memberships.filter(Q(section=None) | Q(section__in=line))
    return memberships.exists()


def visible_to(user) -> QuerySet[Article]:
    """The working copies that this user may see: of the sections of their roles, and what they
    began and put in no section yet. What is removed is in the bin, not here.
    """
    articles = Article.objects.filter(removed_at=None)
    if not (user.is_active and user.is_staff):
        return articles.none()
    if user.is_superuser:
        return articles
    keys = Membership.objects.filter(user=user, role__in=roles_for(Act.SEE))
    everywhere = keys.filter(section=None)
    if everywhere.exists():
        return articles
    sections = _with_those_below(list(keys.values_list("section", flat=True)))
    if not sections:
        return articles.none()
    return articles.filter(Q(section__in=sections) | Q(section=None, created_by=user))


def _with_those_below(sections: list[int]) -> list[int]:
    """These sections and all below them; one query a level of the tree."""
    found, level = list(sections), sections
    while level:
        level = list(
            Section.objects.filter(parent__in=level)
            .exclude(pk__in=found)
            .values_list("pk", flat=True)
        )
        found += level
    return found
