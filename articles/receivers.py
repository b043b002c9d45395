"""The only signals: rows that readers see → the composed pages that name them; and the guards.

A bulk write sends no signal: whoever makes one recomposes by name.
"""

from django.db import connections
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from articles import addressing, composing, timeline
from articles.models import Author, Image, Listing, PublishedVersion, Section, Topic, guards


def lay_guards_aside(using, **kwargs):
    """Before every migrate on SQLite, which rebuilds no table that another one's trigger names."""
    if connections[using].vendor == "sqlite":
        guards.remove(using)


def install_guards(using, **kwargs):
    """After every migrate, because SQLite loses a table's triggers when Django rebuilds it."""
    guards.install(using)


def _versions():
    """Versions that readers may still come to see; what is past stays as it was."""
    return PublishedVersion.objects.filter(past=False).select_related("revision", "article")


@receiver(post_save, sender=Section)
def section_saved(instance, created, raw=False, **kwargs):
    if raw:
        return
    addressing.claim_for_place(instance, now=timezone.now())
    if not created:
        listed = Listing.objects.filter(section=instance, past=False).values("version")
        versions = list(_versions().filter(pk__in=listed))
        timeline.relist(versions)
        composing.recompose(versions)


@receiver(post_save, sender=Topic)
def topic_saved(instance, created, raw=False, **kwargs):
    if raw:
        return
    addressing.claim_for_place(instance, now=timezone.now())
    if not created:
        listed = Listing.objects.filter(topic=instance, past=False).values("version")
        composing.recompose(_versions().filter(pk__in=listed))


@receiver(post_save, sender=Author)
def author_saved(instance, created, raw=False, **kwargs):
    if raw:
        return
    addressing.claim_for_place(instance, now=timezone.now())
    if not created:
        listed = Listing.objects.filter(author=instance, past=False).values("version")
        composing.recompose(_versions().filter(pk__in=listed))


@receiver(post_save, sender=Image)
def image_saved(instance, created, raw=False, **kwargs):
    if not raw and not created:
        composing.recompose(_versions().filter(lead_image=instance))
