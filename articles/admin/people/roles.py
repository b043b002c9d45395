"""The rows of roles on a person's page: what whoever looks may give there and take away."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import people, permissions
from articles.admin.desk import person
from articles.models import Membership, Section
from articles.roles import ACTS, Act, Role

# More than anybody holds; what is sent with more is refused before it is read.
_MOST_ROWS = 300


class RoleForm(forms.ModelForm):
    # Declared here, so that the admin puts no buttons beside it.
    section = forms.ModelChoiceField(
        Section.objects.all(), required=False, label=gettext_lazy("where")
    )

    class Meta:
        model = Membership
        fields = ("role", "section")

    def _post_clean(self):
        """The row is not written into: verbs do it, and two rows that say the same are one."""


class RolesFormSet(BaseInlineFormSet):
    """Rows of a role and a place, judged by what the giver has."""

    # A permissions.Permissions, set by the admin.
    giver = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["role"].choices = [("", _("no role")), *self._roles]
        form.fields["section"].queryset = self.giver.sections(Act.MANAGE_PEOPLE)
        # Read once, not once a row.
        form.fields["section"].choices = self._places
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take away")

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        return giveable_roles(self.giver)

    @cached_property
    def _places(self) -> list[tuple[int | str, str]]:
        """The places where the giver may give, sections with the line above them."""
        sections = {section.pk: section for section in Section.objects.all()}
        theirs = set(self.giver.sections(Act.MANAGE_PEOPLE).values_list("pk", flat=True))
        names = [
            (key, _line(section, sections)) for key, section in sections.items() if key in theirs
        ]
        is_everywhere = self.giver.everywhere(Act.MANAGE_PEOPLE)
        return [("", _("everywhere") if is_everywhere else _("choose a section")), *names]

    def validate_unique(self):
        """Two rows that say the same are one: see changes()."""

    def clean(self):
        super().clean()
        if any("id" in errors for errors in self.errors):
            raise ValidationError(
                _("Somebody else changed these roles meanwhile. Open the page again.")
            )
        for form in self.forms:
            refused = [pair for pair in _pairs(form) if not self._may_give(*pair)]
            if refused and form.has_changed():
                form.add_error("section", _("You cannot give or take away more than you have."))
        if any(self.errors):
            return
        taken, _given = self.changes()
        if people.are_last_chiefs(taken):
            raise ValidationError(people.last_chief_words())

    def _may_give(self, role: str, section: int | None) -> bool:
        return permissions.may_give(self.giver, role, section)

    def changes(self) -> tuple[list[Membership], list[tuple[str, int | None]]]:
        """(memberships to take, roles to give) of a valid formset, however the rows are moved."""
        before = {_before(form): form.instance for form in self.forms if _before(form)}
        after = dict.fromkeys(self.asked())
        taken = [membership for pair, membership in before.items() if pair not in after]
        return taken, [pair for pair in after if pair not in before]

    def asked(self) -> list[tuple[str, int | None]]:
        """The roles as the page would leave them, as far as the rows can be read."""
        after = [_after(form) for form in self.forms if hasattr(form, "cleaned_data")]
        return [pair for pair in after if pair is not None]


def _line(section: Section, sections: dict[int, Section]) -> str:
    names: list[str] = []
    seen: set[int] = set()
    step: Section | None = section
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        names.insert(0, step.name)
        step = sections.get(step.parent_id)
    return " › ".join(names)


def _pairs(form) -> list[tuple[str, int | None]]:
    return [pair for pair in (_before(form), _after(form)) if pair is not None]


def _before(form) -> tuple[str, int | None] | None:
    if form.instance.pk is None:
        return None
    return form.instance.role, form.instance.section_id


def _after(form) -> tuple[str, int | None] | None:
    data = form.cleaned_data
    if not data.get("role") or data.get("DELETE") or "section" not in data:
        return None
    section = data["section"]
    return data["role"], section and section.pk


def giveable_roles(giver: permissions.Permissions) -> list[tuple[str, str]]:
    """The choices of a row: roles that the giver may give anywhere."""
    places = [None, *giver.sections_of_their_own()]
    return [
        choice
        for choice in Role.choices
        if choice[0] in ACTS and any(permissions.may_give(giver, choice[0], p) for p in places)
    ]


class RolesInline(admin.TabularInline):
    """The roles that whoever looks may give and take; the others are named above."""

    model = Membership
    form = RoleForm
    formset = RolesFormSet
    fields = ("role", "section")
    template = "admin/people/_roles.html"
    # Rows to fill in, without a script that adds more.
    extra = 2

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("section")
        return rows.filter(permissions.giveable(person(request))).order_by("pk")

    def get_formset(self, request, obj=None, **kwargs):
        most = {"max_num": _MOST_ROWS, "absolute_max": _MOST_ROWS}
        formset = super().get_formset(request, obj, **{**most, **kwargs})
        formset.giver = person(request)
        return formset

    def has_add_permission(self, request, obj=None):
        return person(request).somewhere(Act.MANAGE_PEOPLE) and is_in_reach(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    has_view_permission = has_delete_permission = has_change_permission


def is_in_reach(request, user) -> bool:
    """Nobody but a superuser changes a superuser's account."""
    return user is None or not user.is_superuser or request.user.is_superuser
