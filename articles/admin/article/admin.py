"""The article at the desk: list, writing page, and the way of a save."""

from django.contrib import admin, messages
from django.db import IntegrityError, models
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting, permissions, richtext
from articles.admin.article import conflict, preview, publish, wire
from articles.admin.article.form import ArticleForm, read_uid
from articles.admin.article.list import LiveFilter, state_of, with_live_state
from articles.admin.desk import DeskAdmin, may, moment_text
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
    change_act = Act.WRITE
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
                "fields": (
                    "slugline", "urgency", "note_to_editors", "legal_hold", "legal_hold_reason",
                ),
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
            with_live_state(permissions.visible_to(request.user), timezone.now())
            .prefetch_related(models.Prefetch("bylines", queryset=bylines))
            .order_by("-changed_at", "-id")
        )
        is_list = request.resolver_match.url_name == "articles_article_changelist"
        return articles.defer("body") if is_list else articles

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
        return may(request, self.change_act, obj)

    # The writing page --------------------------------------------------------------------------

    def get_urls(self):
        desk = self.admin_site.admin_view
        pages = [
            ("preview", preview.show),
            ("publish", publish.publish),
            ("withdraw", publish.withdraw),
            ("bring-back", publish.bring_back),
        ]
        return [
            path(
                "wire/",
                desk(lambda request: wire.bring_in(self, request)),
                name="articles_article_wire",
            ),
            *(
                path(
                    f"<int:key>/{name}/",
                    desk(_door(self, view)),
                    name=f"articles_article_{name.replace('-', '_')}",
                )
                for name, view in pages
            ),
            path(
                "<int:key>/unschedule/<int:version>/",
                desk(_door(self, publish.unschedule)),
                name="articles_article_unschedule",
            ),
            path(
                "<int:key>/settle/<int:revision>/",
                desk(_door(self, conflict.settle)),
                name="articles_article_settle",
            ),
            *super().get_urls(),
        ]

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
        context["may_publish"] = may(request, Act.PUBLISH, obj)
        if obj is not None:
            context |= publish.standing(obj) | {
                "state": state_of(obj),
                "waiting": conflict.waiting(obj),
                "may_withdraw": may(request, Act.WITHDRAW, obj),
                "last_saved": obj.head and moment_text(obj.head.made_at),
                "last_saved_by": obj.head and obj.head.made_by,
            }
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

    def log_change(self, request, obj, message):
        """A refused save changed nothing that could be logged."""
        if not hasattr(request, "stale"):
            return super().log_change(request, obj, message)
        return None

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


def _made_before(request) -> Article | None:
    """The story that an earlier press of this very form made."""
    uid = read_uid(request.POST.get("uid", ""))
    return uid and permissions.visible_to(request.user).filter(uid=uid).first()


def _door(model_admin, view):
    """A page of one story: found through the predicate, or 404 as one that never was."""

    def inner(request, key, **kwargs):
        article = model_admin.get_object(request, str(key))
        if article is None:
            raise Http404
        return view(model_admin, request, article, **kwargs)

    return inner
