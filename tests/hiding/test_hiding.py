"""Which pictures are hidden, which wait, and what stays with what was stored."""

import pytest
import time_machine

from articles import hiding, integrity, publishing
from articles.images import renditions
from articles.models import FormerFile, Image, Withdrawal
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import change, make_author, make_image, make_live, reloaded
from tests.hiding.files import SIZE, make_shown, names_of, run, stored, told_by, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory", "noon")]


def is_done() -> bool:
    return not Withdrawal.objects.filter(pictures_hidden_at=None).exists()


def test_the_files_of_a_withdrawn_storys_picture_are_called_otherwise():
    image, version = make_shown()
    before = names_of(image)
    withdraw(version)
    assert run() == (1, 0, 0)
    after = names_of(image)
    assert stored() == after
    assert after.isdisjoint(before) and len(after) == len(before)
    assert told_by(version) == after
    assert is_done()


def test_the_bytes_stay_the_same():
    image, version = make_shown()
    before = {row.pk: row.file.read() for row in image.renditions.all()}
    withdraw(version)
    run()
    assert {row.pk: row.file.read() for row in image.renditions.all()} == before


def test_a_second_run_changes_nothing():
    image, version = make_shown()
    withdraw(version)
    run()
    after = names_of(image)
    assert run(EVENING) == (0, 0, 0)
    assert not hiding.hide(image, now=EVENING)
    assert names_of(image) == after


def test_a_live_storys_picture_stays():
    image, _version = make_shown()
    before = names_of(image)
    assert run() == (0, 0, 0)
    assert not hiding.hide(image, now=LATER)
    assert names_of(image) == stored() == before


def test_a_picture_that_readers_never_saw_stays():
    image, before = make_image(size=SIZE), stored()
    assert not hiding.hide(image, now=LATER)
    assert stored() == before


def test_every_picture_that_the_story_ever_had_is_hidden():
    first, version = make_shown()
    second = make_image(size=SIZE)
    before = stored()
    changed = publishing.publish(
        change(version.article, lead_image=second), by=None, now=NOON + MINUTE
    )
    withdraw(version)
    assert run() == (2, 0, 0)
    assert stored().isdisjoint(before)
    assert (told_by(version), told_by(changed)) == (names_of(first), names_of(second))


def test_a_picture_of_the_working_copy_alone_stays():
    _image, version = make_shown()
    unseen = make_image(size=SIZE)
    change(version.article, lead_image=unseen)
    before = names_of(unseen)
    withdraw(version)
    assert run() == (1, 0, 0)
    assert names_of(unseen) == before


def test_a_timed_withdrawal_waits_for_its_moment():
    image, version = make_shown()
    before = names_of(image)
    withdraw(version, now=NOON, at=LATER)
    assert run(LATER - MICROSECOND) == (0, 0, 0)
    assert names_of(image) == before
    assert run(LATER) == (1, 0, 0)


def test_what_was_brought_back_before_is_left_alone():
    image, version = make_shown()
    before = names_of(image)
    withdraw(version)
    publishing.bring_back(reloaded(version.article), by=None, now=LATER + MINUTE)
    assert run(EVENING) == (0, 0, 0)
    assert names_of(image) == before


def test_a_story_that_comes_back_shows_the_new_names_and_loses_them_again():
    image, version = make_shown()
    withdraw(version)
    run()
    back = publishing.bring_back(reloaded(version.article), by=None, now=EVENING)
    assert told_by(back) == names_of(image) == stored()
    assert run(EVENING) == (0, 0, 0)
    second = names_of(image)
    withdraw(back, now=EVENING + HOUR)
    assert run(EVENING + HOUR) == (1, 0, 0)
    assert names_of(image).isdisjoint(second)


def test_a_return_that_waits_names_the_new_files():
    image, version = make_shown()
    withdraw(version)
    back = publishing.bring_back(reloaded(version.article), by=None, at=EVENING, now=LATER)
    assert run() == (1, 0, 0)
    assert told_by(back) == names_of(image) == stored()


