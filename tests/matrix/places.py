"""The world of the matrix: sections, people and things, under the names that the table gives them.

Town with Harbour below it, and Sport. Every role is held by one person in Town alone and by another
everywhere.
"""

import io
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import SimpleCookie
from django.test import Client
from PIL import Image as Pillow

from articles import leaving, people
from articles.images import library
from articles.models import (
    Article,
    AuditRow,
    Front,
    Membership,
    Placement,
    Presence,
    PublishedVersion,
    SavedView,
    StoryTemplate,
    UnsavedText,
)
from tests.base import MINUTE, NOON, person
from tests.factories import (
    make_article,
    make_author,
    make_document,
    make_image,
    make_section,
    make_standing_page,
    make_topic,
)
from tests.matrix import stories

IN_TOWN, EVERYWHERE = "Roles held in Town alone", "Roles held everywhere"
# The columns of the table, and the roles that they stand for.
ROLES = {
    "reporter": "reporter",
    "sub-editor": "sub_editor",
    "editor": "editor",
    "chief": "chief_editor",
    "pictures": "picture_desk",
    "legal": "legal",
    "operator": "operator",
}
# When everybody sits at the desk: the world was made at noon, and a story withdrawn since.
NOW = NOON + 2 * MINUTE
# What stands in an address for something that never was.
NEVER = 987654321
_THINGS = (
    "STORY", "VERSION", "TEXT", "PERSON", "TOPIC", "AUTHOR", "PICTURE", "OWNPICTURE", "FRONT",
    "SECTION", "TEMPLATE", "PAGE", "DOCUMENT", "ROW", "CONTENT", "VIEW",
    "UNSAVED", "STOPPED",
)  # fmt: skip
NEVER_WAS = dict.fromkeys(_THINGS, NEVER) | {"WORD": "never-was"}


class World:
    def __init__(self):
        self.town = make_section("Town")
        self.harbour = make_section("Harbour", parent=self.town)
        self.sport = make_section("Sport")
        self.colleague = person("sub_editor", name="colleague")
        self.people = _people(self.town)
        self.browsers = {key: _browser(user) for key, user in self.people.items()}
        # Who left was signed in when it happened.
        leaving.deactivate(self.people[EVERYWHERE, "sent-away"], by=None, now=NOON)
        self.pages: dict[tuple, object] = {}
        self.answers_for_what_never_was: dict[tuple, bytes | None] = {}
        self.stories = stories.of_colleagues(self)
        of_town = [user for (held, _column), user in self.people.items() if held == IN_TOWN]
        everybody = [user for user in self.people.values() if user is not None]
        self.own = stories.of_ones_own(self, of_town, everybody)
        Presence.objects.bulk_create(map(self._at_work, self.stories.values()))
        self.persons = _persons(self)
        self.pictures = _own_pictures(self)
        self.templates = _templates(self)
        self.rooms = self._rooms()
        self.rows = self._audit_rows()
        self.roles_at_first = {user.pk: roles_of(user) for user in get_user_model().objects.all()}

    def _at_work(self, story: Article) -> Presence:
        """The colleague has each of their stories open."""
        here = {"user": self.colleague, "opened_at": NOON, "seen_at": NOW}
        return Presence(window=f"colleague{story.pk}", article=story, **here)

    def parts(self, about: str, user) -> dict:
        """What the words in capitals of an address stand for, for a heading of the table."""
        parts = dict(self.rooms)
        story = self.story(about, user)
        if story is not None:
            parts |= _of_story(story)
        if about in self.persons or about == "Themselves":
            parts["PERSON"] = self.persons[about].pk if about in self.persons else user.pk
        if user is not None:
            parts["OWNPICTURE"] = self.pictures[user.pk]
        if about in self.rows:
            parts["ROW"] = self.rows[about]
        if about in self.templates:
            parts["TEMPLATE"] = self.templates[about].pk
        if about.startswith("The section "):
            parts["SECTION"] = getattr(self, about.removeprefix("The section ").lower()).pk
        return parts

    def story(self, about: str, user) -> Article | None:
        if about in self.own:
            return self.own[about][user.pk]
        return self.stories.get(about)

    def browser(self, held: str, column: str) -> Client:
        """As it was when the person sat down: what earlier presses left in it is forgotten."""
        client, session = self.browsers[held, column]
        client.cookies = SimpleCookie({"sessionid": session} if session else {})
        return client

    def _rooms(self) -> dict:
        front = Front.objects.create(language="en")
        placed = self.stories["A live story, in Town"]
        Placement.objects.create(front=front, article=placed, slot=0)
        content = ContentType.objects.get_for_model(Article)
        secret = self.stories["A colleague’s draft, in Sport"]
        return {
            "TOPIC": make_topic("Rain").pk,
            "AUTHOR": make_author("Nadia Reeve").pk,
            "PICTURE": make_image(caption="Boats at rest").pk,
            "DOCUMENT": make_document("Plan of the quay").pk,
            "FRONT": front.pk,
            "SECTION": self.town.pk,
            "TEMPLATE": self.templates["A template of Town"].pk,
            "PAGE": make_standing_page("Who we are").pk,
            "CONTENT": content.pk,
            "STORY": secret.pk,
            "VIEW": SavedView.objects.create(owner=self.colleague, name="Rain", query="q=rain").pk,
            "UNSAVED": UnsavedText.objects.create(
                user=self.colleague,
                article=secret,
                uid=secret.uid,
                base=secret.head,
                began_at=NOON,
                kept_at=NOON,
                content=secret.head.content,
            ).pk,
            "WORD": people.new_link(self.persons["A reporter of Town"], by=None, now=NOON),
        }

    def _audit_rows(self) -> dict:
        of_stories = {
            "An audit row of a story, in Town": "A live story, in Town",
            "An audit row of a story, in Sport": "A scheduled story, in Sport",
            "An audit row of a story limited to others": "A story limited to others, in Town",
        }
        rows = {
            name: AuditRow.objects.filter(article=self.stories[about]).latest("number").pk
            for name, about in of_stories.items()
        }
        sign_in = AuditRow.objects.filter(act="signed in", article=None).latest("number")
        return rows | {"An audit row of a sign-in": sign_in.pk}


