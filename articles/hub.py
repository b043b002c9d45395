"""The hub: told by WebSub which feeds have changed, it tells those that follow them."""

from collections.abc import Iterable
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

_TIMEOUT_S = 10


class _NoRedirects(HTTPRedirectHandler):
    """The operator named one address: what it leads to is not asked."""

    def redirect_request(self, *args, **kwargs):
        return None


class Hub:
    """One hub, by its address, for the length of a run: one that could not be reached is left alone
    for the rest of it.
    """

    def __init__(self, address: str):
        self.address = address
        self._gone = ""

    def tell(self, urls: Iterable[str]) -> str:
        """Tells it that these feeds have changed; returns why it could not, or ""."""
        if self._gone:
            return self._gone
        try:
            with build_opener(_NoRedirects).open(self._request(urls), timeout=_TIMEOUT_S):
                return ""
        except HTTPError as fault:
            return str(fault)
        except (OSError, HTTPException) as fault:
            self._gone = str(fault) or type(fault).__name__
            return self._gone

    def _request(self, urls: Iterable[str]) -> Request:
        # WebSub leaves publishing to hub and publisher: this is what the known hubs agree on.
        data = [("hub.mode", "publish"), *(("hub.url", url) for url in urls)]
        data = urlencode(data).encode()
        return Request(self.address, data=data, headers={"User-Agent": "Newsroom"})
