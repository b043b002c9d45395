"""Guards: what CHECK and UNIQUE cannot say, held by triggers (and on PostgreSQL an exclusion).

Installed at post_migrate, because SQLite loses a table's triggers whenever Django rebuilds it, and
verified by a system check. A guard's name ends in a digest of its text, so that "installed and up
to date" is one comparison of names. Guards never read the database's clock.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.db import connections

PREFIX = "guard_"

# PostgreSQL: no two spans of one article share a moment. Deferred, so that a verb may move spans in
# any order; the triggers below are SQLite's, which are judged at once.
_EXCLUSION = """
ALTER TABLE articles_publishedversion ADD CONSTRAINT {name}
EXCLUDE USING gist (article_id WITH =, tstzrange(live_from, live_until) WITH &&)
DEFERRABLE INITIALLY DEFERRED
"""


@dataclass(frozen=True)
class Guard:
    """Refuses `event` on `table` where `condition` (SQL over OLD and NEW) holds."""

    name: str
    table: str
    event: str  # "INSERT", "UPDATE", "DELETE", or PostgreSQL's "TRUNCATE" of the whole table
    condition: str
    sentence: str
    timing: str = "BEFORE"
    only: str = ""  # a vendor, or "" for both

    def statements(self, vendor: str) -> list[str]:
        """The SQL that installs it; `{name}` is filled in with its full name."""
        make = _sqlite if vendor == "sqlite" else _postgresql
        return make(self, self.full_name(vendor))

    def full_name(self, vendor: str) -> str:
        make = _sqlite if vendor == "sqlite" else _postgresql
        digest = sha256("".join(make(self, "x")).encode()).hexdigest()[:8]
        return f"{PREFIX}{self.name}_{digest}"


def _sqlite(guard: Guard, name: str) -> list[str]:
    condition = guard.condition.replace("IS DISTINCT FROM", "IS NOT")
    return [
        f"CREATE TRIGGER {name} {guard.timing} {guard.event} ON {guard.table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
    ]


def _postgresql(guard: Guard, name: str) -> list[str]:
    row = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(guard.event, "NEW")
    each = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.condition} THEN RAISE EXCEPTION '{guard.sentence}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} {guard.timing} {guard.event} ON {guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]


def _differs(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def _append_only(noun: str, table: str) -> list[Guard]:
    return [
        Guard(f"{noun}_no_{event.lower()}", table, event, "1 = 1", f"{noun} rows are append-only")
        for event in ("UPDATE", "DELETE")
    ]


_VERSION = "articles_publishedversion"
_REVISION = (
    "article_id", "base_id", "merged_id", "words_of_id", "kind", "made_by_id", "made_at", "note",
    "schema", "redacted_at", "thinned_at", "window", "content",
)  # fmt: skip
# The clock of the application at the article's last change stands in for now.
_AHEAD = (
    f"EXISTS (SELECT 1 FROM {_VERSION} v WHERE v.article_id = NEW.id "
    "AND v.live_from > NEW.changed_at AND {})"
)
_OF_ERASED = (
    "EXISTS (SELECT 1 FROM articles_article a "
    "WHERE a.id = OLD.article_id AND a.erased_at IS NOT NULL)"
)


def _empties(*columns: str) -> str:
    """Takes the text of a revision that was never published, and changes `columns` at most."""
    kept = [column for column in _REVISION if column not in ("content", *columns)]
    return (
        "NEW.content = '{}' AND NEW.thinned_at IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {_VERSION} v WHERE v.revision_id = OLD.id) "
        f"AND NOT ({_differs(*kept)})"
    )


# To save room, once, and never the newest text of a story.
_IS_THINNED = (
    f"({_empties('thinned_at')} AND OLD.thinned_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM articles_article a WHERE a.head_id = OLD.id))"
)
# With its story, and its note too; one that was thinned before keeps the moment of that.
_IS_ERASED = (
    f"({_empties('thinned_at', 'note')} AND {_OF_ERASED} AND NEW.note = '' "
    "AND (OLD.thinned_at IS NULL OR OLD.thinned_at = NEW.thinned_at))"
)

GUARDS: list[Guard] = [
    Guard(
        "version_content",
        _VERSION,
        "UPDATE",
        _differs(
            "article_id",
            "revision_id",
            "section_id",
            "headline",
            "genre",
            "noindex",
            "lead_image_id",
            "language",
            "dated_at",
            "updated_at",
            "tiebreak",
            "live_from",
            "embargoed_until",
            "change",
            "published_by_id",
        ),
        "the content of a published version never changes",
    ),
    Guard(
        "version_span",
        _VERSION,
        "UPDATE",
        "OLD.live_until IS DISTINCT FROM NEW.live_until AND "
        "(NEW.changed_at < OLD.changed_at OR NEW.live_until < NEW.changed_at "
        "OR (OLD.live_until < NEW.changed_at))",
        "live_until may only move to a moment that is not past, of a version that is not over",
    ),
    Guard(
        "version_kept",
        _VERSION,
        "DELETE",
        "OLD.dropped_at IS NULL",
        "a published version is only deleted after it was dropped, before it began",
    ),
    Guard(
        "version_hold",
        _VERSION,
        "INSERT",
        "EXISTS (SELECT 1 FROM articles_article a WHERE a.id = NEW.article_id AND a.legal_hold)",
        "nothing of a story on legal hold is published",
    ),
    Guard(
        "version_embargo",
        _VERSION,
        "INSERT",
        "EXISTS (SELECT 1 FROM articles_article a WHERE a.id = NEW.article_id "
        "AND a.head_id = NEW.revision_id AND a.embargoed_until > NEW.live_from)",
        "no version of the working copy begins before the end of its embargo",
    ),
    Guard(
        "article_hold",
        "articles_article",
        "UPDATE",
        f"NEW.legal_hold AND NOT OLD.legal_hold AND {_AHEAD.format('1 = 1')}",
        "a legal hold stops what waits before it is set",
    ),
    Guard(
        "article_embargo",
        "articles_article",
        "UPDATE",
        "NEW.embargoed_until IS DISTINCT FROM OLD.embargoed_until "
        f"AND {_AHEAD.format('v.live_from < NEW.embargoed_until')}",
        "an embargo does not forbid what waits already",
    ),
    *[
        Guard(
            f"version_overlap_{event.lower()}",
            _VERSION,
            event,
            f"EXISTS (SELECT 1 FROM {_VERSION} other WHERE other.article_id = NEW.article_id "
            "AND other.id <> NEW.id AND other.live_from < NEW.live_until "
            "AND other.live_until > NEW.live_from)",
            "two versions of one article overlap",
            timing="AFTER",
            only="sqlite",
        )
        for event in ("INSERT", "UPDATE")
    ],
    Guard(
        "revision_content",
        "articles_revision",
        "UPDATE",
        "NOT (OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL) "
        f"AND NOT {_IS_THINNED} AND NOT {_IS_ERASED} AND ({_differs(*_REVISION)})",
        "a revision never changes",
    ),
    Guard("revision_kept", "articles_revision", "DELETE", "1 = 1", "a revision is never deleted"),
    Guard(
        "correction_as_its_version",
        "articles_correction",
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {_VERSION} v WHERE v.id = NEW.version_id "
        "AND v.article_id = NEW.article_id AND v.language = NEW.language "
        "AND v.live_from = NEW.dated_at AND v.tiebreak = NEW.tiebreak)",
        "a correction is of the story, the language and the moment of its version",
    ),
    Guard(
        "correction_content", "articles_correction", "UPDATE", "1 = 1", "a correction never changes"
    ),
    Guard(
        "correction_kept",
        "articles_correction",
        "DELETE",
        f"(SELECT v.dropped_at FROM {_VERSION} v WHERE v.id = OLD.version_id) IS NULL",
        "a correction is only deleted with a version that was dropped before it began",
    ),
    Guard(
        "withdrawal_kept", "articles_withdrawal", "DELETE", "1 = 1", "a withdrawal is never deleted"
    ),
    *_append_only("audit", "articles_auditrow"),
    Guard(
        "audit_no_truncate",
        "articles_auditrow",
        "TRUNCATE",
        "1 = 1",
        "audit rows are append-only",
        only="postgresql",
    ),
    # SQLite's INSERT OR REPLACE deletes what is in its way without asking the guard of deletions.
    Guard(
        "audit_no_replace",
        "articles_auditrow",
        "INSERT",
        "EXISTS (SELECT 1 FROM articles_auditrow a WHERE a.number = NEW.number OR a.id = NEW.id)",
        "audit rows are append-only",
        only="sqlite",
    ),
    Guard(
        "audit_head_step",
        "articles_audithead",
        "UPDATE",
        "NEW.number <= OLD.number",
        "the head of the audit only moves on",
    ),
    Guard(
        "audit_head_kept",
        "articles_audithead",
        "DELETE",
        "1 = 1",
        "the head of the audit is never deleted",
    ),
    Guard(
        "wire_content",
        "articles_wirerecord",
        "UPDATE",
        f"{_differs('article_id', 'format', 'fingerprint', 'copy', 'received_at')} "
        f"OR (({_differs('text', 'date_line')}) "
        f"AND NOT (NEW.text = '' AND NEW.date_line = '' AND {_OF_ERASED}))",
        "what came by wire never changes",
    ),
    Guard("wire_kept", "articles_wirerecord", "DELETE", "1 = 1", "a wire record is never deleted"),
]


def exclusion_name() -> str:
    return f"{PREFIX}version_no_overlap_{sha256(_EXCLUSION.encode()).hexdigest()[:8]}"


def expected(vendor: str) -> dict[str, list[str]]:
    """Full name → the statements that install it."""
    guards = [guard for guard in GUARDS if guard.only in ("", vendor)]
    wanted = {guard.full_name(vendor): guard.statements(vendor) for guard in guards}
    if vendor == "postgresql":
        name = exclusion_name()
        wanted[name] = ["CREATE EXTENSION IF NOT EXISTS btree_gist", _EXCLUSION.format(name=name)]
    return wanted


def installed(using: str = "default") -> dict[str, str]:
    """Full name → table of every guard that the database has; one query."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        return dict(cursor.fetchall())


