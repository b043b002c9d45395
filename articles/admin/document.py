"""Documents at the desk: PDFs, what they are called, and where they are used."""

from functools import reduce
from operator import or_

from django.contrib import admin, messages
from django.db.models import ProtectedError, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.admin.article.listing.search import cases
from articles.admin.choosing import row_key
from articles.admin.desk import moment_text, person, read_uid, refuse
from articles.admin.new_documents import NewDocumentsForm
from articles.admin.pictures import uses
from articles.admin.room import RoomAdmin
from articles.documents import library
from articles.models import Document, PublishedVersion
from articles.roles import Act

# Documents that a box shows at once, those that a text asks for at once, and what is searched.
_AT_ONCE = 24
_OF_A_TEXT = 80
_WORDS = 8
_LETTERS = 60
# In a request of the editor's script: one file, answered by its row alone.
_ROW = "row"


@admin.register(Document)
class DocumentAdmin(RoomAdmin):
    heading = _("Documents")
    new_heading = _("New documents")
    change_act = Act.MANAGE_MEDIA
    change_form_template = "admin/room/document.html"
    list_display = ("title", "about", "added")
    search_fields = ("title",)
    search_help_text = _("Finds titles.")
    fields = ("title", "about", "added", "kept")
    readonly_fields = ("about", "added", "kept")

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("choose/", view(self.choose), name="articles_document_choose"),
            path("<path:object_id>/file/", view(self.file), name="articles_document_file"),
            *super().get_urls(),
        ]

    def get_search_results(self, request, queryset, search_term):
        return _by_words(queryset, search_term), False

    def choose(self, request) -> JsonResponse:
        """The library for the editor: the newest documents with these words, a page at once.

        `q` words, `before` the key that the last page ended with; `uids` those that a text offers,
        with commas between them.
        """
        if not self.has_view_permission(request):
            refuse()
        rows = self.get_queryset(request).order_by("-pk")
        if "uids" in request.GET:
            uids = filter(None, map(read_uid, request.GET["uids"].split(",")[:_OF_A_TEXT]))
            return JsonResponse({"documents": [*map(_as_shown, rows.filter(uid__in=[*uids]))]})
        rows = _by_words(rows, request.GET.get("q", ""))
        if request.GET.get("before"):
            rows = rows.filter(pk__lt=row_key(request.GET["before"]))
        found = list(rows[: _AT_ONCE + 1])
        documents = [_as_shown(document) for document in found[:_AT_ONCE]]
        return JsonResponse({"documents": documents, "more": len(found) > _AT_ONCE})

    def file(self, request, object_id: str) -> FileResponse:
        """The PDF, to be kept as a file and never shown: for whoever sees the library."""
        document = self.get_object(request, object_id)
        if not self.has_view_permission(request, document):
            refuse()
        try:
            file = document.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(
            file, as_attachment=True, filename=document.filename, content_type="application/pdf"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def add_view(self, request, form_url="", extra_context=None):
        """Each file by itself, whatever becomes of others; what a script sent, as a row alone."""
        if not self.has_add_permission(request):
            refuse()
        is_sent = request.method == "POST"
        form = NewDocumentsForm(*([request.POST, request.FILES] if is_sent else []))
        form.label_suffix = ""
        answers = form.take(by=request.user) if is_sent and form.is_valid() else []
        for answer in answers:
            if answer.is_new:
                self.log_addition(request, answer.document, [{"added": {}}])
        if is_sent and _ROW in request.POST:
            answer = (answers or form.refused())[0]
            return render(request, "admin/room/_new_document.html", {"answer": answer})
        context = self.admin_site.each_context(request) | {"opts": self.opts}
        context |= {"title": self.new_heading, "form": form, "answers": answers}
        return TemplateResponse(request, "admin/room/new_documents.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["uses"] = uses.of_document(obj, person(request), request.now)
        context["show_delete"] = not obj.uses.exists()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "title" in form.changed_data:
            audit.record(
                "document renamed",
                by=request.user,
                at=request.now,
                document=str(obj.uid),
                before=form.initial["title"],
                after=obj.title,
            )

    def delete_view(self, request, object_id, extra_context=None):
        """What a story uses stays, in a story that nobody here may see, too."""
        document = self.get_object(request, object_id)
        if self.has_delete_permission(request, document) and document.uses.exists():
            return self._stays(request, document)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            return self._stays(request, document)

    def _stays(self, request, document: Document) -> HttpResponse:
        said = _("A story uses this document, now or in an earlier version: it stays.")
        self.message_user(request, said, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_document_change", args=[document.pk]))

    def delete_model(self, request, obj):
        library.remove(obj, by=request.user)

    def has_add_permission(self, request):
        return person(request).somewhere(Act.ADD_MEDIA)

    def has_change_permission(self, request, obj=None):
        """What a document is called stands on every page that offers it, without a publication."""
        may_add = person(request).somewhere(Act.ADD_MEDIA)
        if obj is None or person(request).somewhere(Act.MANAGE_MEDIA):
            return may_add
        offered = PublishedVersion.objects.not_over(request.now)
        is_offered = offered.filter(document_uses__document=obj).exists()
        return may_add and obj.created_by_id == request.user.pk and not is_offered

    def has_delete_permission(self, request, obj=None):
        """Those that no story uses; who brought one in by mistake may take it back."""
        return obj is not None and self.has_change_permission(request, obj)

    def view_on_site(self, obj):
        """Its public address answers only while a story offers it: none is promised here."""
        return None

    @admin.display(description=_("file"))
    def about(self, document):
        return _about(document)

    @admin.display(description=_("added"), ordering="pk")
    def added(self, document):
        return moment_text(document.created_at)

    @admin.display(description=_("PDF"))
    def kept(self, document):
        address = reverse("admin:articles_document_file", args=[document.pk])
        return format_html('<a href="{}" download>{}</a>', address, _("Fetch the PDF"))


def _by_words(documents: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those in whose title every word stands."""
    for word in text.replace("\0", "").split()[:_WORDS]:
        spelled = sorted(cases(word[:_LETTERS]))
        documents = documents.filter(reduce(or_, (Q(title__icontains=one) for one in spelled)))
    return documents


def _as_shown(document: Document) -> dict:
    """What the editor needs to show a document: JSON-able."""
    return {
        "key": document.pk,
        "uid": str(document.uid),
        "title": document.title,
        "about": _about(document),
        "added": moment_text(document.created_at),
    }


def _about(document: Document) -> str:
    pages = ngettext("%d page", "%d pages", document.pages) % document.pages
    kind, size = gettext("PDF"), filesizeformat(document.size)
    return f"{kind}, {size}, {pages}"
