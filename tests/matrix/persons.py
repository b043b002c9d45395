"""What each act on a colleague's account sends, and how one sees that it happened."""

from django.contrib.auth import get_user_model

from articles.models import Article, AuditRow, Invitation
from articles.people import full_name
from tests.matrix.acts import Act
from tests.matrix.places import NOW, roles_of

_ADDRESS = "fresh@gazette.invalid"


def _subject(case):
    return get_user_model().objects.get(pk=case.parts["PERSON"])


def _roles(case, page, role: str, section) -> dict:
    """A page of a person with one more role in its last, empty row."""
    row = int(page.get("memberships-TOTAL_FORMS", ["1"])[0]) - 1
    return {
        "memberships-INITIAL_FORMS": "0",
        **page,
        "memberships-TOTAL_FORMS": str(row + 1),
        f"memberships-{row}-role": role,
        f"memberships-{row}-section": section.pk if section else "",
    }


def _giving(role: str, *, in_town: bool) -> Act:
    def section(case):
        return case.world.town if in_town else None

    def happened(case, answer) -> bool:
        place = section(case)
        return (role, place and place.pk) in roles_of(_subject(case)) - roles_of_before(case)

    def roles_of_before(case) -> set:
        return case.world.roles_at_first.get(case.parts["PERSON"], set())

    return Act(
        lambda case, page: _roles(case, page, role, section(case)),
        happened,
        opens=False,
        fills=True,
    )


def _inviting(role: str = "", *, in_town: bool = False) -> Act:
    def sends(case, page) -> dict:
        named = {**page, "email": _ADDRESS, "first_name": "Fern", "last_name": "Lake"}
        section = case.world.town if in_town else None
        return _roles(case, named, role, section)

    def happened(case, answer) -> bool:
        made = get_user_model().objects.filter(email=_ADDRESS).first()
        if made is None:
            return False
        section = case.world.town.pk if in_town else None
        return roles_of(made) == ({(role, section)} if role else set())

    return Act(sends, happened, fills=True)


def _sheet(sends, happened) -> Act:
    return Act(lambda case, page: sends(case), happened, shows=lambda case: full_name(case.person))


def _has_new_link(case, answer) -> bool:
    return Invitation.objects.filter(user=case.parts["PERSON"], sent_at=NOW).exists()


PERSON_ACTS = {
    "open the list of people": Act(shows=lambda case: "carla"),
    "see what somebody new would see": Act(),
    "invite somebody": _inviting(),
    "invite a reporter of Town": _inviting("reporter", in_town=True),
    "invite an operator of Town": _inviting("operator", in_town=True),
    "invite a chief editor": _inviting("chief_editor"),
    "open their page": Act(shows=lambda case: case.person.username),
    "take their short address": Act(),
    "change their name": Act(
        lambda case, page: {
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
            **page,
            "first_name": "Renamed",
        },
        lambda case, answer: _subject(case).first_name == "Renamed",
        opens=False,
        fills=True,
    ),
    "make them sub-editor of Town": _giving("sub_editor", in_town=True),
    "make them operator of Town": _giving("operator", in_town=True),
    "make them chief editor": _giving("chief_editor", in_town=False),
    "see what they see": Act(shows=lambda case: full_name(case.person)),
    "send them away": _sheet(lambda case: {}, lambda case, answer: not _subject(case).is_active),
    "let them in again": _sheet(lambda case: {}, lambda case, answer: _subject(case).is_active),
    "hand their stories over": _sheet(
        lambda case: {"to": case.world.persons["A chief editor of the whole paper"].pk},
        lambda case, answer: (
            not Article.objects.filter(owner=case.parts["PERSON"]).exists()
            and AuditRow.objects.filter(act="stories handed over", at=NOW).exists()
        ),
    ),
    "send them a new link": _sheet(lambda case: {}, _has_new_link),
    "read their audit": Act(),
    "delete them": Act(
        lambda case, page: {"post": "yes"},
        lambda case, answer: not get_user_model().objects.filter(pk=case.parts["PERSON"]).exists(),
    ),
}
