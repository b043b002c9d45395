"""Many writers at once make one chain: real threads and processes, each with its own connection."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from articles import audit, drafting, publishing
from articles.errors import Invalid, StaleBase
from articles.models import AuditHead, AuditRow
from tests.audit import chains
from tests.base import DAY, NOON, PASSWORD, person
from tests.factories import make_article, reloaded
from tests.test_simultaneous import at_once, parted

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 50


def write(place: int) -> AuditRow:
    return audit.record("signed in", by=None, at=NOON, place=place)


def fifty_at_once() -> list[AuditRow]:
    made, refused = parted(at_once(*(lambda place=place: write(place) for place in range(WRITERS))))
    assert refused == []
    return made


def assert_one_chain(*, rows: int) -> None:
    """Without a gap, each row upon the one before it, and nothing else in the table."""
    numbers = AuditRow.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [*range(1, rows + 1)]
    assert chains.faults() == []
    assert AuditHead.objects.get().number == rows


def test_fifty_first_writers_make_one_chain():
    made = fifty_at_once()
    assert_one_chain(rows=WRITERS)
    assert {row.detail["place"] for row in made} == {*range(WRITERS)}
    assert sorted(row.number for row in made) == [*range(1, WRITERS + 1)]


def test_fifty_writers_go_on_with_a_chain_that_is_there():
    chains.write(3)
    fifty_at_once()
    assert_one_chain(rows=3 + WRITERS)


def test_two_first_writers_never_make_two_heads():
    for _number in range(10):
        chains.begin_anew()
        at_once(lambda: write(1), lambda: write(2))
        assert_one_chain(rows=2)


def test_what_is_rolled_back_leaves_no_gap_and_no_fault():
    class Undone(Exception):
        pass

    def undone(place: int):
        with transaction.atomic():
            write(place)
            raise Undone

    acts = [
        (lambda place=place: undone(place)) if place % 3 else (lambda place=place: write(place))
        for place in range(30)
    ]
    made, refused = parted(at_once(*acts))
    assert {type(fault) for fault in refused} == {Undone}
    assert len(made) == 10
    assert_one_chain(rows=10)


def test_a_first_writer_who_gives_up_leaves_the_beginning_to_the_next():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(1)
        1 / 0
    assert not AuditHead.objects.exists()
    write(2)
    assert_one_chain(rows=1)


def test_many_acts_in_one_transaction_stand_beside_those_of_others():
    @transaction.atomic
    def several(place: int):
        return [write(place) for _act in range(3)]

    made, refused = parted(at_once(*(lambda place=place: several(place) for place in range(8))))
    assert refused == []
    for rows in made:
        first = rows[0].number
        assert [row.number for row in rows] == [first, first + 1, first + 2]
    assert_one_chain(rows=24)


def test_proving_while_fifty_write_finds_no_fault():
    chains.write(20)
    kept = audit.head()
    results = at_once(
        *(lambda place=place: write(place) for place in range(20)),
        *(lambda: chains.faults(kept) for _proof in range(5)),
    )
    assert results[20:] == [[]] * 5
    assert_one_chain(rows=40)


# With the work of the newsroom ----------------------------------------------------------------


def sign_in(client, user):
    return client.post("/admin/login/", {"username": user.username, "password": PASSWORD})


def test_publishing_saving_under_an_embargo_and_signing_in_at_once(editor):
    for number in range(8):
        before = AuditRow.objects.count()
        live, held = make_article(), make_article()
        until = NOON + number * DAY
        answers = at_once(
            lambda: publishing.publish(live, by=editor, now=NOON),  # noqa: B023
            lambda: drafting.save(
                held,  # noqa: B023
                {"embargoed_until": until},  # noqa: B023
                base=held.head_id,  # noqa: B023
                by=editor,
                now=NOON,
            ),
            lambda: sign_in(Client(), editor),
        )
        assert not [fault for fault in answers if isinstance(fault, Exception)]
        assert_one_chain(rows=before + 3)


def test_publishing_and_an_embargo_on_one_story_never_wait_in_a_circle(editor):
    for _number in range(10):
        before = AuditRow.objects.count()
        story = make_article()
        mine, theirs = reloaded(story), reloaded(story)
        made, refused = parted(
            at_once(
                lambda: publishing.publish(mine, by=editor, now=NOON),  # noqa: B023
                lambda: drafting.save(
                    theirs,  # noqa: B023
                    {"embargoed_until": NOON + DAY},
                    base=theirs.head_id,  # noqa: B023
                    by=editor,
                    now=NOON,
                ),
                lambda: write(1),
            )
        )
        assert {type(fault) for fault in refused} <= {StaleBase, Invalid}
        assert_one_chain(rows=before + len(made))


def test_publications_of_many_stories_make_one_chain():
    user = person("editor")
    stories = [make_article() for _ in range(12)]
    made, refused = parted(
        at_once(
            *(lambda story=story: publishing.publish(story, by=user, now=NOON) for story in stories)
        )
    )
    assert refused == []
    assert len(made) == 12
    assert_one_chain(rows=12)


# With processes of their own ------------------------------------------------------------------

WORKER = """
import django
django.setup()
from datetime import UTC, datetime
from articles import audit
for place in range(25):
    audit.record("signed in", by=None, at=datetime(2025, 3, 10, 10, tzinfo=UTC), place=place)
"""


def address_of_the_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def test_two_processes_make_one_chain():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": address_of_the_database(),
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=settings.BASE_DIR,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for place in range(10):
        write(place)
    for process in processes:
        _out, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert_one_chain(rows=60)
