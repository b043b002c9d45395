"""The rooms of the desk: their names, what they are for, and in which of them somebody is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    name: str
    url: str
    line: str
    # Those needed most stand in the head of every page, the others on the first page alone.
    is_in_head: bool
    # The value of aria-current: "page" for this very page, "true" for one behind its door.
    here: str = "false"


# Model → name, what it is for, and whether it stands in the head. In the order of a day's need.
_OF_MODELS = {
    "Article": (_("Stories"), _("All that is written, live or not."), True),
    "Image": (_("Pictures"), _("The library, with credits and rights."), True),
    "Document": (_("Documents"), _("PDFs that stories offer to readers."), False),
    "Front": (_("Fronts"), _("Which stories lead the paper."), False),
    "Topic": (_("Topics"), _("People, places and subjects that stories are about."), False),
    "StoryTemplate": (_("Templates"), _("What new stories of a kind begin with."), False),
    "Section": (_("Sections"), _("Where readers find stories."), False),
    "StandingPage": (_("Standing pages"), _("What the paper says of itself."), False),
    "Author": (_("Authors"), _("The names in bylines."), False),
    "User": (_("People"), _("Who works here, and what they may do."), True),
    "AuditRow": (_("Audit"), _("Who did what, and when."), True),
}


def of(request, apps: list[dict]) -> list[Room]:
    """The rooms that a person may enter, of the admin's own list of them. No query."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    rooms = [room for name in _OF_MODELS if name in models for room in _of(models[name])]
    around = [room.url for room in rooms if request.path.startswith(room.url)]
    nearest = max(around, key=len, default="")
    here = "page" if nearest == request.path else "true"
    return [replace(room, here=here) if room.url == nearest else room for room in rooms]


def _of(model: dict) -> Iterator[Room]:
    name, line, is_in_head = _OF_MODELS[model["object_name"]]
    yield Room(name, model["admin_url"], line, is_in_head)
    if model["object_name"] == "Article" and model["add_url"]:
        wire = reverse("admin:articles_article_wire")
        yield Room(_("From the wire"), wire, _("What agencies sent, made into stories."), True)
        yield Room(_("New story"), model["add_url"], _("The writing page, empty."), True)
