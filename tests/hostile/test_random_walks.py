"""Random walks over every address of the desk, as each role: nothing shown, nothing changed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from articles.permissions import Permissions
from tests.base import NOON, person, standing_clock
from tests.factories import make_section, restart
from tests.hostile import laws, paper, standing
from tests.hostile.walker import Walker, addresses
from tests.matrix.checking import writes

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)

ROLES = ("reporter", "sub_editor", "editor", "chief_editor", "picture_desk", "legal", "operator")


@pytest.fixture(scope="module")
def made(standing_paper):
    """One paper for all walks, made by somebody who has no role yet; each walk is taken back."""
    restart()
    with standing_paper():
        yield paper.make(person("", name="walker"))


def walk(made, user, seed: str) -> None:
    """Every address once, by any method."""
    walker = Walker(user, seed)
    ways = [(way, "") for way in addresses()]
    walker.random.shuffle(ways)
    before = standing.of(user)
    for way, method in ways:
        with writes() as written:
            method, path, query, data, answer = walker.step(way, method)
        # What was only read stands as it stood.
        after = standing.of(user) if written else before
        found = laws.broken(made, before, after, path, answer)
        assert not found, f"{seed}: {method} {path} {query} {data}: {'; '.join(found)}"
        before = after
    log = " ".join(f"{row.object_repr} {row.change_message}" for row in LogEntry.objects.all())
    assert not laws.shown(made, standing.of(person("", name="newcomer")), log)


@pytest.mark.parametrize("role", ROLES)
def test_with_a_role_everywhere_nobody_goes_beyond_it(made, role):
    walk(made, person(role, name="walker"), f"{role} everywhere")


@pytest.mark.parametrize("role", ROLES)
def test_with_a_role_in_one_section_nobody_goes_beyond_it(made, role):
    walk(made, person(role, name="walker", section=make_section("Town")), f"{role} in Town")


def test_without_a_role_nobody_goes_anywhere(made):
    walk(made, made.walker, "without a role")


def test_two_roles_in_two_sections_do_not_add_up(made):
    user = person("reporter", name="walker", section=make_section("Town"))
    person("picture_desk", name="walker", section=make_section("Sport"))
    walk(made, user, "reporter in Town, picture desk in Sport")


def test_a_walk_would_notice_a_hole(made, monkeypatch):
    """The laws themselves, tried on a predicate that lets everybody see everything."""
    monkeypatch.setattr(Permissions, "over_articles", lambda *args, **kwargs: ~Q(pk=0))
    user = person("reporter", name="walker", section=make_section("Town"))
    with pytest.raises(AssertionError, match=r"of (a hidden )?story"):
        walk(made, user, "a hole")
