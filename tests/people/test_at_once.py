"""Two at once: two chiefs who send each other away, one link pressed twice, one name twice."""

import pytest

from articles import leaving, people
from articles.errors import Refused
from articles.models import AuditRow, Membership
from tests.base import NOON, person
from tests.factories import make_article
from tests.test_simultaneous import at_once, parted

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 5


def chiefs() -> list:
    return [person("chief_editor", name=name) for name in ("ines", "tove")]


def let_in_again(user) -> None:
    person("chief_editor", name=user.username)
    user.is_active = True
    user.save()


def assert_one_was_refused(results: list) -> None:
    _done, refused = parted(results)
    assert [type(fault) for fault in refused] == [Refused], refused
    assert people.chiefs().count() == 1


def test_two_chiefs_who_send_each_other_away_leave_one():
    one, other = chiefs()
    for _pair in range(PAIRS):
        assert_one_was_refused(
            at_once(
                lambda: leaving.deactivate(one, by=other, now=NOON),
                lambda: leaving.deactivate(other, by=one, now=NOON),
            )
        )
        let_in_again(one)
        let_in_again(other)


def test_two_chiefs_who_take_each_other_s_role_leave_one():
    one, other = chiefs()
    for _pair in range(PAIRS):
        first, second = (user.memberships.get() for user in (one, other))
        assert_one_was_refused(
            at_once(
                lambda: people.take(first, by=other, now=NOON),  # noqa: B023
                lambda: people.take(second, by=one, now=NOON),  # noqa: B023
            )
        )
        for user in (one, other):
            Membership.objects.get_or_create(user=user, role="chief_editor", section=None)


def test_a_chief_who_goes_while_the_other_is_sent_away_leaves_one():
    one, other = chiefs()
    for _pair in range(PAIRS):
        role = one.memberships.get()
        assert_one_was_refused(
            at_once(
                lambda: people.take(role, by=one, now=NOON),  # noqa: B023
                lambda: leaving.deactivate(other, by=one, now=NOON),
            )
        )
        let_in_again(one)
        let_in_again(other)


def test_a_link_opened_twice_sets_one_password():
    operator = person("operator")
    user, word = people.invite(email="ines@gazette.invalid", by=operator, now=NOON)
    results = at_once(
        *(lambda: people.accept(word, password="slow amber ferry", now=NOON) for _press in range(4))
    )
    assert [each for each in results if each is not None] == [user]
    assert AuditRow.objects.filter(act="password set").count() == 1


def test_one_role_given_twice_is_one_role():
    chief, user = person("chief_editor"), person("", name="ines")
    results = at_once(
        *(lambda: people.give(user, "reporter", by=chief, now=NOON) for _press in range(4))
    )
    assert parted(results)[1] == []
    assert user.memberships.count() == 1
    assert AuditRow.objects.filter(act="role given").count() == 1


def test_one_name_invited_twice_is_one_account():
    operator = person("operator")
    invited, refused = parted(
        at_once(
            *(
                lambda: people.invite(email="ines@gazette.invalid", by=operator, now=NOON)
                for _press in range(2)
            )
        )
    )
    assert len(invited) == 1
    assert [type(fault) for fault in refused] == [Refused], refused


def test_stories_handed_to_two_at_once_have_one_owner():
    reporter, operator = person("reporter"), person("operator")
    heirs = [person("editor", name=name) for name in ("ines", "tove")]
    for _story in range(3):
        make_article(by=reporter)
    results = at_once(
        *(
            lambda heir=heir: leaving.hand_over(reporter, to=heir, by=operator, now=NOON)
            for heir in heirs
        )
    )
    moved, refused = parted(results)
    assert refused == []
    assert sorted(went for went, _left in moved) == [0, 3]
    assert AuditRow.objects.filter(act="stories handed over").count() == 1
