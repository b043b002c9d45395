"""Standing pages at the desk: about, imprint, privacy and what else the paper says of itself."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addressing, composing, folding, richtext, standing
from articles.admin.desk import moment_text, person
from articles.admin.held import HeldForm, HeldRoomAdmin
from articles.models import StandingPage
from articles.roles import Act
from newsroom.editor import editor_policy


class StandingPageForm(HeldForm):
    moved_on = gettext_lazy(
        "Somebody else changed this page after you opened it. "
        "Open it again in another window and carry over what you need."
    )

    class Meta:
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            language = self.instance.language
            direction = "rtl" if language in composing.RIGHT_TO_LEFT else "ltr"
            self.fields["body"].widget.write_in(language, direction)

    def clean(self):
        cleaned = super().clean()
        slug = folding.slugify(cleaned.get("slug") or cleaned.get("name") or "")
        if addressing.is_anothers(self.instance, slug, cleaned.get("language", "")):
            raise ValidationError({"slug": _("This address belongs to another page of the paper.")})
        return cleaned


@admin.register(StandingPage)
class StandingPageAdmin(HeldRoomAdmin):
    """Like a front, a standing page belongs to no section: only a role held everywhere reaches it.

    A page that is not wanted any more is hidden; its addresses stay its own.
    """

    change_list_template = "admin/articles/standingpage/change_list.html"
    heading = gettext_lazy("Standing pages")
    new_heading = gettext_lazy("New standing page")
    noun = "standing page"
    adds_many = False
    form = StandingPageForm
    list_display = ("name", "language", "kind", "address", "found_by_readers", "changed")
    list_filter = ("language", "kind")
    search_fields = ("name", "slug")
    search_help_text = gettext_lazy("Finds names and addresses.")
    readonly_fields = ("body_as_read", "changed")

    def changelist_view(self, request, extra_context=None):
        """With what readers look for and do not find, for those who can write it."""
        lacking = standing.missing(request.now) if self.has_add_permission(request) else {}
        names = dict(settings.LANGUAGES)
        said = {
            "lacking": [
                (code, names[code], [kind.label for kind in kinds])
                for code, kinds in lacking.items()
            ]
        }
        return super().changelist_view(request, said | (extra_context or {}))

    def get_fields(self, request, obj=None):
        may_write = self.has_change_permission(request, obj)
        hidden = ("opened",) if obj and may_write else ()
        body = "body" if may_write else "body_as_read"
        last = ("changed",) if obj else ()
        return (
            *("name", "kind", "language", "slug", "is_shown", "position"),
            *(body, "description"),
            *last,
            *hidden,
        )

    @admin.display(description=gettext_lazy("address"))
    def address(self, page):
        return page.get_absolute_url()

    @admin.display(description=gettext_lazy("shown to readers"), boolean=True)
    def found_by_readers(self, page):
        return page.is_live

    @admin.display(description=gettext_lazy("last changed"), ordering="updated_at")
    def changed(self, page):
        return moment_text(page.updated_at)

    @admin.display(description=gettext_lazy("body"))
    def body_as_read(self, page):
        return richtext.render(page.body, page.language)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_live else None

    def save_model(self, request, obj, form, change):
        """Dated anew for other words, not for another place among the pages."""
        if form.initial.get("body") != obj.body or "name" in form.changed_data:
            obj.updated_at = request.now
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Two who add one page at the same moment pass the form's own questions together."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            sentence = _("This edition has a page of this kind already.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response._csp_config = editor_policy()
        return response

    def has_add_permission(self, request):
        return person(request).everywhere(Act.MANAGE_PLACES)

    def has_change_permission(self, request, obj=None):
        return person(request).everywhere(Act.MANAGE_PLACES)
