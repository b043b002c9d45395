"""What each act in the other rooms of the desk sends, and how one sees that it happened."""

import io
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from PIL import Image as Pillow

from articles.models import (
    Article,
    AuditRow,
    Author,
    Document,
    Front,
    Image,
    Invitation,
    Placement,
    SavedView,
    Section,
    StandingPage,
    StoryTemplate,
    Topic,
    UnsavedText,
)
from tests.base import PASSWORD
from tests.documents.pdfs import pdf
from tests.matrix.acts import Act
from tests.matrix.places import NOW

_NEW_PASSWORD = "a longer walk by water"
_DISPATCH = "A kiosk reopened.\n\nThe kiosk by the bridge sells papers again.\n"


def _opens(**more) -> Act:
    return Act(**more)


def _adds(model: type[models.Model], sends, **found) -> Act:
    return Act(sends, lambda case, answer: model.objects.filter(**found).exists(), fills=True)


def _changes(model: type[models.Model], part: str, **typed) -> Act:
    """Types into the page of the thing that `part` of an address stands for."""
    return Act(
        lambda case, page: {**page, **typed},
        lambda case, answer: model.objects.filter(pk=case.parts[part], **typed).exists(),
        opens=False,
        fills=True,
    )


def _deletes(model: type[models.Model], part: str) -> Act:
    return Act(
        lambda case, page: {"post": "yes"},
        lambda case, answer: not model.objects.filter(pk=case.parts[part]).exists(),
    )


def _merges(model: type[models.Model], part: str) -> Act:
    """Into another of its kind, which nobody has seen before."""
    return Act(
        lambda case, page: {"into": model.objects.get_or_create(name="The one that stays")[0].pk},
        lambda case, answer: model.objects.get(pk=case.parts[part]).merged_into_id is not None,
    )


def _begins(name: str) -> Act:
    return Act(
        lambda case, page: {
            **page,
            "headline": "Begun today",
            "section": Section.objects.get(name=name).pk,
        },
        lambda case, answer: Article.objects.filter(headline="Begun today").exists(),
        fills=True,
    )


def _brings_in(name: str) -> Act:
    """The second step alone: forged, it must be as good as both."""
    return Act(
        lambda case, page: {
            "confirm": "1",
            "count": "1",
            "d0-text": _DISPATCH,
            "d0-take": "on",
            "d0-language": "en",
            "d0-section": Section.objects.get(name=name).pk,
        },
        lambda case, answer: Article.objects.filter(body__contains="sells papers again").exists(),
    )


def _begins_from_template(case, answer) -> bool:
    name = StoryTemplate.objects.get(pk=case.parts["TEMPLATE"]).name
    return Article.objects.filter(head__note=f"Template: {name}", owner=case.user).exists()


def _picture(case, page) -> dict:
    out = io.BytesIO()
    Pillow.new("RGB", (32, 32), (9, 9, 9)).save(out, "PNG")
    upload = SimpleUploadedFile("quay.png", out.getvalue(), content_type="image/png")
    return {"upload": upload, "caption": "The quay"}


def _pdf(case, page) -> dict:
    data = pdf(*[""] * 5)
    return {"upload": SimpleUploadedFile("tides.pdf", data, content_type="application/pdf")}


def _placing(about: str) -> Act:
    def sends(case, page) -> dict:
        total = int(page.get("placements-TOTAL_FORMS", ["1"])[0])
        return {
            "placements-INITIAL_FORMS": "0",
            **page,
            "placements-TOTAL_FORMS": str(total),
            f"placements-{total - 1}-slot": "1",
            f"placements-{total - 1}-article": case.world.stories[about].pk,
        }

    def happened(case, answer) -> bool:
        return Placement.objects.filter(slot=1, article=case.world.stories[about]).exists()

    return Act(sends, happened, opens=False, fills=True)


def _section(case, page, **typed) -> dict:
    return {"language": "en", "position": "0", **page, "name": "Parks", **typed}


