"""What the store of pictures holds, and what the rows name."""

from django.core.files.storage import default_storage

from articles import hiding, publishing
from articles.models import Image, PublishedVersion, Rendition
from tests.base import LATER
from tests.factories import make_image, make_live

# Large enough for two widths and all crops.
SIZE = (900, 600)


def make_shown(**fields) -> tuple[Image, PublishedVersion]:
    """A picture of many files, and a live story that shows it."""
    image = make_image(size=SIZE, alt="Boats.")
    return image, make_live(lead_image=image, **fields)


def withdraw(version: PublishedVersion, now=LATER, **fields):
    return publishing.withdraw(version.article, by=None, now=now, **fields)


def run(now=LATER) -> tuple[int, int, int]:
    """Hides what is due; how many were hidden, wait, and failed."""
    outcomes = list(hiding.hide_all(now))
    return (
        sum(outcome.hidden for outcome in outcomes),
        sum(outcome.waiting for outcome in outcomes),
        sum(len(outcome.faults) for outcome in outcomes),
    )


def names_of(image: Image) -> set[str]:
    """The names that its rows say now."""
    return set(Rendition.objects.filter(image=image).values_list("file", flat=True))


def stored() -> set[str]:
    """All public files that there are."""
    return {f"renditions/{name}" for name in default_storage.listdir("renditions")[1]}


def told_by(version: PublishedVersion) -> set[str]:
    """The files that a stored version names, on its page and on its card."""
    version = PublishedVersion.objects.get(pk=version.pk)
    picture = version.page["picture"]
    shown = [picture, *version.card["picture"]["shapes"]]
    sets = [
        one for each in shown for kind in ("", "webp_") for one in each[f"{kind}srcset"].split(", ")
    ]
    told = {each["src"] for each in shown} | {version.card["picture"]["src"]}
    told |= {one.split(" ")[0] for one in sets} | {crop["src"] for crop in picture["crops"]}
    return {address.removeprefix("/media/") for address in told}