def _people(town) -> dict:
    found = {}
    for column, role in ROLES.items():
        found[IN_TOWN, column] = person(role, name=f"{column}.town", section=town)
        found[EVERYWHERE, column] = person(role, name=f"{column}.everywhere")
    found[EVERYWHERE, "no-role"] = person("", name="without.role")
    found[EVERYWHERE, "superuser"] = _superuser("root")
    found[EVERYWHERE, "sent-away"] = person("chief_editor", name="sent.away")
    found[EVERYWHERE, "nobody"] = None
    return found


def _superuser(name: str):
    return get_user_model().objects.create_superuser(name, f"{name}@gazette.invalid", "quiet river")


class Browser(Client):
    """Without the notes that Django's takes of every template: there are thousands of answers."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


def _browser(user) -> tuple[Client, str]:
    client = Browser(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client, client.cookies["sessionid"].value if user is not None else ""


def _own_pictures(world) -> dict:
    """Key of a person → a picture that they brought in and that no reader sees."""
    users = [user for user in world.people.values() if user is not None]
    return {user.pk: _picture(user, width) for width, user in enumerate(users, start=32)}


def _picture(by, width: int) -> int:
    """Of a width of its own, so that no two are the same file."""
    out = io.BytesIO()
    Pillow.new("RGB", (width, 32), (9, 90, 120)).save(out, "PNG")
    upload = SimpleUploadedFile("quay.png", out.getvalue(), content_type="image/png")
    image, _made = library.add(upload, by=by, caption=f"Picture of {by}")
    return image.pk


def _templates(world) -> dict:
    places = {"Town": world.town, "Sport": world.sport, "no section": None}
    return {
        f"A template of {name}": StoryTemplate.objects.create(
            name=f"Report of {name}", section=section
        )
        for name, section in places.items()
    }


def _persons(world) -> dict:
    """Colleagues whose pages are opened, under their headings."""
    gone = person("reporter", name="long.gone", section=world.town)
    make_article(by=gone, section=world.town)
    leaving.deactivate(gone, by=None, now=NOON)
    rosa = person("reporter", name="rosa", section=world.town)
    make_article(by=rosa, section=world.town)
    root = _superuser("other.root")
    make_article(by=root, section=world.town)
    return {
        "A reporter of Town": rosa,
        "A chief editor of the whole paper": person("chief_editor", name="carla"),
        "Somebody sent away, once a reporter of Town": gone,
        "A superuser": root,
        "Somebody without a role": person("", name="newcomer"),
    }


def _of_story(story: Article) -> dict:
    version = PublishedVersion.objects.filter(article=story, live_from__gt=NOON).first()
    text = story.revisions.filter(kind="refused").first()
    stopped = story.stopped.first()
    return {
        "STORY": story.pk,
        "VERSION": version.pk if version else NEVER,
        "TEXT": text.pk if text else NEVER,
        "STOPPED": stopped.pk if stopped else NEVER,
    }


def case_of(world: World, held: str, column: str, about: str) -> SimpleNamespace:
    """Everything that an act may ask: who, in which browser, about what."""
    user = world.people[held, column]
    return SimpleNamespace(
        world=world,
        user=user,
        browser=world.browser(held, column),
        story=world.story(about, user) if user or about in world.stories else None,
        parts=world.parts(about, user) if user or about not in world.own else {},
        person=world.persons.get(about, user),
    )


def roles_of(user) -> set:
    return set(Membership.objects.filter(user=user).values_list("role", "section"))
