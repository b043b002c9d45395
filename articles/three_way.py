"""Three contents of one story: what they were made of, and two that go on from it.

What one side alone changed is taken over, lists are brought together, the body is merged block by
block; of the rest somebody says which side stands. The desk's merge page asks it, and so does a
text that waits when another one is published before it. The two sides are called theirs (what
stands) and mine (what is brought onto it).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from articles import content as contents
from articles import diffing

# What a form may say of the whole body, beside the choices of its single conflicts.
WHOLE = ("theirs", "mine")


class Undecided(Exception):
    """`names`: the fields and the conflicts of the body of which nobody has said what stands."""

    def __init__(self, names: set[str]):
        self.names = names
        super().__init__(", ".join(sorted(names)))


@dataclass(frozen=True)
class Sides:
    """Contents; without a base all that differs is asked."""

    base: dict | None
    theirs: dict
    mine: dict


def differing(sides: Sides) -> list[str]:
    """The names of fields in which both sides differ, but for the body."""
    return [name for name in contents.differing(sides.theirs, sides.mine) if name != "body"]


def changed_by(sides: Sides, name: str) -> str:
    """Which side alone changed a field that differs; "" where both did, or nobody knows."""
    if sides.base is None:
        return ""
    base = sides.base[name]
    return "mine" if base == sides.theirs[name] else "theirs" if base == sides.mine[name] else ""


def ways_out(sides: Sides, name: str) -> list[str]:
    """What may be chosen of a field that differs."""
    if changed_by(sides, name):
        return ["theirs", "mine"]
    lists = ["both"] if name in contents.LISTS or name == contents.BYLINES else []
    return ["theirs", "mine", *lists, *(["base"] if sides.base is not None else [])]


def proposed(sides: Sides, name: str) -> str:
    """What stands unless somebody says otherwise: what one side alone changed, or both lists
    together, unless they say different things of one author. "" where it has to be asked.
    """
    alone = changed_by(sides, name)
    if alone or "both" not in ways_out(sides, name):
        return alone
    return "both" if not _merged_list(sides, name)[1] else ""


def value(sides: Sides, name: str, choice: str):
    """What a field says by a choice."""
    if choice == "both":
        return _merged_list(sides, name)[0]
    return {"theirs": sides.theirs, "mine": sides.mine, "base": sides.base}[choice][name]


def _merged_list(sides: Sides, name: str) -> tuple[list, list]:
    """The list that both sides make together, and what of it is in doubt."""
    base = sides.base and sides.base[name]
    if name == contents.BYLINES:
        return diffing.merge_bylines(base, sides.theirs[name], sides.mine[name])
    return diffing.merge_lists(base, sides.theirs[name], sides.mine[name]), []


def pieces(sides: Sides) -> list[diffing.Piece]:
    """The merged body in the order of reading."""
    base = sides.base and sides.base["body"]
    return diffing.merge(base, sides.theirs["body"], sides.mine["body"])


def name_of(conflict: diffing.Conflict) -> str:
    """By which a form says what stands at one conflict of the body."""
    return f"body-{conflict.key}"


def merged(sides: Sides, chosen: Mapping[str, str]) -> dict:
    """One content of both; `chosen` says of names what stands. Raises Undecided where it has to be
    said and is not, BodyRefused where both bodies together are more than one may hold.
    """
    content, missing = dict(sides.theirs), set()
    for name in differing(sides):
        choice = chosen.get(name, "")
        choice = choice if choice in ways_out(sides, name) else proposed(sides, name)
        if choice:
            content[name] = value(sides, name, choice)
        else:
            missing.add(name)
    body = _body(sides, chosen, missing)
    if missing:
        raise Undecided(missing)
    return content | {"body": body}


def _body(sides: Sides, chosen: Mapping[str, str], missing: set[str]) -> str:
    """The merged body; where something has to be said first, its names are added to `missing`."""
    if sides.theirs["body"] == sides.mine["body"] or chosen.get("body") in WHOLE:
        side = sides.mine if chosen.get("body") == "mine" else sides.theirs
        return side["body"]
    parts = pieces(sides)
    names = {name_of(part): part.key for part in parts if isinstance(part, diffing.Conflict)}
    asked = {name for name in names if chosen.get(name) not in diffing.CHOICES}
    if asked:
        missing |= asked
        return ""
    return diffing.merged_html(parts, {key: chosen[name] for name, key in names.items()})
