"""Several at once: each picture is renamed once, and no live story names a file that is gone."""

from threading import Event

import pytest

from articles import composing, hiding, publishing
from articles.images import renaming
from articles.models import FormerFile, PublishedVersion, Withdrawal
from tests.base import EVENING, LATER, MINUTE
from tests.factories import make_article
from tests.hiding.files import make_shown, names_of, run, stored, told_by, withdraw
from tests.test_simultaneous import at_once, parted

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_memory", "noon"),
]


def test_several_runs_rename_each_picture_once(monkeypatch):
    shown = [make_shown() for _number in range(5)]
    before = stored()
    for _image, version in shown:
        withdraw(version)
    renamed, swap = [], renaming.swap

    def count(copies, now):
        swap(copies, now)
        renamed.append(copies.image.pk)

    monkeypatch.setattr(renaming, "swap", count)
    results = at_once(run, run, run, run)
    assert parted(results)[1] == []
    assert sum(hidden for hidden, _waiting, _failed in results) == 5
    assert not any(failed for _hidden, _waiting, failed in results)
    assert sorted(renamed) == sorted(image.pk for image, _version in shown)
    run(LATER + MINUTE)
    assert stored().isdisjoint(before)
    assert stored() == set().union(*(names_of(image) for image, _version in shown))
    assert not Withdrawal.objects.filter(pictures_hidden_at=None).exists()


@pytest.mark.parametrize("is_scheduled", [False, True])
def test_who_publishes_the_picture_meanwhile_shows_files_that_are_there(monkeypatch, is_scheduled):
    """The names were written down for the new version, which is not committed yet."""
    image, version = make_shown()
    withdraw(version)
    article = make_article(lead_image=image, now=LATER)
    fill, composed, over = composing.fill, Event(), Event()

    def fill_and_wait(*args):
        fill(*args)
        composed.set()
        # In vain, where hiding waits for the publication to be committed.
        over.wait(timeout=1)

    def publish():
        at = EVENING if is_scheduled else None
        return publishing.publish(article, by=None, at=at, now=LATER + MINUTE)

    def hide():
        composed.wait(timeout=30)
        try:
            return hiding.hide(image, now=LATER + MINUTE)
        finally:
            over.set()

    monkeypatch.setattr(composing, "fill", fill_and_wait)
    other, is_hidden = results = at_once(publish, hide)
    assert parted(results)[1] == []
    assert is_hidden == is_scheduled
    assert told_by(other) == told_by(version) == names_of(image) == stored()
    assert not FormerFile.objects.exists()


def test_who_recomposes_meanwhile_writes_names_that_stay(monkeypatch):
    image, version = make_shown()
    withdraw(version)
    back = publishing.bring_back(version.article, by=None, at=EVENING, now=LATER)
    # So that there is something to write.
    PublishedVersion.objects.filter(pk=back.pk).update(card={"picture": None})
    composed, over = Event(), Event()

    def compose_and_wait(*args):
        values = compose(*args)
        composed.set()
        over.wait(timeout=1)
        return values

    compose = composing.versions.composed
    monkeypatch.setattr(composing.versions, "composed", compose_and_wait)

    def recompose():
        return composing.recompose(list(PublishedVersion.objects.with_content().filter(pk=back.pk)))

    def hide():
        composed.wait(timeout=30)
        try:
            return hiding.hide(image, now=LATER)
        finally:
            over.set()

    results = at_once(recompose, hide)
    assert results == [1, True]
    assert told_by(back) == names_of(image) == stored()


def test_a_claim_that_was_lost_renames_nothing(monkeypatch):
    """Who copied for longer than a claim lasts finds that another was faster."""
    image, version = make_shown()
    withdraw(version)
    copy = renaming.copy

    def take_too_long(copies):
        copy(copies)
        monkeypatch.setattr(renaming, "copy", copy)
        assert hiding.hide(image, now=LATER + 2 * MINUTE)

    monkeypatch.setattr(renaming, "copy", take_too_long)
    assert not hiding.hide(image, now=LATER)
    assert stored() == names_of(image) == told_by(version)
    assert PublishedVersion.objects.get().page["picture"]["src"][7:] in stored()


def test_copies_that_are_swept_meanwhile_are_not_named(monkeypatch):
    image, version = make_shown()
    before = names_of(image)
    withdraw(version)
    copy = renaming.copy

    def take_too_long(copies):
        copy(copies)
        assert renaming.sweep(LATER + MINUTE + renaming.KEPT) == []

    with monkeypatch.context() as patched:
        patched.setattr(renaming, "copy", take_too_long)
        with pytest.raises(renaming.Overtaken):
            hiding.hide(image, now=LATER)
    assert stored() == names_of(image) == told_by(version) == before
