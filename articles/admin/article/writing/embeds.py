"""What addresses become in a text, for the editor's box of embeds."""

from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.utils.translation import gettext as _

from articles import embeds
from articles.admin.desk import person, refuse
from articles.roles import Act

# As many as the editor asks for at once; it keeps below a line of 4,094 bytes by itself.
_AT_ONCE = 8


def tell(model_admin, request) -> JsonResponse:
    """{"embeds": […]} for each `address` in its order: its name, what readers get in words, and
    whether it may stand in a text. Nobody elsewhere is asked anything; no query of its own.
    """
    if not person(request).somewhere(Act.SEE):
        refuse()
    addresses = request.GET.getlist("address")[:_AT_ONCE]
    if any("\0" in address for address in addresses):
        raise BadRequest("NUL in an address")
    return JsonResponse({"embeds": [_told(address.strip()) for address in addresses]})


def _told(address: str) -> dict:
    stands = bool(embeds.address_of(address))
    embed = embeds.of(address) if stands else None
    return {
        "address": address,
        "stands": stands,
        "name": embed.provider if embed else _("Link"),
        "says": _says(embed) if stands else "",
    }


def _says(embed: embeds.Embed | None) -> str:
    if embed is None:
        return _("A plain link: this site is not shown on our pages.")
    if embed.frame:
        return _(
            "%(provider)s: readers see a button and a link. "
            "Nothing of it is loaded before a reader presses."
        ) % {"provider": embed.provider}
    return _("%(provider)s: a link. This address is not shown on our pages.") % {
        "provider": embed.provider
    }
