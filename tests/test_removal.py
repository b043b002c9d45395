"""The bin: what readers never saw is removed, put back as it was, and erased after its days."""

from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command

from articles import audit, content, drafting, publishing
from articles.drafting import removal
from articles.errors import NotReady, Refused, Removed
from articles.models import (
    Article,
    AuditRow,
    Byline,
    Presence,
    Revision,
    UnsavedText,
    WireRecord,
)
from articles.permissions import of
from articles.wire import importing
from tests import base
from tests.base import DAY, HOUR, LATER, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db

noon = base.standing_clock(NOON)
A_MONTH_ON = NOON + 30 * DAY


def acts(article) -> list[str]:
    return list(article.audit_rows.order_by("number").values_list("act", flat=True))


def removed(**fields) -> Article:
    article = make_article(**fields)
    drafting.remove(article, by=None, now=NOON)
    return reloaded(article)


def test_a_draft_is_removed_and_put_back_as_it_was(editor):
    article = make_article(headline="Ferry", topics=[make_topic()])
    before = content.of(article)

    drafting.remove(article, by=editor, now=NOON)
    assert reloaded(article).removed_at == NOON
    drafting.put_back(article, by=editor, now=LATER)

    stored = reloaded(article)
    assert stored.removed_at is None and stored.head == article.head
    assert content.of(stored) == before
    assert acts(article) == ["removed", "put back"]
    assert {row.by for row in article.audit_rows.all()} == {editor}


def test_a_second_press_of_either_is_no_error_and_not_on_record(editor):
    article = make_article()
    drafting.remove(article, by=editor, now=NOON)
    drafting.remove(article, by=editor, now=LATER)
    assert reloaded(article).removed_at == NOON
    drafting.put_back(article, by=editor, now=LATER)
    drafting.put_back(article, by=editor, now=LATER)
    assert acts(article) == ["removed", "put back"]


def test_what_readers_saw_or_will_see_is_not_removed(editor):
    live = make_live().article
    withdrawn = make_live().article
    publishing.withdraw(withdrawn, by=editor, now=LATER)
    scheduled = make_live(at=NOON + DAY).article

    for article, said in ((live, "Withdraw it"), (withdrawn, "Withdraw it"), (scheduled, "Take")):
        with pytest.raises(Refused, match=said):
            drafting.remove(article, by=editor, now=LATER)
        assert reloaded(article).removed_at is None


def test_what_was_only_scheduled_and_taken_back_can_be_removed(editor):
    version = make_live(at=NOON + DAY)
    publishing.unschedule(version, by=editor, now=NOON)
    drafting.remove(version.article, by=editor, now=NOON)
    assert reloaded(version.article).removed_at == NOON


def test_what_is_on_legal_hold_is_not_removed(editor):
    article = make_article(legal_hold=True)
    with pytest.raises(Refused, match="legal hold"):
        drafting.remove(article, by=editor, now=NOON)


def test_a_save_from_another_window_is_refused_and_its_text_is_kept(editor, reporter):
    article = make_article(headline="Ferry")
    window = reloaded(article)
    drafting.remove(article, by=editor, now=NOON)

    with pytest.raises(Removed, match="in the bin; nothing was lost") as refusal:
        drafting.save(window, {"headline": "Late"}, base=window.head_id, by=reporter, now=LATER)

    assert reloaded(article).headline == "Ferry"
    kept = refusal.value.mine
    assert (kept.kind, kept.made_by, kept.content["headline"]) == ("refused", reporter, "Late")
    # On a base that was older still: refused for the same reason.
    drafting.put_back(article, by=editor, now=LATER)
    change(article, headline="Newer")
    drafting.remove(article, by=editor, now=LATER)
    with pytest.raises(Removed):
        drafting.save(window, {"kicker": "Port"}, base=article.head_id, by=reporter, now=LATER)


def test_a_removed_story_is_not_published_from_another_window(editor):
    article = make_article()
    window = reloaded(article)
    drafting.remove(article, by=editor, now=NOON)
    with pytest.raises(NotReady, match="removed"):
        publishing.publish(window, by=editor, now=LATER)
    assert not article.versions.exists()


def test_a_dispatch_that_was_removed_does_not_come_back_but_its_newer_text_does():
    first = importing.import_bytes(DISPATCH.encode(), file="ferry.txt", by=None)
    drafting.remove(first.article, by=None, now=NOON)

    again = importing.import_bytes(DISPATCH.encode(), file="ferry.txt", by=None)
    newer = importing.import_bytes(f"{DISPATCH} All is well.".encode(), file="ferry.txt", by=None)

    assert (again.outcome, again.article) == ("unchanged", first.article)
    assert newer.outcome == "created" and newer.article != first.article


DISPATCH = (
    "10 March 2025 09:00 (UTC+04:00)\n\nThe ferry to Skarrow sails again after nine days of storm."
)


