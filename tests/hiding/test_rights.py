"""Pictures that may be shown no more: their files are called otherwise, until they come back."""

import pytest
import time_machine
from django.test import TestCase

from articles import hiding, integrity
from articles.models import Image
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON, queries
from tests.factories import make_image, make_live
from tests.hiding.files import SIZE, names_of, run, stored, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory", "noon")]


def make_ending(**fields):
    """A picture whose rights end an hour after noon, and a live story that shows it."""
    image = make_image(size=SIZE, alt="Boats.", rights_until=LATER, **fields)
    return image, make_live(lead_image=image, now=NOON)


def say(image: Image, now, **fields) -> Image:
    """What the library's form does: the row as it is now, with other rights."""
    image = Image.objects.get(pk=image.pk)
    for name, value in fields.items():
        setattr(image, name, value)
    with (
        time_machine.travel(now, tick=False),
        TestCase.captureOnCommitCallbacks(execute=True),
    ):
        image.save()
    return image


def test_files_are_called_otherwise_once_the_rights_have_ended():
    image, _version = make_ending()
    before = names_of(image)
    assert run(LATER - MICROSECOND) == (0, 0, 0)
    assert names_of(image) == before
    assert run(LATER) == (1, 0, 0)
    assert names_of(image) == stored()
    assert names_of(image).isdisjoint(before)
    after = names_of(image)
    assert run(LATER + MINUTE) == (0, 0, 0)
    assert names_of(image) == after


def test_a_picture_that_is_not_for_the_web_any_more_is_hidden_at_once():
    image, version = make_ending()
    before = names_of(image)
    say(image, NOON + MINUTE, not_for_web=True)
    assert names_of(image).isdisjoint(before)
    version.refresh_from_db()
    assert version.page["picture"] is None
    assert run(EVENING) == (0, 0, 0)


def test_a_picture_whose_rights_are_extended_comes_back_and_goes_again():
    image, version = make_ending()
    run(LATER)
    after = names_of(image)
    say(image, LATER + MINUTE, rights_until=EVENING)
    version.refresh_from_db()
    told = version.page["picture"]["src"].removeprefix("/media/")
    assert told in names_of(image) == after
    assert run(EVENING - MICROSECOND) == (0, 0, 0)
    assert run(EVENING) == (1, 0, 0)
    assert names_of(image).isdisjoint(after)


def test_what_was_for_the_web_again_is_hidden_again():
    image, _version = make_ending()
    say(image, NOON + MINUTE, not_for_web=True)
    say(image, NOON + 2 * MINUTE, not_for_web=False)
    shown = names_of(image)
    say(image, NOON + 3 * MINUTE, not_for_web=True)
    assert names_of(image).isdisjoint(shown)


def test_a_withdrawal_afterwards_has_nothing_left_to_hide():
    image, version = make_ending()
    run(LATER)
    after = names_of(image)
    withdraw(version, now=LATER + HOUR)
    assert run(EVENING) == (0, 0, 0)
    assert names_of(image) == after


def test_a_picture_that_readers_never_saw_keeps_its_files_and_is_looked_at_once():
    image = make_image(size=SIZE, rights_until=LATER)
    before = names_of(image)
    assert run(LATER) == (0, 0, 0)
    assert names_of(image) == before
    assert hiding.due_by_rights(EVENING) == []


def test_a_run_is_bounded_however_many_have_ended(monkeypatch):
    monkeypatch.setattr(hiding, "_AT_ONCE", 2)
    for _each in range(5):
        make_image(rights_until=LATER)
    for left in (3, 1, 0):
        list(hiding.hide_all(LATER))
        assert Image.objects.filter(rights_hidden_at=None).count() == left
    with queries() as asked:
        assert list(hiding.hide_all(EVENING)) == []
    assert len(asked) == 3


def test_what_is_served_for_longer_than_promised_is_a_fault():
    image, _version = make_ending()

    def faults(now) -> list[str]:
        return [fault for fault in integrity.faults(now) if fault]

    assert faults(LATER + 4 * MINUTE) == []
    [fault] = faults(LATER + 5 * MINUTE)
    assert f"Picture {image.pk}," in fault
    run(LATER + 5 * MINUTE)
    assert faults(LATER + DAY) == []
