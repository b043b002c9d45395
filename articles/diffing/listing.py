"""Lists of keys that two sides changed: topics, further sections, bylines."""

from collections.abc import Sequence


def merge_lists(
    base: Sequence[int] | None, theirs: Sequence[int], mine: Sequence[int]
) -> list[int]:
    """What either side added and neither took away, in theirs' order unless only mine changed it;
    what the other one added stands behind what it stood behind there.
    """
    base = base or ()
    is_ordered_by_mine = list(theirs) == list(base)
    first, second = (mine, theirs) if is_ordered_by_mine else (theirs, mine)
    gone = {key for key in base if key not in theirs or key not in mine}
    found = [key for key in first if key not in gone]
    before: int | None = None
    for key in second:
        if key not in gone and key not in found:
            at = found.index(before) + 1 if before in found else 0 if before is None else len(found)
            found.insert(at, key)
        before = key
    return found


def merge_bylines(
    base: Sequence[dict] | None, theirs: Sequence[dict], mine: Sequence[dict]
) -> tuple[list[dict], list]:
    """The bylines of both, and the authors of whom both say something different: one in two roles,
    or out on one side and in another role on the other. Of these, what theirs says stands, or else
    mine.
    """
    roles = [{row["author"]: row["role"] for row in rows or ()} for rows in (base, theirs, mine)]
    was, is_theirs, is_mine = roles
    in_doubt = [
        key for key in dict.fromkeys([*is_theirs, *is_mine, *was]) if _in_doubt(key, *roles)
    ]
    order = merge_lists([key for key in was if key not in in_doubt], list(is_theirs), list(is_mine))
    return [{"author": key, "role": _role(key, *roles)} for key in order], in_doubt


def _in_doubt(key, was: dict, theirs: dict, mine: dict) -> bool:
    sides = (theirs.get(key), mine.get(key))
    return sides[0] != sides[1] and was.get(key) not in sides


def _role(key, was: dict, theirs: dict, mine: dict) -> str:
    if key not in theirs:
        return mine[key]
    return mine[key] if key in mine and was.get(key) == theirs[key] else theirs[key]
