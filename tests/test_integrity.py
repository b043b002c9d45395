"""check_integrity finds what does not agree, names it, and ends with 1; else with 0."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from articles import drafting, publishing
from articles.drafting import removal, thinning
from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    DocumentUse,
    ImageUse,
    Listing,
    PublishedVersion,
    Revision,
    WireRecord,
    Withdrawal,
    guards,
)
from tests import base
from tests.base import DAY, HOUR, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_corrected,
    make_document,
    make_image,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db

two_days_on = base.standing_clock(NOON + 2 * DAY)


@pytest.fixture
def version():
    """The live version of a story with all relations, changed once, beside stories of each kind."""
    fields = {
        "section": make_section("Harbour", parent=make_section("Town")),
        "further_sections": [make_section("Sea")],
        "topics": [make_topic("Ferries"), make_topic("Weather")],
        "bylines": [(make_author("Ada Quill"), "words"), make_author("Bo Marrak")],
        "lead_image": make_image(alt="Boats."),
    }
    version = make_corrected(
        headline="The lamp is lit", new_body="<p>Of 412 people.</p>", note="It was 412.", **fields
    )
    make_article(headline="A draft")
    make_live(at=NOON + 4 * DAY, headline="Scheduled")
    withdrawn = make_live(headline="Withdrawn").article
    publishing.withdraw(withdrawn, by=None, now=NOON + HOUR)
    return version


@pytest.fixture
def unguarded():
    """Only a database without guards can go wrong in some ways."""
    # PostgreSQL alters no table while checks of it wait for the end of the transaction.
    connection.check_constraints()
    guards.remove()


def check() -> tuple[int, list[str], str]:
    """(exit code, faults said, last line), as the shell would have them."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_integrity", stdout=out, stderr=err)
    except CommandError as fault:
        return fault.returncode, err.getvalue().splitlines(), str(fault)
    return 0, err.getvalue().splitlines(), out.getvalue().strip()


def faults_beside_guards() -> list[str]:
    code, found, last = check()
    assert code == 1
    assert last == f"{len(found)} faults found."
    return [fault for fault in found if not fault.startswith("The guard")]


def test_a_paper_whose_rows_agree_has_no_fault(version):
    assert check() == (0, [], "All rows agree.")


def test_an_empty_newsroom_has_no_fault():
    assert check() == (0, [], "All rows agree.")


@pytest.mark.parametrize("is_swept", [False, True])
def test_a_version_that_is_over_keeps_the_name_that_it_was_published_with(version, is_swept):
    first = PublishedVersion.objects.get(article=version.article, live_until=version.live_from)
    PublishedVersion.objects.filter(pk=first.pk).update(past=is_swept)
    Listing.objects.filter(version=first).update(past=is_swept)
    author = Author.objects.get(name="Ada Quill")
    author.name = "Ada Quill-Marrak"
    author.save()
    first.refresh_from_db()
    assert first.card["byline"] == "Ada Quill, Bo Marrak"
    assert check() == (0, [], "All rows agree.")


# Composed columns and lists ---------------------------------------------------------------------


@pytest.mark.parametrize("column", ["card", "page"])
def test_a_composed_column_that_was_changed_is_found(version, column):
    changed = {**getattr(version, column), "headline": "Planted"}
    PublishedVersion.objects.filter(pk=version.pk).update(**{column: changed})
    code, found, _last = check()
    assert code == 1
    assert found == [f"Version {version.pk}: {column} is not what recompose would make."]


def test_recompose_heals_what_was_changed(version):
    PublishedVersion.objects.filter(pk=version.pk).update(
        card={**version.card, "kicker": "Planted"}
    )
    out = StringIO()
    call_command("recompose", stdout=out)
    assert out.getvalue() == "1 versions changed.\n"
    assert check()[0] == 0


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_listing_row_that_is_gone_is_found(version, kind):
    Listing.objects.filter(version=version, **{f"{kind}__isnull": False}).first().delete()
    code, found, _last = check()
    assert code == 1
    assert found == [f"Version {version.pk}: its listing rows are not those of its content."]


def test_a_listing_row_too_many_is_found(version):
    row = Listing.objects.filter(version=version).first()
    row.pk, row.section, row.author, row.topic = None, None, None, make_topic("Planted")
    row.save()
    assert check()[1] == [f"Version {version.pk}: its listing rows are not those of its content."]


def test_a_version_that_stands_twice_in_one_list_is_found(version):
    row = Listing.objects.filter(version=version).first()
    row.pk = None
    row.save()
    assert check()[1] == [f"Version {version.pk} stands twice in one list."]


