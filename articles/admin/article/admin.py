"""The article at the desk: list, writing page, and the way of a save."""

from django.contrib import admin, messages
from django.db import IntegrityError, models
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting, richtext
from articles.admin.article import access, conflict, history, preview, publish, sheet, wire
from articles.admin.article.form import ArticleForm, read_uid
from articles.admin.article.list import LiveFilter, state_of, with_live_state
from articles.admin.desk import DeskAdmin, may_edit, moment_text, person, refuse, require
from articles.errors import StaleBase
from articles.models import Article, Byline
from articles.roles import Act
from newsroom.csp import CSP

# CKEditor 4 writes inline handlers and styles; this page alone allows them (decision 0002).
EDITOR_POLICY = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    change_act = Act.CREATE
    list_display = ("__str__", "state", "section", "names", "dated", "changed")
    list_filter = (LiveFilter, "section", "language", "genre")
    list_select_related = ("section",)
    search_fields = ("headline", "slugline", "source", "uid")
    search_help_text = gettext_lazy("Headline, slugline, source or uid.")
    autocomplete_fields = ("section", "further_sections", "topics", "lead_image")
    actions = None
    save_on_top = False
    fieldsets = (
        (
            None,
            {
                "classes": ("writing",),
                "fields": ("kicker", "headline", "standfirst", "body"),
            },
        ),
        (
            gettext_lazy("Where and who"),
            {
                "classes": ("rail",),
                "fields": ("section", "further_sections", "topics", "bylines", "dateline"),
            },
        ),
        (
            gettext_lazy("Lead picture"),
            {"classes": ("rail",), "fields": ("lead_image", "lead_image_caption")},
        ),
        (
            gettext_lazy("Source"),
            {"classes": ("rail",), "fields": ("source", "credit_line", "copyright_line")},
        ),
        (
            gettext_lazy("Kind and time"),
            {
                "classes": ("rail",),
                "fields": ("genre", "language", "direction", "dated_at", "embargoed_until"),
            },
        ),
        (
            gettext_lazy("For the desk"),
            {
                "classes": ("rail",),
                "fields": ("slugline", "urgency", "note_to_editors"),
            },
        ),
        (
            gettext_lazy("Address, search and sharing"),
            {
                "classes": ("rail", "collapse"),
                "fields": (
                    "slug", "seo_headline", "seo_description", "social_headline",
                    "social_description", "noindex",
                ),
            },
        ),
    )  # fmt: skip

    # The list ----------------------------------------------------------------------------------

    def get_queryset(self, request):
        bylines = Byline.objects.select_related("author").order_by("position")
        articles = (
            with_live_state(person(request).may(Act.SEE), timezone.now())
            .prefetch_related(models.Prefetch("bylines", queryset=bylines))
            .order_by("-changed_at", "-id")
        )
        of_many = ("articles_article_changelist", "autocomplete")
        is_of_many = request.resolver_match.url_name in of_many
        return articles.defer("body") if is_of_many else articles

    @admin.display(description=gettext_lazy("live state"))
    def state(self, article):
        state = state_of(article)
        return format_html('<span class="state state-{}">{}</span>', state.key, state.words)

    @admin.display(description=gettext_lazy("bylines"))
    def names(self, article):
        return ", ".join(row.author.name for row in article.bylines.all()) or article.source or "–"

    @admin.display(description=gettext_lazy("dated"), ordering="dated_at")
    def dated(self, article):
        """As an editor set it, or as readers see it since the first publication."""
        return moment_text(article.dated_at or article.last_dated_at)

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article):
        return moment_text(article.changed_at)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return any(person(request).somewhere(act) for act in (Act.EDIT_ANY, Act.EDIT_OWN))
        return may_edit(request, obj)

    # The writing page --------------------------------------------------------------------------

    def get_urls(self):
        desk = self.admin_site.admin_view
        return [
            path(
                "wire/",
                desk(lambda request: wire.bring_in(self, request)),
                name="articles_article_wire",
            ),
            *(
                path(
                    f"<int:key>/{way}/",
                    desk(_door(self, view, act)),
                    name=f"articles_article_{way.split('/')[0].replace('-', '_')}",
                )
                for way, view, act in _DOORS
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Revisions and publications instead of Django's log, which this page never wrote."""
        return history.show(self, request, self.get_object(request, object_id))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = person(request)
        return form

    def get_fieldsets(self, request, obj=None):
        """Who may only look reads the same page: the text as text, the names as printed."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        as_read = {"body": "body_as_read", "bylines": "names"}
        return [
            (title, options | {"fields": [as_read.get(name, name) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=gettext_lazy("body"))
    def body_as_read(self, article):
        return richtext.render(article.body)

    def add_view(self, request, form_url="", extra_context=None):
        """A second press of a new story's first Save lands in the story that the first one made."""
        made = _made_before(request)
        if made is None:
            try:
                return super().add_view(request, form_url, extra_context)
            except IntegrityError:
                # The other press came between the look and the write, or the uid is a stranger's.
                made = _made_before(request)
        if made is not None:
            return self.change_view(request, str(made.pk), form_url, extra_context)
        request.POST = request.POST.copy()
        request.POST["uid"] = ""
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        if obj is None:
            context["may_publish"] = person(request).somewhere(Act.PUBLISH)
        else:
            context |= (
                sheet.standing(obj)
                | access.doors(request, obj)
                | {
                    "state": state_of(obj),
                    "waiting": conflict.waiting(obj),
                    "last_saved": obj.head and moment_text(obj.head.made_at),
                    "last_saved_by": obj.head and obj.head.made_by,
                }
            )
        response = super().render_change_form(request, context, add, change, obj=obj, **kwargs)
        response._csp_config = EDITOR_POLICY
        return response

    def save_model(self, request, obj, form, change):
        """Nothing here: save_related saves all of it, lists included."""

    def save_related(self, request, form, formsets, change):
        """The one way in: drafting.save on the revision that the page was opened on.

        A stale base is caught here, inside Django's transaction, so that the refused text stays in
        the database; response_change then shows both.
        """
        try:
            drafting.save(
                form.instance,
                form.changes(),
                base=form.cleaned_data.get("base"),
                by=request.user,
            )
        except StaleBase as stale:
            request.stale = stale

    def log_addition(self, request, obj, message):
        """Revisions and the audit tell it; Django's log would keep headlines that were secret."""

    log_change = log_addition

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_save(request, obj)

    def response_change(self, request, obj):
        if hasattr(request, "stale"):
            return conflict.show(self, request, request.stale, status=409)
        return self._after_save(request, obj)

    def _after_save(self, request, obj):
        """Stays on the page, or goes on to what the pressed button names."""
        for button in ("publish", "preview"):
            if f"_{button}" in request.POST:
                return HttpResponseRedirect(
                    reverse(f"admin:articles_article_{button}", args=[obj.pk])
                )
        self.message_user(
            request, _("Saved. Readers see no change until you publish."), messages.SUCCESS
        )
        if "_leave" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))


