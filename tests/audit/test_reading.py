"""The audit at the desk: found by story, person, day and act, by those alone who may read it."""

from datetime import UTC, datetime

import pytest

from articles import audit, limiting, publishing
from articles.models import AuditRow
from articles.roles import Role
from tests.audit.desk import AUDIT, acts, page_of, shown
from tests.base import DAY, LATER, MICROSECOND, NOON, person, signed_in
from tests.factories import make_article, make_live, make_section

pytestmark = pytest.mark.django_db

# Found ----------------------------------------------------------------------------------------


def test_the_newest_stand_first_and_say_who_when_what(chief, editor):
    article = make_live(by=editor, headline="Ferry sails").article
    publishing.withdraw(article, by=editor, now=LATER)
    assert acts(chief) == ["withdrawn", "published"]
    text = chief.get(AUDIT).content.decode()
    for words in ("editor", "withdrawn", "Ferry sails", "10 March 2025 14:00 (UTC+04:00)"):
        assert words in text


def test_one_row_shows_the_same_and_its_seal(chief, editor):
    article = make_live(by=editor, headline="Ferry sails").article
    row = AuditRow.objects.get(article=article)
    text = chief.get(page_of(row)).content.decode()
    for words in ("editor", "published", "Ferry sails", row.seal):
        assert words in text


def test_by_story(chief):
    first, second = make_live().article, make_live().article
    publishing.withdraw(first, by=None, now=LATER)
    assert acts(chief, story=first.pk) == ["withdrawn", "published"]
    assert [row.article for row in shown(chief, story=second.pk)] == [second]


def test_by_person_what_they_did_and_what_was_done_to_them(chief, editor, reporter, operator):
    audit.record("signed in", by=editor, at=NOON, person=editor)
    audit.record("role given", by=operator, at=NOON, person=editor)
    make_live(by=editor)
    audit.record("signed in", by=reporter, at=NOON, person=reporter)
    assert acts(chief, person=editor.pk) == ["published", "role given", "signed in"]
    assert acts(chief, person=operator.pk) == ["role given"]


@pytest.mark.parametrize("filter", ["story", "person"])
@pytest.mark.parametrize("value", ["", "0", "x", "-1", "٣", "1' OR 1", "9" * 18, "9" * 40])
def test_what_is_no_story_or_person_finds_nothing(chief, filter, value):
    make_live()
    assert shown(chief, **{filter: value}) == []


def test_by_day_of_the_newsroom(chief):
    # Baku's day of 10 March begins at 20:00 of 9 March in UTC.
    begins = datetime(2025, 3, 9, 20, tzinfo=UTC)
    ends = datetime(2025, 3, 10, 20, tzinfo=UTC)
    for act, at in [
        ("before", begins - MICROSECOND), ("first", begins),
        ("last", ends - MICROSECOND), ("after", ends),
    ]:  # fmt: skip
        audit.record(act, by=None, at=at)
    assert acts(chief, q="2025-03-10") == ["last", "first"]
    assert acts(chief, q="2025-03-09") == ["before"]
    assert acts(chief, q="2025-03-12") == []


def test_by_the_days_that_are_just_over(chief, noon):
    # At 14:00 of 10 March in Baku.
    midnight = datetime(2025, 3, 9, 20, tzinfo=UTC)
    for act, at in [
        ("today", midnight), ("yesterday", midnight - MICROSECOND),
        ("a week ago", midnight - 6 * DAY - MICROSECOND), ("a year ago", NOON - 365 * DAY),
    ]:  # fmt: skip
        audit.record(act, by=None, at=at)
    assert acts(chief, days="1") == ["today"]
    assert acts(chief, days="7") == ["yesterday", "today"]
    assert acts(chief, days="31") == ["a week ago", "yesterday", "today"]


def test_by_act_and_by_name(chief, editor, reporter):
    audit.record("role given", by=editor, at=NOON, person=reporter)
    audit.record("role taken", by=reporter, at=NOON)
    audit.record("signed in", by=editor, at=NOON)
    assert acts(chief, q="role") == ["role taken", "role given"]
    assert acts(chief, q="role given") == ["role given"]
    assert acts(chief, q="EDITOR") == ["signed in", "role given"]
    assert acts(chief, q="reporter") == ["role taken", "role given"]
    assert acts(chief, q="editor 2025-03-10 role") == ["role given"]
    assert acts(chief, act="signed in") == ["signed in"]


def test_the_name_of_then_is_found_and_shown(chief, editor):
    audit.record("signed in", by=editor, at=NOON)
    type(editor).objects.filter(pk=editor.pk).update(username="somebody-else")
    assert acts(chief, q="editor") == ["signed in"]


# Who reads it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["", "reporter", "sub_editor", "editor", "picture_desk"])
def test_who_may_not_read_the_audit_is_refused_and_finds_no_row(role):
    row = AuditRow.objects.get(article=make_live().article)
    client = signed_in(person(role))
    assert client.get(AUDIT).status_code == 403
    assert client.get(AUDIT, {"story": row.article_id}).status_code == 403
    for address in (page_of(row), f"{AUDIT}{row.pk}/history/", f"{AUDIT}{row.pk}/delete/"):
        assert client.get(address).status_code == 404, address
    assert "auditrow" not in client.get("/admin/").content.decode()


def test_nobody_signed_in_is_led_to_the_sign_in(client):
    row = AuditRow.objects.get(article=make_live().article)
    for address in (AUDIT, page_of(row)):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_legal_of_one_section_reads_of_its_stories_alone(town):
    sport = make_section("Sport")
    client = signed_in(person(Role.LEGAL, section=town))
    here = make_live(section=town).article
    below = make_live(section=make_section("Harbour", parent=town)).article
    there = make_live(section=sport).article
    nowhere = make_live(section=None).article
    assert {row.article for row in shown(client)} == {here, below}
    assert shown(client, story=there.pk) == []
    for story in (there, nowhere):
        assert client.get(page_of(AuditRow.objects.get(article=story))).status_code == 404
    of_people = AuditRow.objects.get(act="signed in")
    assert client.get(page_of(of_people)).status_code == 404


def test_an_operator_reads_of_people_and_of_no_story(operator, editor):
    client = signed_in(operator)
    audit.record("role given", by=operator, at=NOON, person=editor)
    row = AuditRow.objects.get(article=make_live(headline="Ferry sails").article)
    assert acts(client) == ["role given", "signed in"]
    assert client.get(page_of(row)).status_code == 404
    assert "Ferry sails" not in client.get(AUDIT).content.decode()


def test_rows_of_a_limited_story_are_read_by_the_named_alone(chief, legal, chief_editor):
    story = make_article(headline="Ferry sails", legal_hold=True)
    rows = list(AuditRow.objects.filter(article=story))
    limiting.limit(story, [legal], by=legal, now=NOON)
    assert acts(chief, story=story.pk) == []
    assert acts(chief, person=legal.pk) == []
    assert "Ferry sails" not in chief.get(AUDIT).content.decode()
    assert chief.get(page_of(rows[0])).status_code == 404
    theirs = signed_in(legal)
    assert acts(theirs, story=story.pk) == ["limited", "hold set"]
    assert theirs.get(page_of(rows[0])).status_code == 200


def test_who_left_reads_nothing(chief_editor):
    client = signed_in(chief_editor)
    type(chief_editor).objects.filter(pk=chief_editor.pk).update(is_active=False)
    assert client.get(AUDIT)["Location"].startswith("/admin/login/")