@pytest.mark.parametrize(
    "changes",
    [{"live_until": NOON + 3 * DAY}, {"language": "az"}, {"tiebreak": 7}, {"dated_at": NOON - DAY}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_listing_row_of_another_time_or_language_is_found(version, changes):
    row = Listing.objects.filter(version=version).first()
    Listing.objects.filter(pk=row.pk).update(**changes)
    code, found, _last = check()
    assert code == 1
    assert found == [f"Version {version.pk}: listing row {row.pk} is of another time or language."]


@pytest.mark.parametrize(
    ("model", "noun"), [(PublishedVersion, "Published version"), (Listing, "Listing row")]
)
def test_what_is_marked_past_before_it_is_over_is_found(version, model, noun):
    end = NOON + 3 * DAY
    PublishedVersion.objects.filter(pk=version.pk).update(live_until=end)
    Listing.objects.filter(version=version).update(live_until=end)
    rows = model.objects.filter(**{"version" if model is Listing else "pk": version.pk})
    keys = list(rows.values_list("pk", flat=True))
    rows.update(past=True)
    assert check()[1] == [
        f"{noun} {key} is marked past before it is over: no reader sees it." for key in keys
    ]


# Addresses --------------------------------------------------------------------------------------


def test_an_address_that_is_gone_is_found(version):
    Address.objects.filter(path=version.path).delete()
    keys = PublishedVersion.objects.of(version.article).order_by("pk").values_list("pk", flat=True)
    code, found, _last = check()
    assert code == 1
    assert found == [
        f"Version {key}: {version.path} is not an address of its article." for key in keys
    ]


def test_an_address_that_leads_to_another_story_is_found(version):
    Address.objects.filter(path=version.path).update(article=make_article())
    assert f"Version {version.pk}: {version.path} is not an address of its article." in check()[1]


# Working copies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [("headline", "Planted"), ("body", "<p>Planted.</p>"), ("dated_at", NOON), ("urgency", 1)],
)
def test_a_working_copy_that_is_not_its_head_is_found(version, name, value):
    article = version.article
    Article.objects.filter(pk=article.pk).update(**{name: value})
    code, found, _last = check()
    assert code == 1
    assert found == [f"Article {article.pk}: {name} differs from revision {version.revision_id}."]


def test_a_byline_that_is_gone_is_found(version):
    Byline.objects.filter(article=version.article, position=1).delete()
    assert check()[1] == [
        f"Article {version.article_id}: bylines differs from revision {version.revision_id}."
    ]


@pytest.mark.parametrize("name", ["topics", "further_sections"])
def test_a_list_that_is_not_that_of_the_head_is_found(version, name):
    getattr(reloaded(version.article), name).clear()
    assert check()[1] == [
        f"Article {version.article_id}: {name} differs from revision {version.revision_id}."
    ]


def test_an_article_without_a_head_is_found():
    article = Article.objects.create(headline="Planted")
    assert check()[1] == [f"Article {article.pk} has no head."]


# What guards keep from happening ----------------------------------------------------------------


def test_a_guard_that_is_gone_is_named(version):
    name, table = next(
        (name, table) for name, table in guards.installed().items() if "version_content" in name
    )
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert check() == (1, [f"The guard {name} is missing."], "1 faults found.")


def test_each_guard_that_is_gone_is_named(unguarded):
    code, found, _last = check()
    assert code == 1
    assert found == [
        f"The guard {name} is missing." for name in sorted(guards.expected(connection.vendor))
    ]


@pytest.mark.parametrize(
    ("column", "value"), [("headline", "Planted"), ("genre", "opinion"), ("noindex", True)]
)
def test_a_version_that_is_not_its_revision_is_found(version, unguarded, column, value):
    PublishedVersion.objects.filter(pk=version.pk).update(**{column: value})
    assert faults_beside_guards() == [
        f"Version {version.pk}: {column} differs from revision {version.revision_id}."
    ]


def test_a_revision_that_was_changed_is_found(version, unguarded):
    content = {**version.revision.content, "standfirst": "Planted."}
    Revision.objects.filter(pk=version.revision_id).update(content=content)
    assert faults_beside_guards() == [
        f"Article {version.article_id}: standfirst differs from revision {version.revision_id}.",
        f"Version {version.pk}: card is not what recompose would make.",
        f"Version {version.pk}: page is not what recompose would make.",
    ]


def test_a_version_with_the_revision_of_another_story_is_found(version, unguarded):
    other = make_article(headline="The lamp is lit", section=version.section)
    PublishedVersion.objects.filter(pk=version.pk).update(revision=other.head)
    assert f"Version {version.pk}: its revision is of another article." in faults_beside_guards()


def test_a_story_that_is_live_while_it_is_withdrawn_is_found(version):
    Withdrawal.objects.create(article=version.article, begins_at=NOON + DAY)
    assert f"Version {version.pk} is live while its story is withdrawn." in check()[1]


def test_a_withdrawal_of_what_was_never_live_is_found():
    withdrawal = Withdrawal.objects.create(article=make_article(), begins_at=NOON)
    assert check()[1] == [f"Withdrawal {withdrawal.pk} is of a story that was never live."]


def test_another_name_or_host_of_the_paper_is_no_fault(client, settings):
    version = make_live()
    settings.NEWSROOM_NAME, settings.SITE_URL = "The New Gazette", "https://new.example"
    assert check() == (0, [], "All rows agree.")
    page = client.get(version.path).content.decode()
    assert "https://new.example" in page and '"name": "The New Gazette"' in page


# Thinned and erased -----------------------------------------------------------------------------


def test_what_was_thinned_and_erased_by_the_book_has_no_fault(version):
    article = make_article(headline="Removed", topics=[make_topic("Rain")])
    drafting.remove(article, by=None, now=NOON)
    for number in range(3):
        change(version.article, kicker=f"Number {number}")
    assert removal.erase(article, by=None, now=NOON + 30 * DAY)
    list(thinning.thin(before=NOON + DAY, now=NOON + DAY))
    assert Revision.objects.filter(content={}, article=version.article).exists()
    assert check() == (0, [], "All rows agree.")


def test_texts_that_are_gone_without_leave_are_found(version, unguarded):
    article = change(version.article, kicker="Newest")
    Revision.objects.filter(pk=version.revision_id).update(content={}, thinned_at=NOON)
    Revision.objects.filter(pk=article.head_id).update(content={}, thinned_at=NOON)
    draft = Article.objects.get(headline="A draft")
    Revision.objects.filter(pk=draft.head_id).update(thinned_at=NOON)
    empty = Revision.objects.create(article=draft, made_at=NOON, content={})
    assert faults_beside_guards() == [
        f"Article {article.pk}: its newest text was thinned.",
        f"Article {draft.pk}: its newest text was thinned.",
        f"Revision {empty.pk} is empty, and nothing says why.",
        f"Revision {draft.head_id} is thinned and still holds its text.",
        f"Version {version.pk}: its text was thinned.",
    ]


def test_what_an_erased_story_still_says_is_found(unguarded):
    article = make_article(headline="Ferry", kicker="Port")
    record = WireRecord.objects.create(
        article=article, revision=article.head, outcome="created", received_at=NOON, text="Sea."
    )
    Article.objects.filter(pk=article.pk).update(
        erased_at=NOON, removed_at=NOON, headline="", body=""
    )
    found = faults_beside_guards()
    assert found == [
        f"Article {article.pk} is erased and still holds its kicker.",
        f"Revision {article.head_id} is of an erased story and still holds its text.",
        f"Wire record {record.pk} is of an erased story and still holds its text.",
    ]


# Pictures and documents -------------------------------------------------------------------------


def test_uses_that_are_not_those_of_the_text_are_found():
    image, other, document = make_image(alt="A quay."), make_image(alt="A gull."), make_document()
    figures = {"data-image": image.uid, "data-document": document.uid}
    body = "".join(f'<figure {name}="{uid}"></figure>' for name, uid in figures.items())
    version = make_live(lead_image=other, body=body)
    assert check()[0] == 0
    version.image_uses.get(image=image).delete()
    version.document_uses.all().delete()
    article = make_article()
    ImageUse.objects.create(image=image, article=article)
    DocumentUse.objects.create(document=document, article=article)
    _code, found, _last = check()
    assert found == [
        f"Article {article.pk}: its uses of images are not those of its content.",
        f"Article {article.pk}: its uses of documents are not those of its content.",
        f"Version {version.pk}: its uses of images are not those of its content.",
        f"Version {version.pk}: its uses of documents are not those of its content.",
    ]


def test_a_document_whose_file_is_lost_or_another_is_found():
    lost, cut = make_document(), make_document("The other plan", pages=3)
    lost.file.storage.delete(lost.file.name)
    cut.file.storage.delete(cut.file.name)
    cut.file.storage.save(cut.file.name, ContentFile(b"%PDF-1.7"))
    _code, found, _last = check()
    assert found == [
        f"Document {lost.pk}: its file is lost.",
        f"Document {cut.pk}: its file is not as it was kept.",
    ]
