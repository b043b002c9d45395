"""What must hold after every step of a walk, whatever was sent: nothing shown, nothing changed that
the walker's role does not allow. Each law says what is broken, for the walk to add how.
"""

from articles.models import Placement
from tests.hostile.paper import Paper
from tests.hostile.standing import Standing

# The sheets on which somebody who manages people may give stories away that they do not see.
_LEAVING = ("/hand-over/", "/deactivate/")


def broken(paper: Paper, before: Standing, after: Standing, path: str, answer) -> list[str]:
    """Sentences, none of them where all is well."""
    found = []
    if answer.status_code >= 500:
        found.append(f"answered {answer.status_code}")
    found += shown(paper, before, _as_read(answer))
    for key in before.stories:
        found += _of_story(key, before, after, path)
    for key in after.stories.keys() - before.stories.keys():
        found += _of_new_story(key, before, after)
    return found + _of_people(before, after) + _of_front(before, after)


def shown(paper: Paper, standing: Standing, text: str) -> list[str]:
    """The words of stories out of sight that stand in a text."""
    folded = text.casefold()
    return [
        f"shows “{word}” of a hidden story"
        for key, word in paper.words.items()
        if not standing.may("see", key) and word.casefold() in folded
    ]


def _as_read(answer) -> str:
    """Everything that reaches a browser: body, headers, cookies with their messages."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {answer.cookies} {body.decode('utf-8', 'replace')}"


# Stories --------------------------------------------------------------------------------------


def _of_story(key: int, before: Standing, after: Standing, path: str) -> list[str]:
    was, is_now = before.stories[key], after.stories.get(key)
    if is_now is None:
        return ["deletes a story"]
    changed = {name for name in was if was[name] != is_now[name]}
    allowed = _may_change(key, before, after, path)
    return [f"changes {name} of story {key}" for name in sorted(changed - allowed)]


def _may_change(key: int, before: Standing, after: Standing, path: str) -> set[str]:
    """The facts of one story that this walker may change; told once more, by hand."""
    allowed = set()
    if "/user/" in path and path.endswith(_LEAVING) and before.can_somewhere("manage people"):
        allowed.add("owner")
    if not before.may("see", key):
        return allowed
    may_hold, may_clear = before.may("hold", key), before.may("clear hold", key)
    if before.writes(key):
        allowed |= {"head", "revisions"}
        if before.stories[key]["removed_at"] or _can_go(key, before):
            allowed.add("removed_at")
        place = after.stories[key]["section"]
        is_own = before.stories[key]["owner"] == before.user_key
        if before.can("create", place) or (place is None and is_own):
            allowed.add("section")
    if before.may("write any", key):
        allowed.add("owner")
    if before.may("publish", key):
        allowed |= {"versions", "withdrawals", "head", "revisions"}
    if before.may("withdraw", key):
        allowed |= {"versions", "withdrawals"}
        if after.stories[key]["versions"].keys() - before.stories[key]["versions"].keys():
            allowed -= set() if before.may("publish", key) else {"versions"}
    if (path.endswith("/hold/") and may_hold) or (path.endswith("/clear-hold/") and may_clear):
        allowed |= {"head", "revisions"}
    if may_clear or (may_hold and after.stories[key]["legal_hold"]):
        allowed.add("legal_hold")
    if before.may("lift embargo", key) or (before.writes(key) and _is_later(key, before, after)):
        allowed.add("embargoed_until")
    if before.may("limit", key):
        allowed.add("is_limited")
    return allowed


def _can_go(key: int, before: Standing) -> bool:
    """Whether a story could be removed."""
    story = before.stories[key]
    return not (story["versions"] or story["legal_hold"])


def _is_later(key: int, before: Standing, after: Standing) -> bool:
    was, will = (standing.stories[key]["embargoed_until"] for standing in (before, after))
    return was is None or (will is not None and will >= was)


def _of_new_story(key: int, before: Standing, after: Standing) -> list[str]:
    story = after.stories[key]
    found = []
    if not before.can_somewhere("create"):
        found.append("begins a story")
    if story["section"] is not None and not before.can("create", story["section"]):
        found.append("begins a story in a section without a role there")
    if story["owner"] != before.user_key or story["created_by"] != before.user_key:
        found.append("begins a story in another's name")
    if story["is_limited"] or story["versions"] or story["stage"] != "draft":
        found.append("begins a story that is more than a draft")
    return found


# People ---------------------------------------------------------------------------------------


def _of_people(before: Standing, after: Standing) -> list[str]:
    found = []
    if (
        not before.can_somewhere("manage people")
        and before.accounts.keys() != after.accounts.keys()
    ):
        found.append("makes or deletes an account")
    if before.accounts.keys() - after.accounts.keys():
        found.append("deletes an account")
    for key, account in after.accounts.items():
        was = before.accounts.get(key)
        changed = {name for name in account if was is None or was[name] != account[name]}
        if account["is_superuser"]:
            found.append("makes a superuser")
        found += [f"changes {name} of an account" for name in changed - _of_account(key, before)]
    found += _of_roles(before, after)
    if before.chiefs() and not after.chiefs():
        found.append("leaves the paper without a chief editor")
    if before.linked != after.linked and not before.can("manage people", None):
        found.append("links an author to an account")
    return found


def _of_account(key: int, before: Standing) -> set[str]:
    if key not in before.accounts:
        names = {"pk", "username", "email", "first_name", "last_name", "password", "is_staff"}
        return names | {"is_active", "is_superuser"}
    allowed = set()
    if before.manages(key):
        allowed |= {"email", "first_name", "last_name", "is_active"}
    elif before.can("manage people", None) and before.accounts[key]["is_active"]:
        # Sent away, not let in again.
        allowed.add("is_active")
    return allowed


def _of_roles(before: Standing, after: Standing) -> list[str]:
    keys = before.memberships.keys() ^ after.memberships.keys()
    rows = [before.memberships.get(key) or after.memberships[key] for key in keys]
    rows += [
        row
        for key in before.memberships.keys() & after.memberships.keys()
        for row in (before.memberships[key], after.memberships[key])
        if before.memberships[key] != after.memberships[key]
    ]
    return [
        f"gives or takes the role {role}"
        for _user, role, place in rows
        if not before.gives(role, place)
    ]


# The front ------------------------------------------------------------------------------------


def _of_front(before: Standing, after: Standing) -> list[str]:
    rows = set(map(tuple, before.placements.values())) ^ set(map(tuple, after.placements.values()))
    if not rows:
        return []
    if not before.can("curate", None):
        return ["changes the front"]
    return [
        f"places or takes {Placement.__name__} of a hidden story"
        for story, _slot in rows
        if story in before.stories and not before.may("see", story)
    ]
