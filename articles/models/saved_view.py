"""Saved views: what somebody asks of the list of stories again and again, under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    def shown_to(self, user):
        """Their own, then those that others share with the desk."""
        shown = self.filter(Q(owner=user) | Q(is_shared=True))
        return shown.order_by(Case(When(owner=user, then=0), default=1), "name", "id")


class SavedView(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=60)
    # Filters and words as they stand in the address of the list; read as leniently as an address.
    query = models.TextField()
    is_shared = models.BooleanField(_("for the whole desk"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            # Serves the views of a person.
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
