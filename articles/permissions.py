"""Who may see and do what, as SQL: the one predicate that every door of the desk asks."""

from django.db.models import QuerySet

from articles.models import Article, Membership, Section
from articles.roles import Act, roles_for


def may(user, act: Act) -> bool:
    """Whether any role of this user allows the act; one query, none for a superuser."""
    if not (user.is_active and user.is_staff):
        return False
    if user.is_superuser:
        return True
    return Membership.objects.filter(user=user, role__in=roles_for(act)).exists()


def visible_to(user) -> QuerySet[Article]:
    """The working copies that this user may see; what is removed is in the bin, not here."""
    articles = Article.objects.filter(removed_at=None)
    if not (user.is_active and user.is_staff):
        return articles.none()
    if user.is_superuser:
        return articles
    keys = Membership.objects.filter(user=user, role__in=roles_for(Act.SEE))
    everywhere = keys.filter(section=None)
    if everywhere.exists():
        return articles
    return articles.filter(
        section__in=_with_those_below(list(keys.values_list("section", flat=True)))
    )


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
