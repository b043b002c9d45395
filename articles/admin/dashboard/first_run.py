"""The first steps of an empty newsroom: a section, an author, a story, each on its own page."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.desk import FIRST_STEP
from articles.models import Author, Section
from articles.permissions import Permissions
from articles.roles import Act


@dataclass(frozen=True)
class Step:
    title: str
    line: str
    words: str
    url: str
    is_done: bool
    is_next: bool
    # The other way to a first story.
    wire: str = ""


def steps(person: Permissions, *, has_story: bool) -> list[Step]:
    """The three steps for who may take them all; none once all of them are done."""
    if not (person.everywhere(Act.MANAGE_PLACES) and person.everywhere(Act.CREATE)):
        return []
    done = [
        Section.objects.exists(),
        Author.objects.exists(),
        has_story or person.may(Act.SEE).exists(),
    ]
    if all(done):
        return []
    following = done.index(False)
    made = [
        Step(*words, f"{reverse(name)}?{FIRST_STEP}=1", done[place], place == following)
        for place, (words, name) in enumerate(zip(_words(), _PAGES, strict=True))
    ]
    return [*made[:-1], replace(made[-1], wire=reverse("admin:articles_article_wire"))]


_PAGES = (
    "admin:articles_section_add",
    "admin:articles_author_add",
    "admin:articles_article_add",
)


def _words() -> list[tuple[str, str, str]]:
    return [
        (
            _("The first section"),
            _("Where readers will find stories: News, Town, Sport. A name is enough."),
            _("Make a section"),
        ),
        (
            _("The first author"),
            _("Whose name stands above a story. Agencies need none."),
            _("Make an author"),
        ),
        (
            _("The first story"),
            _("Write it here, or bring in what an agency sent."),
            _("Write a story"),
        ),
    ]