_INSTALLED = {
    "sqlite": f"SELECT name, tbl_name FROM sqlite_master "
    f"WHERE type = 'trigger' AND name LIKE '{PREFIX}%'",
    "postgresql": f"SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
    f"WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname LIKE '{PREFIX}%' "
    f"UNION ALL SELECT conname, conrelid::regclass::text FROM pg_constraint "
    f"WHERE contype = 'x' AND conname LIKE '{PREFIX}%'",
}


def missing(using: str = "default") -> list[str]:
    """Names of guards that should be there and are not."""
    return sorted(expected(connections[using].vendor).keys() - installed(using).keys())


def install(using: str = "default") -> None:
    """Puts every guard in place and takes older ones away; changes nothing when all stand."""
    connection = connections[using]
    wanted, present = expected(connection.vendor), installed(using)
    with connection.cursor() as cursor:
        for name, table in present.items():
            if name not in wanted:
                _remove(cursor, connection.vendor, name, table)
        for name, statements in wanted.items():
            if name not in present:
                for statement in statements:
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Takes every guard away: for tests that empty tables, and for restores."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in installed(using).items():
            _remove(cursor, connection.vendor, name, table)


def _remove(cursor, vendor: str, name: str, table: str) -> None:
    if vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER {name}")
    elif name.startswith(f"{PREFIX}version_no_overlap"):
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    else:
        cursor.execute(f"DROP FUNCTION {name}() CASCADE")