# The pages of one story: their addresses, and which act they take (None: whoever may see it,
# EDIT: whoever may write in it).
EDIT = "edit"
_DOORS = [
    ("preview", preview.show, None),
    ("publish", publish.publish, Act.PUBLISH),
    ("withdraw", publish.withdraw, Act.WITHDRAW),
    ("bring-back", publish.bring_back, Act.PUBLISH),
    ("unschedule/<int:version>", publish.unschedule, Act.SCHEDULE),
    ("settle/<int:revision>", conflict.settle, EDIT),
    ("hold", access.hold, Act.HOLD),
    ("clear-hold", access.clear_hold, Act.CLEAR_HOLD),
    ("limit", access.limit, Act.LIMIT),
    ("hand-over", access.hand_over, Act.EDIT_ANY),
]


def _door(model_admin, view, act):
    """A page of one story: found through the predicate or as one that never was, then allowed."""

    def inner(request, key, **kwargs):
        article = model_admin.get_object(request, str(key))
        if act is EDIT and not may_edit(request, article):
            refuse()
        elif act not in (None, EDIT):
            require(request, act, article)
        return view(model_admin, request, article, **kwargs)

    return inner


def _made_before(request) -> Article | None:
    """The story that an earlier press of this very form made."""
    uid = read_uid(request.POST.get("uid", ""))
    return uid and person(request).may(Act.SEE).filter(uid=uid).first()
