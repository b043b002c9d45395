"""Serves files whole, in parts, or not again where the reader has them already.

Here are renditions from whatever storage holds them, for installations with no server in front.
Originals never pass here. A rendition's name holds 128 random bits and its bytes never change, so
that the name is its tag too; when its story is withdrawn the file is called otherwise, and this
name answers 404.
"""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from newsroom.media import KEPT_S

_NAME = re.compile(r"[0-9a-f]{32}\.(jpeg|webp|avif)")
# One span (RFC 9110, 14.2); several at once, or what is no span, get the whole file.
_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")

_CHUNK_BYTES = 65_536


@require_safe
def rendition(request, name):
    known = _NAME.fullmatch(name)
    if not known:
        raise Http404
    try:
        file = default_storage.open(f"renditions/{name}", "rb")
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    response = given(request, file, size, f'"{name}"')
    response["Content-Type"] = f"image/{known[1]}"
    response["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


def given(request, file, size: int, tag: str) -> HttpResponseBase:
    """An open file: all of it, the span that is asked for, or that the reader has it already."""
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = _part(request, file, size, tag) or FileResponse(file)
    if not response.streaming:
        file.close()
    if response.status_code == 200:
        response["Content-Length"] = size
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _part(request, file, size: int, tag: str) -> HttpResponseBase | None:
    """The span that is asked for, 416 where there is none such; None where it is the whole."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.method != "GET" or request.headers.get("If-Range", tag) != tag:
        return None
    first, last, ending = asked.groups()
    start = max(0, size - int(ending)) if ending else int(first)
    stop = min(size, int(last) + 1) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    span = {
        "Content-Range": f"bytes {start}-{stop - 1}/{size}",
        "Content-Length": str(stop - start),
    }
    return StreamingHttpResponse(_read(file, stop - start), status=206, headers=span)


def _read(file, left: int) -> Iterator[bytes]:
    """So many bytes of it, a little at a time, however long the span is."""
    with file:
        while left > 0 and (chunk := file.read(min(left, _CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk
