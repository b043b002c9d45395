"""Gives documents out: PDFs that a live story offers, as files to be kept and never shown here."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.encoding import escape_uri_path
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from articles.models import Document, PublishedVersion
from articles.views.files import given


@require_safe
def show(request, uid, slug):
    """The file while readers see a story that offers it; under another name, the way to it."""
    document = Document.objects.live(request.now).filter(uid=uid).first()
    if document is None:
        raise Http404
    if f"{slug}.pdf" != document.filename:
        answer = HttpResponsePermanentRedirect(escape_uri_path(document.get_absolute_url()))
        answer["Cache-Control"] = "no-cache"
        return answer
    return _given(request, document)


def _given(request, document: Document):
    try:
        file = document.file.open("rb")
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    answer = given(request, file, size, quote_etag(document.stored_hash))
    answer["Content-Type"] = "application/pdf"
    answer["Content-Disposition"] = content_disposition_header(True, document.filename)
    # Nothing may outlive the next boundary.
    answer["Cache-Control"] = "no-cache"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if _is_kept_from_search(document, request.now):
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _is_kept_from_search(document: Document, now) -> bool:
    """Unless one of its stories may be found."""
    live = PublishedVersion.objects.live(now).filter(document_uses__document=document)
    return all(live.values_list("page__noindex", flat=True))
