"""The only signals: rows that readers see → the composed pages that name them; withdrawals → the
files of their pictures; the guards; and signing in and out, which go on record.

A bulk write sends no signal: whoever makes one recomposes by name.
"""

from datetime import datetime
from functools import partial

from allauth.account.signals import password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import connections, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from articles import addressing, audit, composing, hiding, listings
from articles.admin.entrance.recent import SIGNED_IN_AT
from articles.announcing import boundaries
from articles.models import (
    Author,
    Document,
    Image,
    Listing,
    PublishedVersion,
    Section,
    StandingPage,
    Topic,
    Withdrawal,
    guards,
)
from articles.models.batches import in_batches


def lay_guards_aside(using, **kwargs):
    """Before every migrate on SQLite, which rebuilds no table that another one's trigger names."""
    if connections[using].vendor == "sqlite":
        guards.remove(using)


def install_guards(using, **kwargs):
    """After every migrate, because SQLite loses a table's triggers when Django rebuilds it."""
    guards.install(using)


def _versions(now: datetime):
    """Versions that readers may still come to see; what is over stays as it was."""
    return PublishedVersion.objects.not_over(now).with_content()


@receiver(post_save, sender=Section)
@receiver(post_save, sender=Topic)
@receiver(post_save, sender=Author)
def place_saved(sender, instance, created, raw=False, **kwargs):
    """A list of stories has a new name or address, or a section a new place in the tree."""
    if raw:
        return
    now = timezone.now()
    if getattr(instance, "merged_into_id", None) is not None:
        # Its addresses are the other's, and no story stands in it.
        return
    addressing.claim_for_place(instance, now=now)
    if created:
        return
    place = {sender._meta.model_name: instance}
    listed = Listing.objects.filter(past=False, **place).values("version")
    versions = _versions(now).filter(pk__in=listed)
    for batch in in_batches(versions):
        if sender is Section:
            listings.renew(batch)
        composing.recompose(batch)


@receiver(post_save, sender=StandingPage)
def standing_page_saved(instance, raw=False, **kwargs):
    if not raw:
        addressing.claim_for_place(instance, now=timezone.now())


@receiver(post_save, sender=Image)
def image_saved(instance, created, raw=False, **kwargs):
    if not raw and not created:
        now = timezone.now()
        if instance.rights_hidden_at is not None and instance.may_be_shown(now):
            # It comes back, and is to be hidden anew when it goes again.
            Image.objects.filter(pk=instance.pk).update(rights_hidden_at=None)
            instance.rights_hidden_at = None
        versions = _versions(now).filter(image_uses__image=instance)
        for batch in in_batches(versions):
            composing.recompose(batch)
        transaction.on_commit(partial(_hide_if_not_shown, instance), robust=True)


def _hide_if_not_shown(image: Image) -> None:
    """At once where it is not for the web, or its rights are over; the command does the rest."""
    now = timezone.now()
    if image.rights_hidden_at is None and not image.may_be_shown(now):
        boundaries.note_changed_by_hand(image, now)
    hiding.hide_of_rights(image.pk, now)


@receiver(post_save, sender=Document)
def document_saved(instance, created, raw=False, **kwargs):
    if not raw and not created:
        versions = _versions(timezone.now()).filter(document_uses__document=instance)
        for batch in in_batches(versions):
            composing.recompose(batch)


@receiver(post_save, sender=Withdrawal)
def story_withdrawn(instance, raw=False, **kwargs):
    """Its pictures are hidden once that is committed; the command does what fails here."""
    if not raw:
        transaction.on_commit(partial(_hide_pictures, instance.article_id), robust=True)


def _hide_pictures(article: int) -> None:
    hiding.hide_those_of(article, timezone.now())


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    now = timezone.now()
    # Sensitive acts ask again for who signed in long ago.
    request.session[SIGNED_IN_AT] = now.timestamp()
    audit.record("signed in", by=user, at=now, person=user)


@receiver(user_logged_out)
def signed_out(sender, user, **kwargs):
    """Without a user nobody was signed in."""
    if user is not None:
        audit.record("signed out", by=user, at=timezone.now(), person=user)


@receiver(password_reset)
def password_was_reset(sender, user, **kwargs):
    audit.record("password set", by=user, at=timezone.now(), person=user)


@receiver(authenticator_added)
def factor_added(sender, user, authenticator, **kwargs):
    _record_factor("second factor added", user, authenticator)


@receiver(authenticator_removed)
def factor_removed(sender, user, authenticator, **kwargs):
    _record_factor("second factor removed", user, authenticator)


def _record_factor(act: str, user, authenticator) -> None:
    audit.record(act, by=user, at=timezone.now(), person=user, factor=authenticator.type)
