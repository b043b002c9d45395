"""The form of a picture: what is said of it, where it may be shown, and how it is cut.

Cuts are typed as shares in percent, so that they can be made without a script; <picture-cuts> fills
in the same boxes.
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.sheets.when import is_thinkable
from articles.admin.held import HeldForm
from articles.cropping import Box
from articles.images.renditions import CROPS
from articles.models import FREE, Image, ManualCrop, Usage

EDGES = ("left", "top", "right", "bottom")
_EDGE_LABELS = {
    "left": gettext_lazy("left, in percent"),
    "top": gettext_lazy("top, in percent"),
    "right": gettext_lazy("right, in percent"),
    "bottom": gettext_lazy("bottom, in percent"),
}


@dataclass(frozen=True)
class Shape:
    name: str
    words: str
    # Width to height; "" is any.
    ratio: str


def shapes() -> list[Shape]:
    crops = [Shape(spec.name, spec.name.replace("x", ":"), str(_ratio(spec))) for spec in CROPS]
    return [*crops, Shape(FREE, _("Frame"), "")]


def _ratio(spec) -> float:
    wide, high = spec.ratio
    return wide / high


class PictureForm(HeldForm):
    moved_on = gettext_lazy(
        "Somebody else changed this picture after you opened it. "
        "Open it again in another window and carry over what you need."
    )
    # Whether whoever fills it in may see all of the picture, and so how it is cut.
    with_cuts = False

    focal_x = forms.FloatField(
        label=gettext_lazy("focal point, from the left (0–1)"),
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput({"step": "any"}),
    )
    focal_y = forms.FloatField(
        label=gettext_lazy("focal point, from the top (0–1)"),
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput({"step": "any"}),
    )

    class Meta:
        model = Image
        fields = ("alt",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.with_cuts:
            del self.fields["focal_x"], self.fields["focal_y"]
            return
        self.initial |= {"focal_x": self.instance.focal_x, "focal_y": self.instance.focal_y}
        crops = {crop.shape: crop for crop in self.instance.manual_crops.all()}
        for shape in shapes():
            for edge in EDGES:
                name = f"{shape.name}_{edge}"
                self.fields[name] = forms.FloatField(
                    label=_EDGE_LABELS[edge],
                    required=False,
                    min_value=0,
                    max_value=100,
                    widget=forms.NumberInput({"step": "any"}),
                )
                if shape.name in crops:
                    self.initial[name] = round(100 * getattr(crops[shape.name], edge), 4)

    def held_values(self) -> dict:
        """The crops and the file as well: shares of another file would cut something else."""
        rows = self.instance.manual_crops.all()
        crops = tuple(sorted((crop.shape, *crop.box) for crop in rows))
        return super().held_values() | {"crops": crops, "hash": self.instance.hash}

    @property
    def cuts(self) -> list[tuple[Shape, list]]:
        """Each shape with its four boxes."""
        return [
            (shape, [self[f"{shape.name}_{edge}"] for edge in EDGES])
            for shape in (shapes() if self.with_cuts else [])
        ]

    @property
    def changes_cuts(self) -> bool:
        return not self._names_of_cuts.isdisjoint(self.changed_data)

    @property
    def refuses_cuts(self) -> bool:
        """Whether a number is refused, so that it has to be in sight."""
        return not self.errors.keys().isdisjoint(self._names_of_cuts)

    @property
    def _names_of_cuts(self) -> set[str]:
        names = {f"{shape.name}_{edge}" for shape in shapes() for edge in EDGES}
        return names | {"focal_x", "focal_y"}

    def clean_rights_until(self):
        until = self.cleaned_data["rights_until"]
        if until is not None and not is_thinkable(until):
            raise forms.ValidationError(_("Choose another day: no calendar of ours has this one."))
        return until

    def clean(self):
        values = super().clean()
        if "usage" in self.fields:
            if values.get("usage") != Usage.SECTION:
                values["usage_section"] = None
            elif not values.get("usage_section") and "usage_section" not in self.errors:
                self.add_error("usage_section", _("Choose the section that may use it."))
        for shape, boxes in self.cuts:
            self._check_cut(shape, [box.name for box in boxes])
        return values

    def _check_cut(self, shape: Shape, names: list[str]) -> None:
        if any(name in self.errors for name in names):
            return
        left, top, right, bottom = edges = [self.cleaned_data.get(name) for name in names]
        if all(edge is None for edge in edges):
            return
        if None in edges:
            said = _("%s: give all four sides, or none to follow the focal point.")
            self.add_error(names[edges.index(None)], said % shape.words)
        elif left >= right or top >= bottom:
            said = _("%s: left must be less than right, and top less than bottom.")
            self.add_error(names[0], said % shape.words)

    def keep_cuts(self, image: Image) -> None:
        """Writes the focal point onto the row, and the crops by hand."""
        self.keep_focus(image)
        boxes = self.boxes
        ManualCrop.objects.filter(image=image).exclude(shape__in=boxes).delete()
        for shape, box in boxes.items():
            sides = dict(zip(EDGES, box, strict=True))
            ManualCrop.objects.update_or_create(image=image, shape=shape, defaults=sides)

    def keep_focus(self, image: Image) -> None:
        for name in ("focal_x", "focal_y"):
            if self.cleaned_data[name] is not None:
                setattr(image, name, self.cleaned_data[name])

    @property
    def boxes(self) -> dict[str, Box]:
        """The crops by hand, by the names of their shapes."""
        edges = {
            shape.name: [self.cleaned_data[box.name] for box in boxes] for shape, boxes in self.cuts
        }
        return {
            name: tuple(edge / 100 for edge in sides)
            for name, sides in edges.items()
            if None not in sides
        }