ROOM_ACTS = {
    "open the desk": _opens(),
    "open the box that goes anywhere": _opens(shows=lambda case: "As readers see it."),
    "choose a moment of the paper": _opens(shows=lambda case: 'name="at_0"'),
    "read a section of the evening’s paper": _opens(shows=lambda case: "as it will stand"),
    "begin by a headline in Town": _begins("Town"),
    "begin by a headline in Sport": _begins("Sport"),
    "open the rooms of the paper": _opens(),
    "open the rooms of the accounts": _opens(),
    "open the list of stories": _opens(),
    "save a view of the list": Act(
        lambda case, page: {"name": "Boats", "query": "q=boats"},
        lambda case, answer: SavedView.objects.filter(owner=case.user, name="Boats").exists(),
    ),
    "take away a colleague’s view": Act(
        lambda case, page: {"_delete": "1"},
        lambda case, answer: not SavedView.objects.filter(pk=case.parts["VIEW"]).exists(),
    ),
    "begin a story in Town": _begins("Town"),
    "begin a story in Sport": _begins("Sport"),
    "preview a story not saved yet": Act(
        lambda case, page: {"headline": "Typed alone"},
        lambda case, answer: "Typed alone" in answer.content.decode(),
        opens=False,
    ),
    "keep a story not saved yet": Act(
        lambda case, page: {"headline": "Typed alone", "uid": str(uuid4()), "window": "a" * 32},
        lambda case, answer: UnsavedText.objects.filter(user=case.user, article=None).exists(),
        opens=False,
    ),
    "say who is signed in": _opens(shows=lambda case: "You are signed in again"),
    "throw a colleague’s text away": Act(
        lambda case, page: {},
        lambda case, answer: not UnsavedText.objects.filter(pk=case.parts["UNSAVED"]).exists(),
        opens=False,
    ),
    "search for a story to link to": _opens(shows=lambda case: '"uid"'),
    "be told what an address becomes": _opens(shows=lambda case: "YouTube"),
    "bring in wire copy for Town": _brings_in("Town"),
    "bring in wire copy for Sport": _brings_in("Sport"),
    "type in a box of topics": _opens(shows=lambda case: "Rain"),
    "type in a box of pictures": _opens(shows=lambda case: "Boats at rest"),
    "type in a box of sections": _opens(shows=lambda case: "Sport"),
    "fetch the words for scripts": _opens(shows=lambda case: "gettext"),
    "change one’s password": Act(
        lambda case, page: (
            {
                "old_password": PASSWORD if not case.user.is_superuser else "quiet river",
                "new_password1": _NEW_PASSWORD,
                "new_password2": _NEW_PASSWORD,
            }
            if case.user
            else {}
        ),
        lambda case, answer: case.user is not None and _signs_in_with(case.user, _NEW_PASSWORD),
    ),
    "be told that it is changed": _opens(),
    "open the page to sign in": _opens(shows=lambda case: 'name="password"'),
    "sign out": Act(
        lambda case, page: {},
        lambda case, answer: (
            case.user is not None
            and AuditRow.objects.filter(act="signed out", person=case.user, at=NOW).exists()
        ),
        opens=False,
    ),
    "see the pieces that pages are made of": _opens(),
    "look for a picture of the library": _opens(shows=lambda case: "Boats at rest"),
    "read the report of pictures’ rights": _opens(shows=lambda case: "Rights to pictures"),
    "have the topics of a text named": Act(
        lambda case, page: {"headline": "No rain again", "body": "<p>Rain, at last.</p>"},
        lambda case, answer: b'"name": "Rain"' in answer.content,
        opens=False,
    ),
    "try a room that never was": _opens(),
    # Topics, authors, pictures --------------------------------------------------------------
    "open the list of topics": _opens(shows=lambda case: "Rain"),
    "open the topic": _opens(shows=lambda case: "Rain"),
    "take the topic’s short address": _opens(),
    "read the topic’s history": _opens(),
    "add a topic": _adds(
        Topic, lambda case, page: {**page, "name": "Snow", "kind": "subject"}, name="Snow"
    ),
    "rename the topic": _changes(Topic, "TOPIC", name="Heavy rain"),
    "delete the topic": _deletes(Topic, "TOPIC"),
    "merge the topic": _merges(Topic, "TOPIC"),
    "open the list of authors": _opens(shows=lambda case: "Nadia Reeve"),
    "open the author": _opens(shows=lambda case: "Nadia Reeve"),
    "take the author’s short address": _opens(),
    "read the author’s history": _opens(),
    "add an author": _adds(Author, lambda case, page: {**page, "name": "Ivo"}, name="Ivo"),
    "rename the author": _changes(Author, "AUTHOR", name="Nadia R."),
    "delete the author": _deletes(Author, "AUTHOR"),
    "merge the author": _merges(Author, "AUTHOR"),
    "open the list of pictures": _opens(shows=lambda case: "Boats at rest"),
    "open the picture": _opens(shows=lambda case: "Boats at rest"),
    "take the picture’s short address": _opens(),
    "read the picture’s history": _opens(),
    "add a picture": _adds(Image, _picture, caption="The quay"),
    "describe the picture": _changes(Image, "PICTURE", caption="Boats at dawn"),
    "describe a picture of one’s own": _changes(Image, "OWNPICTURE", caption="Boats at dawn"),
    "fetch the picture’s original": _opens(),
    "see the whole of the picture": _opens(),
    "open the sheet that replaces the picture": _opens(shows=lambda case: "Boats at rest"),
    "delete the picture": _deletes(Image, "PICTURE"),
    "look for a document of the library": _opens(shows=lambda case: "Plan of the quay"),
    "open the list of documents": _opens(shows=lambda case: "Plan of the quay"),
    "open the document": _opens(shows=lambda case: "Plan of the quay"),
    "take the document’s short address": _opens(),
    "read the document’s history": _opens(),
    "add a document": _adds(Document, _pdf, title="tides"),
    "rename the document": _changes(Document, "DOCUMENT", title="The old quay"),
    "fetch the document": _opens(),
    "delete the document": _deletes(Document, "DOCUMENT"),
    # Fronts and sections --------------------------------------------------------------------
    "open the list of fronts": _opens(),
    "open the front": _opens(),
    "take the front’s short address": _opens(),
    "read the front’s history": _opens(),
    "add a front": _adds(Front, lambda case, page: {**page, "language": "az"}, language="az"),
    "place a story of Town on the front": _placing("A withdrawn story, in Town"),
    "place a limited story on the front": _placing("A story limited to others, in Town"),
    "delete the front": _deletes(Front, "FRONT"),
    "open the list of sections": _opens(shows=lambda case: "Harbour"),
    "open the section": _opens(),
    "take the section’s short address": _opens(),
    "read the section’s history": _opens(),
    "add a section at the top": _adds(Section, _section, name="Parks", parent=None),
    "add a section below it": Act(
        lambda case, page: _section(case, page, parent=case.parts["SECTION"]),
        lambda case, answer: Section.objects.filter(
            name="Parks", parent=case.parts["SECTION"]
        ).exists(),
        fills=True,
    ),
    "rename the section": _changes(Section, "SECTION", name="Renamed"),
    "delete the section": _deletes(Section, "SECTION"),
    # Templates ------------------------------------------------------------------------------
    "open the page of templates": _opens(shows=lambda case: "Report of no section"),
    "begin a story from it": Act(
        lambda case, page: {"template": case.parts["TEMPLATE"]}, _begins_from_template, opens=False
    ),
    "open the list of templates": _opens(shows=lambda case: "Report of no section"),
    "open the template": _opens(),
    "take the template’s short address": _opens(),
    "read the template’s history": _opens(),
    "add a template": Act(
        lambda case, page: {
            "language": "en",
            "genre": "news",
            **page,
            "name": "Flood",
            "section": StoryTemplate.objects.get(pk=case.parts["TEMPLATE"]).section_id or "",
        },
        lambda case, answer: StoryTemplate.objects.filter(name="Flood").exists(),
        fills=True,
    ),
    "rename the template": _changes(StoryTemplate, "TEMPLATE", name="Renamed"),
    "delete the template": _deletes(StoryTemplate, "TEMPLATE"),
    # Standing pages -------------------------------------------------------------------------
    "open the list of standing pages": _opens(shows=lambda case: "Who we are"),
    "open the standing page": _opens(shows=lambda case: "Who we are"),
    "take the standing page’s short address": _opens(),
    "read the standing page’s history": _opens(),
    "add a standing page": _adds(
        StandingPage, lambda case, page: {**page, "name": "Imprint"}, name="Imprint"
    ),
    "rename the standing page": _changes(StandingPage, "PAGE", name="Renamed"),
    "delete the standing page": _deletes(StandingPage, "PAGE"),
    # The audit ------------------------------------------------------------------------------
    "open the audit": _opens(),
    "open the row": _opens(),
    "take the row’s short address": _opens(),
    "read the row’s history": _opens(),
    "add a row": _adds(
        AuditRow, lambda case, page: {"number": "999", "act": "forged"}, act="forged"
    ),
    "change the row": Act(
        lambda case, page: {"act": "forged"},
        lambda case, answer: AuditRow.objects.filter(act="forged").exists(),
        opens=False,
    ),
    "delete the row": _deletes(AuditRow, "ROW"),
    # Links from the mail --------------------------------------------------------------------
    "use a link from the mail": Act(
        lambda case, page: {"new_password1": _NEW_PASSWORD, "new_password2": _NEW_PASSWORD},
        lambda case, answer: Invitation.objects.filter(accepted_at=NOW).exists(),
    ),
    "use a link that never was": Act(
        lambda case, page: {"new_password1": _NEW_PASSWORD, "new_password2": _NEW_PASSWORD},
        lambda case, answer: Invitation.objects.filter(accepted_at=NOW).exists(),
    ),
}


def _signs_in_with(user, password: str) -> bool:
    return type(user).objects.get(pk=user.pk).check_password(password)