# Erased ---------------------------------------------------------------------------------------

WORD = "quillbark"


def wordy() -> Article:
    """A removed story that says one word wherever a story can say something."""
    said = dict.fromkeys(content.TEXTS, WORD) | {"body": f"<p>{WORD}</p>"}
    said |= {"genre": "opinion", "language": "az", "direction": "ltr", "dated_at": NOON}
    lists = {"topics": [make_topic()], "bylines": [(make_author(), WORD)]}
    lists |= {"further_sections": [make_section("Sea")], "lead_image": make_image()}
    article = make_article(**said, **lists)
    first = article.head
    article = change(article, headline=f"{WORD} again")
    revision = article.head
    Revision.objects.create(
        article=article, kind="refused", made_at=NOON, base=first, content=first.content, note=WORD
    )
    unsaved = {"user": base.person("reporter"), "article": article}
    UnsavedText.objects.create(
        **unsaved, uid=article.uid, base=first, began_at=NOON, kept_at=NOON, content=first.content
    )
    Presence.objects.create(**unsaved, window="w", opened_at=NOON, seen_at=NOON)
    WireRecord.objects.create(
        article=article,
        revision=revision,
        outcome="created",
        format="plain_text",
        fingerprint="0" * 64,
        received_at=NOON,
        text=WORD,
        opening=WORD,
        date_line=WORD,
        file_name=WORD,
        agency=WORD,
    )
    drafting.remove(article, by=None, now=NOON)
    return reloaded(article)


def all_rows_say() -> str:
    """Everything that the database holds, as text."""
    rows = [list(model.objects.values_list()) for model in apps.get_models(True)]
    return str(rows)


def empty_bin(*options) -> str:
    out = StringIO()
    call_command("empty_bin", *options, stdout=out)
    return out.getvalue()


def test_after_its_days_a_story_says_nothing_any_more(editor):
    article = wordy()
    picture = article.lead_image
    assert WORD in all_rows_say()

    assert removal.erase(article, by=None, now=A_MONTH_ON)

    assert WORD not in all_rows_say()
    stored = reloaded(article)
    assert (stored.erased_at, stored.removed_at) == (A_MONTH_ON, NOON)
    assert stored.section == article.section and stored.owner == article.owner
    assert content.of(stored) == content.of(Article()) | {"section": article.section_id}
    assert not Byline.objects.exists() and not UnsavedText.objects.exists()
    assert not Presence.objects.exists()
    assert [row.content for row in stored.revisions.all()] == [{}, {}, {}]
    assert picture.file.storage.exists(picture.file.name)
    row = AuditRow.objects.get(act="erased")
    assert (row.article, row.detail) == (article, {})
    assert not any(audit.faults())


def test_the_command_erases_what_is_due_once_and_nothing_else():
    due, young, back = removed(), make_article(), removed()
    drafting.remove(young, by=None, now=NOON + MINUTE)
    drafting.put_back(back, by=None, now=LATER)
    draft = make_article()

    with time_machine.travel(A_MONTH_ON, tick=False):
        assert empty_bin("--dry-run") == "1 stories would be erased.\n"
        assert not Article.objects.filter(erased_at__isnull=False).exists()
        assert empty_bin() == "1 stories erased.\n"
        assert empty_bin() == "0 stories erased.\n"

    assert list(Article.objects.filter(erased_at__isnull=False)) == [due]
    assert reloaded(young).headline and reloaded(draft).headline and reloaded(back).headline


def test_the_days_are_a_setting(settings):
    settings.BIN_DAYS = 2
    article = removed()
    assert not removal.erase(article, by=None, now=NOON + 2 * DAY - MINUTE)
    assert removal.erase(article, by=None, now=NOON + 2 * DAY)


def test_what_was_put_back_in_the_last_second_is_not_erased(editor):
    article = removed()
    drafting.put_back(article, by=editor, now=LATER)
    assert not removal.erase(article, by=None, now=A_MONTH_ON)
    assert reloaded(article).headline == article.headline


def test_what_was_erased_is_not_put_back_nor_written_to(editor):
    article = removed()
    window = reloaded(article)
    removal.erase(article, by=None, now=A_MONTH_ON)

    with pytest.raises(Refused, match="nothing of it is left"):
        drafting.put_back(article, by=editor, now=A_MONTH_ON + HOUR)
    with pytest.raises(Removed, match="erased") as refusal:
        drafting.save(window, {"kicker": WORD}, base=window.head_id, by=editor, now=A_MONTH_ON)
    with pytest.raises(Refused):
        publishing.publish(reloaded(article), by=editor, now=A_MONTH_ON)

    assert refusal.value.mine is None
    assert WORD not in all_rows_say()
    assert not of(editor).may_put_back().exists()
