"""Ended or failing in between: no picture lacks a file, and nothing is left behind."""

import io

import pytest
import time_machine
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import CommandError, call_command

from articles import composing, hiding
from articles.images import renaming
from articles.models import FormerFile, Withdrawal
from tests.base import LATER, MINUTE
from tests.hiding.files import make_shown, names_of, run, stored, told_by, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory", "noon")]

AFTER = LATER + MINUTE


def command(now=LATER, **options) -> str:
    out = io.StringIO()
    with time_machine.travel(now, tick=False):
        call_command("hide_pictures", stdout=out, stderr=out, **options)
    return out.getvalue()


def end(*args, **kwargs):
    """As a process is ended: nothing after this runs."""
    raise KeyboardInterrupt


@pytest.fixture
def withdrawn():
    image, version = make_shown()
    withdraw(version)
    return image, version


@pytest.fixture
def killed(monkeypatch):
    """killed(thing, name): a run that is ended where that is called, and cleans nothing up."""

    def kill(thing, name, act=end):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(renaming, "release", lambda *args: None)
            patched.setattr(renaming, "sweep", lambda *args, **of: [])
            patched.setattr(thing, name, act)
            run()

    return kill


def _third_is_the_last():
    """Of a storage that takes two files."""
    save, taken = InMemoryStorage.save, []

    def one(self, *args, **kwargs):
        taken.append(args)
        return end() if len(taken) > 2 else save(self, *args, **kwargs)

    return one


def test_ended_while_copying_it_leaves_copies_that_the_next_run_deletes(withdrawn, killed):
    image, version = withdrawn
    before = names_of(image)
    killed(InMemoryStorage, "save", _third_is_the_last())
    assert names_of(image) == told_by(version) == before
    assert len(stored()) == len(before) + 2
    assert "1 pictures hidden" in command(AFTER)
    assert stored() == names_of(image)
    assert stored().isdisjoint(before)


def test_ended_within_the_transaction_nothing_is_renamed(withdrawn, killed):
    image, version = withdrawn
    before = names_of(image)
    killed(composing, "rehang")
    assert names_of(image) == told_by(version) == before
    assert before <= stored()
    assert "1 pictures hidden" in command(AFTER)
    assert stored() == names_of(image) == told_by(version)


def test_ended_before_the_old_files_are_deleted_the_next_run_deletes_them(withdrawn, monkeypatch):
    image, version = withdrawn
    before = names_of(image)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(InMemoryStorage, "delete", end)
        run()
    after = names_of(image)
    assert stored() == before | after
    assert told_by(version) == after
    command(AFTER)
    assert stored() == names_of(image) == after
    assert not FormerFile.objects.exists()


def test_an_ended_process_keeps_others_off_for_a_minute(withdrawn, killed):
    killed(InMemoryStorage, "save")
    assert run(AFTER - MINUTE / 2) == (0, 1, 0)
    assert run(AFTER) == (1, 0, 0)


def test_a_storage_that_fails_is_said_and_tried_again(withdrawn, monkeypatch):
    image, _version = withdrawn
    before = names_of(image)

    def refuse(*args, **kwargs):
        raise RuntimeError("The bucket is full.")

    with monkeypatch.context() as patched:
        patched.setattr(InMemoryStorage, "save", refuse)
        with pytest.raises(CommandError, match="1 pictures or files"):
            command()
    assert names_of(image) == stored() == before
    assert Withdrawal.objects.filter(pictures_hidden_at=None).exists()
    assert "1 pictures hidden" in command()
    assert stored() == names_of(image)


def test_a_file_that_cannot_be_deleted_is_said_until_it_is(withdrawn, monkeypatch):
    image, _version = withdrawn
    before = names_of(image)

    def refuse(*args, **kwargs):
        raise RuntimeError("Not now.")

    with monkeypatch.context() as patched:
        patched.setattr(InMemoryStorage, "delete", refuse)
        for _round in range(2):
            with pytest.raises(CommandError, match=f"{len(before)} pictures or files"):
                command()
    assert before < stored()
    assert len([*hiding.overdue(LATER + 5 * MINUTE)]) == len(before)
    assert "0 pictures hidden" in command(AFTER)
    assert stored() == names_of(image)


def test_one_picture_that_fails_keeps_no_other(withdrawn, monkeypatch):
    other, version = make_shown()
    withdraw(version)
    first, _version = withdrawn
    before, copy = names_of(first), renaming.copy

    def fail_once(copies):
        if copies.image == first:
            raise OSError("Unreadable.")
        copy(copies)

    monkeypatch.setattr(renaming, "copy", fail_once)
    assert run() == (1, 0, 1)
    assert names_of(first) == before
    assert stored() == names_of(first) | names_of(other)


def test_a_file_that_the_storage_lost_keeps_no_other(withdrawn):
    image, version = withdrawn
    before = names_of(image)
    default_storage.delete(min(before))
    assert run() == (1, 0, 0)
    assert stored() == names_of(image) == told_by(version)
    assert len(stored()) == len(before) - 1
    assert stored().isdisjoint(before)


def test_a_dry_run_leaves_no_trace(withdrawn):
    image, _version = withdrawn
    before = names_of(image)
    assert "1 pictures would be hidden." in command(dry_run=True)
    assert names_of(image) == stored() == before
    assert "1 pictures hidden." in command()
    assert "0 pictures would be hidden." in command(dry_run=True)
    assert "0 pictures hidden." in command()
