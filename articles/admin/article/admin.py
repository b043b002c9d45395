"""The article at the desk: list, writing page, and the way of a save."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting, people, richtext
from articles.admin.article import (
    beginning,
    bin,
    conflict,
    doors,
    history,
    merging,
    presence,
    removed,
)
from articles.admin.article.listing import page as list_page
from articles.admin.article.listing import search as list_search
from articles.admin.article.listing.state import state_of, with_live_state
from articles.admin.article.sheets import access, embargo, sheet
from articles.admin.article.writing import page, unsaved
from articles.admin.article.writing.form import ArticleForm
from articles.admin.desk import DeskAdmin, may_edit, moment_text, person, read_uid
from articles.errors import Removed, StaleBase
from articles.models import Article, Byline
from articles.roles import Act
from newsroom.editor import editor_policy


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    change_act = Act.CREATE
    list_display = ("__str__", "changed")
    sortable_by = ("changed",)
    show_facets = admin.ShowFacets.NEVER
    # Searched by list_search; boxes that complete what is typed want to see columns here.
    search_fields = ("headline",)
    search_help_text = gettext_lazy(
        "Words of the headline, slugline or source; or a story’s address, number or uid."
    )
    autocomplete_fields = ("section", "further_sections", "topics")
    actions = None
    fieldsets = page.FIELDSETS

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

    def get_changelist(self, request, **kwargs):
        return list_page.StoryList

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if getattr(response, "context_data", None) and "cl" in response.context_data:
            response.context_data |= list_page.context(request, response.context_data["cl"])
        return response

    def get_search_results(self, request, queryset, search_term):
        return list_search.find(queryset, search_term), False

    @admin.display(description=gettext_lazy("bylines"))
    def names(self, article):
        return ", ".join(row.author.name for row in article.bylines.all()) or article.source or "–"

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article):
        return moment_text(article.changed_at)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return any(person(request).somewhere(act) for act in (Act.EDIT_ANY, Act.EDIT_OWN))
        return may_edit(request, obj)

    # The writing page --------------------------------------------------------------------------

    def get_urls(self):
        return [*doors.urls(self), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """Revisions and publications instead of Django's log, which this page never wrote."""
        return history.show(self, request, self.get_object(request, object_id))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Of the links beside a box that chooses rows only that to a new topic or picture stays."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_add_related &= db_field.name in ("topics", "lead_image")
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = person(request)
        form.laid_open = getattr(request, "laid_open", None)
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

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """`?text=` lays an unsaved text open in the page."""
        if request.method == "GET" and "text" in request.GET:
            article = self.get_object(request, object_id) if object_id else None
            request.laid_open = unsaved.asked_for(request, article)
            if request.laid_open is None:
                said = _("This text does not wait any more: it was saved or thrown away.")
                self.message_user(request, said, messages.WARNING)
                return HttpResponseRedirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

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

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A text that was typed into a story while somebody removed it is kept."""
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except Http404:
            article = bin.find(request, object_id)
            if article is None:
                raise
        return removed.answer(self, request, article)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context |= page.around(obj, may_write=self.has_change_permission(request, obj))
        context |= unsaved.around(request, obj, context["adminform"].form)
        if obj is None:
            context["may_publish"] = person(request).somewhere(Act.PUBLISH)
            context |= beginning.at_hand(request)
        else:
            context |= (
                sheet.standing(obj)
                | access.doors(request, obj)
                | embargo.doors(request, obj)
                | beginning.doors(request, obj)
                | presence.around(request, obj)
                | {
                    "state": state_of(obj),
                    "waiting": conflict.waiting(obj, getattr(request, "laid_open", None)),
                    "last_saved": obj.head and moment_text(obj.head.made_at),
                    "last_saved_by": _saved_by(obj),
                }
            )
        response = super().render_change_form(request, context, add, change, obj=obj, **kwargs)
        response._csp_config = editor_policy()
        return response

    def save_model(self, request, obj, form, change):
        """Nothing here: save_related saves all of it, lists included."""

    def save_related(self, request, form, formsets, change):
        """The one way in: drafting.save on the revision that the page was opened on.

        A stale base, or a removal meanwhile, is caught here, inside Django's transaction, so that
        the refused text stays in the database; response_change then shows it.
        """
        try:
            drafting.save(
                form.instance,
                form.changes(),
                base=form.cleaned_data.get("base"),
                by=request.user,
                window=form.cleaned_data.get("window", ""),
                opened=form.cleaned_data.get("opened", ""),
            )
        except (StaleBase, Removed) as refusal:
            request.refusal = refusal

    def log_addition(self, request, obj, message):
        """Revisions and the audit tell it; Django's log would keep headlines that were secret."""

    log_change = log_addition

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_save(request, obj)

    def response_change(self, request, obj):
        refusal = getattr(request, "refusal", None)
        if isinstance(refusal, Removed):
            return removed.show(self, request, refusal)
        if refusal is not None:
            return merging.show(self, request, refusal, status=409)
        return self._after_save(request, obj)

    def _after_save(self, request, obj):
        """Stays on the page, or goes on to the sheet of publishing."""
        if "_publish" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_publish", args=[obj.pk]))
        self.message_user(
            request, _("Saved. Readers see no change until you publish."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))


def _saved_by(article: Article) -> str:
    by = article.head and article.head.made_by
    return people.full_name(by) if by else ""


def _made_before(request) -> Article | None:
    """The story that an earlier press of this very form made."""
    uid = read_uid(request.POST.get("uid", ""))
    return uid and person(request).may(Act.SEE).filter(uid=uid).first()