# Shown elsewhere ----------------------------------------------------------------------------------


def test_what_another_live_story_shows_stays_until_that_is_withdrawn_too():
    image, version = make_shown()
    other = make_live(lead_image=image)
    before = names_of(image)
    withdraw(version)
    assert run() == (0, 1, 0)
    assert names_of(image) == stored() == told_by(other) == before
    withdraw(other, now=EVENING)
    assert run(EVENING)[0] == 1
    assert run(EVENING) == (0, 0, 0)
    assert is_done()
    assert stored().isdisjoint(before)
    assert told_by(version) == told_by(other) == stored()


def test_what_another_story_shows_until_an_update_replaces_it_is_hidden_then():
    image, version = make_shown()
    other = make_live(lead_image=image)
    withdraw(version)
    assert run() == (0, 1, 0)
    new = make_image(size=SIZE)
    publishing.publish(change(other.article, lead_image=new), by=None, now=EVENING)
    assert run(EVENING - MICROSECOND) == (0, 1, 0)
    assert run(EVENING) == (1, 0, 0)
    assert told_by(other) == names_of(image)
    assert is_done()


def test_what_another_story_replaced_before_is_hidden_at_once():
    image, version = make_shown()
    other = make_live(lead_image=image)
    new = make_image(size=SIZE)
    publishing.publish(change(other.article, lead_image=new), by=None, now=NOON + MINUTE)
    withdraw(version)
    assert run() == (1, 0, 0)


def test_a_picture_that_waits_keeps_no_other_of_its_story():
    shared, version = make_shown()
    make_live(lead_image=shared)
    own = make_image(size=SIZE)
    publishing.publish(change(version.article, lead_image=own), by=None, now=NOON + MINUTE)
    withdraw(version)
    assert run() == (1, 1, 0)
    names = names_of(own)
    assert run(EVENING) == (0, 1, 0)
    assert names_of(own) == names


def test_a_story_that_takes_the_hidden_picture_shows_it():
    image, version = make_shown()
    withdraw(version)
    run()
    other = make_live(lead_image=image, now=EVENING)
    assert told_by(other) == names_of(image) == stored()


def test_all_that_points_to_a_picture_is_known_here():
    """Whatever comes to show pictures to readers is to be asked for in hiding.is_shown."""
    pointing = {relation.related_model.__name__ for relation in Image._meta.related_objects}
    own = {"Rendition", "FormerFile", "ManualCrop"}
    assert pointing - own == {"Article", "PublishedVersion", "ImageUse"}


# What was stored ----------------------------------------------------------------------------------


def test_what_is_over_keeps_all_but_the_names_of_its_files():
    author = make_author("Ada Quill")
    _image, version = make_shown(bylines=[author])
    withdraw(version)
    author.name = "Ada Marrak"
    with time_machine.travel(LATER, tick=False):
        author.save()
    run()
    version.refresh_from_db()
    assert version.page["bylines"][0]["name"] == "Ada Quill"
    assert version.page["picture"]["alt"] == "Boats."


def test_crops_that_were_cut_anew_are_deleted_under_their_old_names_too():
    image, version = make_shown()
    first = names_of(image)
    renditions.recut(image)
    assert first <= stored()
    withdraw(version)
    assert run() == (1, 0, 0)
    assert stored() == names_of(image) == told_by(version)
    assert not FormerFile.objects.exists()


def test_what_is_served_for_longer_than_promised_is_a_fault():
    image, version = make_shown()
    withdraw(version)

    def faults(now) -> list[str]:
        return [fault for fault in integrity.faults(now) if fault]

    assert faults(LATER + 4 * MINUTE) == []
    [fault] = faults(LATER + 5 * MINUTE)
    assert f"Picture {image.pk} " in fault
    run(LATER + 5 * MINUTE)
    assert faults(LATER + DAY) == []
