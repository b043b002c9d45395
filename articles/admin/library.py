"""Pictures of the library, as pages of the desk choose and show them."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _

from articles.admin.choosing import row_key
from articles.models import Image

# What a page without scripts can choose from: the newest pictures, beside the present one.
_NEWEST = 24
# The shapes that search engines, cards and shares ask for: width to height.
SHAPES = (("16:9", "wide"), ("4:3", "plain"), ("1:1", "square"), ("1.91:1", "shared"))


class PictureSelect(forms.Select):
    """A select of a few pictures, which <picture-chooser> turns into the whole library."""

    template_name = "admin/pieces/picture_select.html"

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return row_key(value) if value else value

    def optgroups(self, name, value, attrs=None):
        """Only the chosen one and the newest: a library has more rows than a page can hold."""
        chosen = [key for key in value if key]
        newest = Image.objects.order_by("-pk")
        rows = {image.pk: image for image in newest[:_NEWEST]}
        rows = Image.objects.in_bulk(chosen) | rows
        options = [("", "–"), *((key, str(image)) for key, image in rows.items())]
        return [
            (None, [self._option(name, key, label, value, place)], place)
            for place, (key, label) in enumerate(options)
        ]

    def _option(self, name, key, label, value, place):
        return self.create_option(name, key, label, str(key) in value, place)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = [key for key in context["widget"]["value"] if key]
        rows = Image.objects.filter(pk__in=chosen).prefetch_related("renditions")
        context["widget"]["picture"] = next(map(as_shown, rows), None)
        context["widget"]["shapes"] = SHAPES
        return context


def rights_words(image: Image, now: datetime) -> str:
    """Why readers may not see it, "" where they may."""
    if image.not_for_web:
        return _("Not for web.")
    return "" if image.may_be_shown(now) else _("The rights have ended.")


def as_shown(image: Image) -> dict:
    """What a page needs to show a picture of the library: JSON-able; src is "" without a file."""
    files = image.free_files()
    jpegs = [file for file in files if file.format == "jpeg"] or files
    return {
        "key": image.pk,
        "uid": str(image.uid),
        "name": str(image),
        "alt": image.alt,
        "credit": image.credit,
        "caption": image.caption,
        "size": f"{image.width} × {image.height}",
        "src": jpegs[0].file.url if jpegs else "",
        "x": image.focal_x,
        "y": image.focal_y,
    }
