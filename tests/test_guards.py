"""Guards: what the database refuses whoever asks, and how they come back after a rebuild."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from articles import publishing
from articles.models import (
    OPEN,
    Article,
    AuditHead,
    AuditRow,
    Correction,
    Listing,
    PublishedVersion,
    Revision,
    WireRecord,
    Withdrawal,
    guards,
)
from tests.base import HOUR, MICROSECOND, NOON
from tests.factories import change, make_article, make_live

LATER = NOON + HOUR


@pytest.fixture
def refused(db):
    """Runs SQL or a callable in a savepoint and expects the database to refuse it."""

    def expect(act, sentence: str):
        with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
            if callable(act):
                act()
            else:
                with connection.cursor() as cursor:
                    cursor.execute(act)
            # A deferred constraint speaks at the end of a transaction.
            connection.check_constraints()
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return expect


@pytest.fixture
def version(db):
    return make_live(headline="Ferry")


@pytest.fixture
def corrected(version, editor):
    newer = change(version.article, headline="Nine boats")
    return publishing.publish(newer, by=editor, change="correction", note="It said ten.", now=LATER)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("headline", "'Other'"),
        ("language", "'az'"),
        ("genre", "'opinion'"),
        ("live_from", "'2001-01-01 00:00:00'"),
        ("updated_at", "'2025-03-10 12:00:00'"),
        ("change", "'minor'"),
        ("tiebreak", "1"),
    ],
)
def test_the_content_of_a_version_never_changes(refused, version, column, value):
    refused(
        f"UPDATE articles_publishedversion SET {column} = {value}",
        "content of a published version never changes",
    )


def test_the_content_of_a_version_never_changes_through_the_orm_either(refused, version):
    version.headline = "Other"
    refused(version.save, "content of a published version never changes")


def test_the_composed_columns_of_a_version_may_change(version):
    PublishedVersion.objects.update(path="/2025/03/10/other/", card={}, page={}, past=False)
    version.refresh_from_db()
    assert version.path == "/2025/03/10/other/"


def test_a_version_does_not_end_in_the_past(refused, version):
    def end():
        PublishedVersion.objects.update(live_until=NOON + MICROSECOND, changed_at=LATER)

    refused(end, "live_until may only move to a moment that is not past")


def test_a_version_does_not_end_without_saying_when_that_was_decided(refused, version):
    def end():
        PublishedVersion.objects.update(live_until=LATER, changed_at=NOON - HOUR)

    refused(end, "live_until may only move")


def test_a_version_that_is_over_stays_over(refused, corrected):
    def reopen():
        PublishedVersion.objects.filter(live_until=LATER).update(
            live_until=OPEN, changed_at=LATER + MICROSECOND
        )

    refused(reopen, "live_until may only move|overlap")


def test_a_version_is_not_deleted(refused, version):
    Listing.objects.all().delete()
    refused("DELETE FROM articles_publishedversion", "only deleted after it was dropped")


def test_a_version_that_has_begun_cannot_be_called_dropped(refused, version):
    refused(lambda: PublishedVersion.objects.update(dropped_at=LATER), "dropped_before_it_began")


def test_two_versions_of_one_story_never_overlap(refused, version):
    def overlap():
        version.pk = None
        version.live_from = LATER
        version.live_until = LATER + HOUR
        version.save(force_insert=True)

    refused(overlap, "overlap")


def test_a_version_cannot_be_stretched_over_the_next(refused, corrected):
    newest = PublishedVersion.objects.get(live_until=OPEN)
    assert newest.live_from == LATER

    def stretch():
        PublishedVersion.objects.filter(live_until=LATER).update(
            live_until=LATER + HOUR, changed_at=LATER
        )

    refused(stretch, "overlap")


def test_versions_may_touch(version, editor):
    publishing.publish(change(version.article, headline="Two"), by=editor, now=LATER)
    connection.check_constraints()


@pytest.mark.parametrize("column", ["note", "kind", "schema"])
def test_a_revision_never_changes(refused, version, column):
    value = {"note": "'x'", "kind": "'merged'", "schema": "7"}[column]
    refused(f"UPDATE articles_revision SET {column} = {value}", "a revision never changes")


def test_the_content_of_a_revision_never_changes(refused, version):
    refused(lambda: Revision.objects.update(content={}), "a revision never changes")


def test_a_revision_may_be_redacted_once(refused, version):
    Revision.objects.update(redacted_at=LATER, content={})
    refused(lambda: Revision.objects.update(content={"headline": "x"}), "a revision never changes")


@pytest.fixture
def older(version):
    """A revision of a live story that was never published and is not its newest."""
    older = change(version.article, headline="Older").head
    change(version.article, headline="Newest")
    return Revision.objects.filter(pk=older.pk)


def test_a_revision_may_be_thinned_once(refused, older):
    assert older.update(content={}, thinned_at=LATER) == 1
    for values in ({"thinned_at": NOON}, {"thinned_at": None}, {"content": {"headline": "x"}}):
        refused(lambda values=values: older.update(**values), "a revision never changes")
    refused(lambda: older.update(content={"headline": "x"}, thinned_at=NOON), "never changes")


@pytest.mark.parametrize(
    "values",
    [
        {"content": {}},
        {"thinned_at": LATER},
        {"thinned_at": LATER, "content": {"headline": "x"}},
        {"thinned_at": LATER, "content": []},
        *[
            {"thinned_at": LATER, "content": {}, **more}
            for more in (
                {"note": "x"},
                {"note": ""},
                {"kind": "merged"},
                {"made_at": LATER},
                {"base": None},
                {"window": "w"},
                {"schema": 7},
            )
        ],
    ],
    ids=str,
)
def test_thinning_takes_the_text_and_nothing_else(refused, version, values):
    article = change(version.article, headline="Older")
    noted = Revision.objects.create(
        article=article, base=version.revision, made_at=NOON, note="Why.", content={"body": ""}
    )
    refused(
        lambda: Revision.objects.filter(pk=noted.pk).update(**values), "a revision never changes"
    )


def test_a_published_revision_is_never_thinned_nor_the_newest(refused, version, older):
    for key in (version.revision_id, Article.objects.get().head_id):
        rows = Revision.objects.filter(pk=key)
        refused(lambda rows=rows: rows.update(content={}, thinned_at=LATER), "never changes")


def test_an_erased_story_gives_its_texts_and_keeps_the_rest(refused, db):
    article = make_article(headline="Ferry")
    revision = Revision.objects.filter(pk=article.head_id)
    record = WireRecord.objects.create(
        article=article,
        revision=article.head,
        outcome="created",
        received_at=NOON,
        text="Boats.",
        date_line="Port",
    )
    record = WireRecord.objects.filter(pk=record.pk)
    rows = Article.objects.filter(pk=article.pk)
    emptied = {"content": {}, "note": "", "thinned_at": LATER}
    blank = {"text": "", "date_line": ""}
    refused(lambda: revision.update(**emptied), "a revision never changes")
    refused(lambda: record.update(**blank), "what came by wire never changes")
    refused(lambda: rows.update(erased_at=LATER), "article_erased_says_nothing")
    refused(lambda: rows.update(erased_at=LATER, removed_at=NOON), "article_erased_says_nothing")

    rows.update(erased_at=LATER, removed_at=NOON, headline="", body="")

    refused(lambda: revision.update(**emptied | {"note": "Why."}), "a revision never changes")
    refused(lambda: revision.update(**emptied, kind="merged"), "a revision never changes")
    refused(lambda: record.update(text=""), "what came by wire never changes")
    refused(lambda: record.update(text="Ships.", date_line=""), "what came by wire never changes")
    refused(lambda: record.update(**blank, fingerprint="1"), "what came by wire never changes")
    assert revision.update(**emptied) == record.update(**blank) == 1
    refused(lambda: revision.update(thinned_at=NOON), "a revision never changes")
    refused(lambda: rows.update(headline="Back"), "article_erased_says_nothing")


def test_a_story_that_was_erased_by_hand_keeps_what_was_published(refused, version):
    rows = Article.objects.filter(pk=version.article_id)
    rows.update(erased_at=LATER, removed_at=NOON, headline="", body="")
    refused(lambda: Revision.objects.update(content={}, note="", thinned_at=LATER), "never changes")


def test_a_revision_is_never_deleted(refused, version):
    change(version.article, headline="Newer")
    refused("DELETE FROM articles_revision WHERE base_id IS NOT NULL", "never deleted")


def test_a_correction_never_changes(refused, corrected):
    refused(lambda: Correction.objects.update(text="Nothing."), "a correction never changes")


def test_a_correction_is_not_deleted_once_readers_may_have_read_it(refused, corrected):
    refused(lambda: Correction.objects.all().delete(), "a correction is only deleted with")


def test_a_withdrawal_is_never_deleted(refused, version, editor):
    publishing.withdraw(version.article, by=editor, now=LATER)
    refused(lambda: Withdrawal.objects.all().delete(), "a withdrawal is never deleted")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE articles_auditrow SET act = 'x'", "DELETE FROM articles_auditrow"],
)
def test_the_audit_is_append_only(refused, version, statement):
    assert AuditRow.objects.exists()
    refused(statement, "audit rows are append-only")


def test_what_came_by_wire_never_changes(refused, version):
    WireRecord.objects.create(
        article=version.article,
        revision=version.revision,
        outcome="created",
        format="plain_text",
        fingerprint="0" * 64,
        received_at=NOON,
        text="Boats.",
    )
    refused(lambda: WireRecord.objects.update(text="Ships."), "what came by wire never changes")
    refused(lambda: WireRecord.objects.all().delete(), "a wire record is never deleted")
    assert WireRecord.objects.update(outcome="settled") == 1


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"live_until": NOON}, "version_span_not_empty"),
        ({"past": True}, "version_open_is_not_past"),
        ({"dated_at": NOON + MICROSECOND}, "version_dated_before_live"),
        ({"embargoed_until": NOON + MICROSECOND}, "version_keeps_the_embargo"),
        ({"change": "rewrite"}, "version_change_known"),
        ({"headline": ""}, "version_has_headline"),
    ],
)
def test_the_constraints_of_a_version_hold(refused, version, values, constraint):
    def make():
        version.pk = None
        version.live_from, version.live_until = NOON, OPEN
        for name, value in values.items():
            setattr(version, name, value)
        version.save(force_insert=True)

    PublishedVersion.objects.update(dropped_at=NOON)
    version.delete()
    refused(make, constraint)


# Standing ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_guard_stands():
    assert guards.missing() == []
    assert set(guards.installed()) == set(guards.expected(connection.vendor))


@pytest.mark.django_db
def test_installing_again_changes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        guards.install()


def _of_the_guards() -> list[checks.Error]:
    found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    return [error for error in found if error.id == "articles.E001"]


@pytest.mark.django_db
def test_the_check_is_content_while_all_guards_stand():
    assert _of_the_guards() == []


@pytest.mark.django_db
def test_the_check_names_what_is_missing():
    guards.remove()
    try:
        named = {error.msg for error in _of_the_guards()}
        assert len(named) == len(guards.expected(connection.vendor))
        assert all(any(name in said for said in named) for name in guards.missing())
    finally:
        guards.install()


@pytest.mark.django_db
def test_a_guard_of_an_older_text_is_replaced():
    name, statements = next(iter(guards.expected(connection.vendor).items()))
    older = f"{name[:-8]}00000000"
    with connection.cursor() as cursor:
        guards._remove(cursor, connection.vendor, name, guards.installed()[name])
        for statement in statements:
            cursor.execute(statement.replace(name, older))
    assert older in guards.installed()

    guards.install()

    assert older not in guards.installed()
    assert guards.missing() == []


GUARDED = sorted({guard.table for guard in guards.GUARDS})
MODELS = {
    model._meta.db_table: model
    for model in (
        PublishedVersion,
        Revision,
        Correction,
        Withdrawal,
        AuditRow,
        AuditHead,
        WireRecord,
        Article,
    )
}


ONLY_HERE = models.CheckConstraint(condition=models.Q(id__gt=0), name="only_for_this_test")


def rebuild(table: str) -> None:
    """Alters a table and back, which SQLite can only do by building it anew."""
    with connection.schema_editor() as schema:
        schema.add_constraint(MODELS[table], ONLY_HERE)
    with connection.schema_editor() as schema:
        schema.remove_constraint(MODELS[table], ONLY_HERE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", GUARDED)
def test_a_migration_may_rebuild_any_table_and_ends_with_all_guards(table):
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    rebuild(table)

    call_command("migrate", verbosity=0)

    assert guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_behind_the_back_of_migrate_is_found_and_mended():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite loses triggers")
    rebuild("articles_revision")
    named = " ".join(error.msg for error in _of_the_guards())
    assert "guard_revision_content" in named
    assert "guard_revision_kept" in named

    call_command("migrate", verbosity=0)

    assert _of_the_guards() == []
