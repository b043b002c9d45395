"""The desk, for somebody who is not signed in: every address of the table, about hidden things."""

from articles.models import (
    Article,
    Image,
    PublishedVersion,
    SavedView,
    StoryTemplate,
    UnsavedText,
)
from tests.base import person
from tests.canaries.asking import Asked
from tests.factories import make_standing_page
from tests.matrix import checking, reading
from tests.matrix.places import NEVER_WAS


def make(article: Article) -> dict:
    """What the desk alone has besides stories; gives what the words of the table stand for."""
    owner, word = person("editor", name="zqowner"), "zqdesk"
    view = SavedView.objects.create(owner=owner, name=word, query=f"q={word}", is_shared=True)
    texts = ("kicker", "headline", "standfirst", "note_to_editors")
    words = dict.fromkeys(texts, word) | {"body": f"<p>{word}</p>"}
    template = StoryTemplate.objects.create(name=word, section=article.section, **words)
    page = make_standing_page(word, description=word, body=f"<p>{word}</p>", is_shown=False)
    return NEVER_WAS | {
        "STORY": article.pk,
        "TEXT": article.head_id,
        "VERSION": PublishedVersion.objects.order_by("-live_from").first().pk,
        "PERSON": owner.pk,
        "SECTION": article.section_id,
        "TOPIC": article.topics.first().pk,
        "AUTHOR": article.bylines.first().author_id,
        "PICTURE": Image.objects.first().pk,
        "VIEW": view.pk,
        "TEMPLATE": template.pk,
        "PAGE": page.pk,
        "UNSAVED": UnsavedText.objects.first().pk,
    }


def asked(things: dict) -> list[Asked]:
    patterns = dict.fromkeys(reading.table().addresses.values())
    paths = [checking.address(pattern, things) for pattern in patterns]
    return [Asked(path, method) for path in (*paths, "/admin/login/") for method in ("GET", "POST")]
