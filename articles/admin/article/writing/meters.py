"""Text boxes that say how much room their text has where others cut it."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    """A place that cuts a text after so many characters.

    `instead` is the id of a field whose text stands there if it is filled.
    """

    place: str | Promise
    limit: int
    instead: str = ""


# Three lines of a card at 390 px; Google's result at about 600 px; what X and Facebook show of a
# card's title before the dots. All of them measure in pixels, so these are averages of Latin text.
PHONE = Room(_("On a phone"), 80)
SEARCH = Room(_("In search"), 60)
SOCIAL = Room(_("Shared"), 70)
SEARCH_TEXT = Room(_("In search"), 155)
SOCIAL_TEXT = Room(_("Shared"), 200)


class MeteredTextarea(forms.Textarea):
    """A text area with a live meter for each room; without scripts the meters name the limits."""

    template_name = "admin/pieces/metered_textarea.html"

    def __init__(self, *rooms: Room, attrs: dict | None = None):
        super().__init__(attrs)
        self.rooms = rooms

    def get_context(self, name, value, attrs):
        attrs = {**(attrs or {})}
        meters = f"{attrs['id']}_meters" if "id" in attrs else ""
        said = [attrs.get("aria-describedby", ""), meters]
        attrs["aria-describedby"] = " ".join(filter(None, said))
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"rooms": self.rooms, "meters": meters}
        return context
