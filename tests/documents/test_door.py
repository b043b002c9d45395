"""Documents of stories: what readers see of them, from when and until when."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError

from articles import backups, composing, publishing
from articles.documents import library
from articles.models import AuditRow, Document, DocumentUse
from tests.base import HOUR, MICROSECOND, NOON
from tests.factories import change, make_article, make_document, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def figure(document, caption="What it is") -> str:
    return f'<figure data-document="{document.uid}"><figcaption>{caption}</figcaption></figure>'


def status(client, document, moment) -> int:
    with time_machine.travel(moment, tick=False):
        return client.get(document.get_absolute_url()).status_code


def test_a_document_stands_in_the_text_with_its_size_and_its_pages(client):
    document = make_document("Plan of the <quay>")
    page = client.get(make_live(body=figure(document)).path).content.decode()
    assert f'href="/documents/{document.uid}/plan-of-the-quay.pdf"' in page
    assert "Plan of the &lt;quay&gt;" in page
    assert "2 pages" in page
    assert "What it is</figcaption></figure>" in page


def test_one_that_is_not_there_takes_its_caption_along():
    gone = figure(Document(uid="00000000-0000-4000-8000-000000000000"))
    body = composing.page_of(make_live(body=f"<p>One.</p>{gone}"), NOON).body
    assert body == "<p>One.</p>"


def test_it_is_a_file_to_be_kept_and_never_shown(client):
    document = make_document()
    make_live(body=figure(document))
    answer = client.get(document.get_absolute_url())
    assert b"".join(answer).startswith(b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="the-plan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-cache"
    assert "X-Robots-Tag" not in answer
    assert not answer.cookies
    again = client.get(document.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")
    head = client.head(document.get_absolute_url())
    assert (head.status_code, head["Content-Length"]) == (200, answer["Content-Length"])
    assert client.post(document.get_absolute_url()).status_code == 405


def test_a_part_that_is_asked_for_is_sent_and_no_more_than_there_is(client):
    document = make_document()
    make_live(body=figure(document))
    address, data = document.get_absolute_url(), document.file.read()
    part = client.get(address, headers={"range": "bytes=0-9"})
    assert (part.status_code, b"".join(part)) == (206, data[:10])
    assert part["Content-Range"] == f"bytes 0-9/{len(data)}"
    assert part["Content-Type"] == "application/pdf"
    assert part["Content-Disposition"] == 'attachment; filename="the-plan.pdf"'
    assert part["Cache-Control"] == "no-cache"
    behind = client.get(address, headers={"range": f"bytes={len(data)}-"})
    assert (behind.status_code, behind.content) == (416, b"")
    other = client.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert other.status_code == 200


def test_a_story_that_is_kept_from_search_keeps_its_document_from_it(client):
    document = make_document()
    make_live(body=figure(document), noindex=True)
    assert client.get(document.get_absolute_url())["X-Robots-Tag"] == "noindex"
    make_live(body=figure(document))
    assert "X-Robots-Tag" not in client.get(document.get_absolute_url())


def test_another_name_leads_to_the_present_one(client):
    document = make_document("Draft plan")
    version = make_live(body=figure(document))
    document.title = "Final plan"
    document.save()
    answer = client.get(f"/documents/{document.uid}/draft-plan.pdf")
    assert (answer.status_code, answer["Location"]) == (301, document.get_absolute_url())
    assert document.get_absolute_url() in client.get(version.path).content.decode()


def test_it_begins_and_ends_with_its_story_at_the_microsecond(client, editor):
    document = make_document()
    article = make_article(body=figure(document))
    publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    assert status(client, document, NOON + HOUR - MICROSECOND) == 404
    assert status(client, document, NOON + HOUR) == 200
    publishing.withdraw(article, by=editor, at=NOON + 2 * HOUR, now=NOON + HOUR)
    assert status(client, document, NOON + 2 * HOUR - MICROSECOND) == 200
    assert status(client, document, NOON + 2 * HOUR) == 404


def test_what_is_under_an_embargo_answers_as_what_never_was(client, editor):
    document = make_document()
    article = make_article(body=figure(document), embargoed_until=NOON + HOUR)
    publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    nobody = "ffffffff-ffff-4fff-8fff-ffffffffffff"
    hidden = client.get(document.get_absolute_url())
    unknown = client.get(f"/documents/{nobody}/{document.filename}")
    assert hidden.status_code == 404
    assert hidden.serialize_headers() == unknown.serialize_headers()
    assert hidden.content.replace(str(document.uid).encode(), nobody.encode()) == unknown.content
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert status(client, document, NOON + HOUR) == 200


def test_it_goes_with_the_text_that_offers_it(client, editor):
    document = make_document()
    version = make_live(body=figure(document))
    assert status(client, document, NOON) == 200
    article = change(version.article, body="<p>Without it.</p>")
    publishing.publish(article, by=editor, now=NOON + HOUR)
    assert status(client, document, NOON + HOUR) == 404


def test_the_same_file_is_kept_once_also_as_readers_fetch_it():
    document = make_document()
    fetched = SimpleUploadedFile("other.pdf", document.file.read())
    assert library.add(fetched, by=None) == (document, False)
    assert Document.objects.count() == 1


def test_uses_are_known_and_what_is_used_cannot_go(editor):
    used, free = make_document(), make_document("Free")
    version = make_live(body=figure(used))
    assert DocumentUse.objects.filter(document=used).count() == 2
    assert list(version.document_uses.values_list("document", flat=True)) == [used.pk]
    with pytest.raises(ProtectedError):
        library.remove(used, by=editor)
    library.remove(free, by=editor)
    acts = AuditRow.objects.filter(act__startswith="document").order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "document added",
        "document added",
        "document removed",
    ]


def test_a_backup_knows_its_file(tmp_path):
    document = make_document()
    sealed = backups.make(tmp_path / "backups")
    assert f"media/{document.file.name}" in sealed.manifest["files"]
    assert sealed.manifest["counts"]["documents"] == 1
