"""The bin at the desk: a story removed, looked at, put back; nothing lost on the way."""

import pytest

from articles import drafting, limiting
from articles.drafting import removal
from articles.models import Article, Front, Placement, Revision, UnsavedText
from tests import base
from tests.base import DAY, HOUR, NOON, person, signed_in
from tests.desk import pages
from tests.factories import change, make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db

noon = base.standing_clock(NOON)
BIN = f"{pages.LIST}bin/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def removed(editor) -> Article:
    article = make_article(headline="Ferry plans", body="<p>Nine boats.</p>", by=editor)
    drafting.remove(article, by=editor, now=NOON)
    return reloaded(article)


def test_a_draft_goes_into_the_bin_and_comes_back_by_the_pages_alone(at_desk):
    article = make_article(headline="Ferry plans")
    assert pages.room(article, "remove") in text(at_desk.get(pages.change(article)))

    done = pages.act(at_desk, pages.room(article, "remove"))
    assert done["Location"] == pages.LIST
    assert "can be put back from" in text(at_desk.get(pages.LIST))
    page = text(at_desk.get(BIN))
    assert "Ferry plans" in page and "Removed by editor" in page and "30 days left" in page

    back = at_desk.post(pages.room(article, "put_back"), follow=True)
    assert back.redirect_chain[-1][0] == pages.change(article)
    assert "Put back" in pages.said(back)[0]
    assert "The bin is empty." in text(at_desk.get(BIN))


def test_second_presses_are_no_errors(at_desk, removed):
    again = at_desk.post(pages.room(removed, "remove"))
    assert again["Location"] == pages.room(removed, "put_back")
    at_desk.post(pages.room(removed, "put_back"))
    again = at_desk.post(pages.room(removed, "put_back"), follow=True)
    assert pages.said(again)[-1] == "It was put back before."
    assert removed.audit_rows.filter(act="put back").count() == 1


def test_the_sheet_says_beforehand_what_forbids_it(at_desk):
    live = make_live().article
    assert "Withdraw it instead" in text(at_desk.get(pages.room(live, "remove")))
    assert pages.room(live, "remove") not in text(at_desk.get(pages.change(live)))
    refused = pages.act(at_desk, pages.room(live, "remove"))
    assert refused.status_code == 409 and reloaded(live).removed_at is None


def test_what_is_in_the_bin_is_nowhere_else(at_desk, removed):
    Placement.objects.create(front=Front.objects.create(language="en"), article=removed, slot=0)
    for address in (
        "/admin/",
        pages.LIST,
        f"{pages.LIST}?q=ferry&all=",
        "/admin/jump/?q=ferry+plans",
        f"/admin/jump/?q={removed.pk}",
        f"{pages.LIST}links/?q=ferry",
        f"/admin/articles/front/{Placement.objects.get().front_id}/change/",
        "/admin/autocomplete/?app_label=articles&model_name=placement&field_name=article&term=ferry",
    ):
        answer = at_desk.get(address)
        assert answer.status_code < 400, address
        assert "Ferry plans" not in text(answer), address


def test_its_text_is_read_in_the_bin(at_desk, removed):
    page = text(at_desk.get(pages.change(removed), follow=True))
    assert "Nine boats." in page and "Put back" in page


def test_everybody_sees_what_they_could_write_in_and_no_more(editor, removed):
    town, sport = make_section("Town"), make_section("Sport")
    author = person("reporter", name="rosa", section=town)
    own = make_article(headline="Own plans", by=author, section=town)
    far = make_article(headline="Far plans", section=sport)
    secret = make_article(headline="Secret plans", embargoed_until=NOON + DAY)
    limiting.limit(secret, [person("chief_editor")], by=None, now=NOON)
    for article in (own, far, secret):
        drafting.remove(article, by=None, now=NOON)

    seen = {"Own plans", "Far plans", "Ferry plans", "Secret plans"}
    sees = {
        author: {"Own plans"},
        person("sub_editor", name="sam", section=town): {"Own plans", "Ferry plans"},
        editor: {"Own plans", "Far plans", "Ferry plans"},
        person("chief_editor"): seen,
    }
    for who, headlines in sees.items():
        page = text(signed_in(who).get(BIN))
        assert {headline for headline in seen if headline in page} == headlines, who
    assert signed_in(author).get(pages.room(removed, "put_back")).status_code == 404
    assert signed_in(author).get(pages.change(removed)).status_code == 404
    assert signed_in(person("legal")).get(BIN).status_code == 403


def test_a_long_bin_is_read_page_by_page_and_costs_as_little(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.article.bin._AT_ONCE", 2)
    for number in range(5):
        article = make_article(headline=f"Story {number}")
        # Two in one second: the second of them is not lost between two pages.
        drafting.remove(article, by=None, now=NOON - DAY * (number // 2))
    address, found = BIN, []
    for _page in range(3):
        answer = at_desk.get(address)
        found.append([row.article.headline for row in answer.context["rows"]])
        address = f"{BIN}?before={answer.context['older']}".replace("+", "%2B")
    assert found == [["Story 1", "Story 0"], ["Story 3", "Story 2"], ["Story 4"]]
    for odd in ("x", "_", "2025-03-10_1", f"{NOON.isoformat()}_99999999999999999999", "%00_1"):
        assert at_desk.get(f"{BIN}?before={odd}").status_code == 200


@pytest.mark.parametrize(
    ("ago", "said"),
    [(29 * DAY + HOUR, "1 day left"), (30 * DAY, "To be erased"), (DAY, "29 days left")],
)
def test_it_says_how_long_a_story_can_be_put_back(at_desk, ago, said):
    drafting.remove(make_article(), by=None, now=NOON - ago)
    assert said in text(at_desk.get(BIN))


# Texts from other windows -----------------------------------------------------------------------


def test_what_was_typed_while_it_was_removed_is_kept_and_can_be_gone_on_with(at_desk, editor):
    article = make_article(headline="Ferry plans", by=editor)
    opened = pages.open_form(at_desk, pages.change(article))
    drafting.remove(article, by=person("chief_editor"), now=NOON)

    answer = pages.save(at_desk, article, opened=opened, headline="Late", body="<p>Late words.</p>")

    assert answer.status_code == 409
    page = text(answer)
    assert "This story was removed while it stood open" in page and "Late words." in page
    kept = Revision.objects.get(kind="refused")
    assert (kept.content["headline"], kept.made_by) == ("Late", editor)
    assert reloaded(article).headline == "Ferry plans" and reloaded(article).removed_at
    # A second press, this time to go on to the sheet, is answered in the same way.
    again = {"headline": "Late", "body": "<p>Late words.</p>", "button": "_publish"}
    assert pages.save(at_desk, article, opened=opened, **again).status_code == 409
    assert Revision.objects.get(kind="refused") == kept

    page = text(at_desk.post(pages.room(article, "put_back"), follow=True))
    assert pages.room(article, "settle", kept.pk) in page


def test_a_faulty_text_is_kept_as_it_was_typed(at_desk, editor):
    article = make_article(headline="Ferry plans", by=editor)
    opened = pages.open_form(at_desk, pages.change(article))
    drafting.remove(article, by=None, now=NOON)
    typed = {"headline": "Late", "urgency": "99", "body": "<p>Late words.</p>"}

    for _press in range(2):
        answer = pages.save(at_desk, article, opened=opened, **typed)
        assert answer.status_code == 409 and "Late words." in text(answer)

    kept = UnsavedText.objects.get()
    assert (kept.user, kept.article, kept.base) == (editor, article, article.head)
    assert kept.typed["urgency"] == ["99"] and kept.typed["headline"] == ["Late"]
    assert kept.content["headline"] == "Late"


def test_what_is_typed_on_behind_the_editor_s_back_is_kept_too(at_desk, editor):
    article = make_article(headline="Ferry plans", by=editor)
    opened = pages.open_form(at_desk, pages.change(article))
    drafting.remove(article, by=None, now=NOON)
    address, typed = pages.room(article, "keep"), opened | {"headline": "Late"}
    assert at_desk.post(address, typed).json()["state"] == "kept"
    assert signed_in(person("reporter", name="rosa")).post(address, typed).status_code == 404
    # The page of a new story, which never heard that its first save arrived.
    assert at_desk.post(f"{pages.LIST}keep/", typed | {"headline": "Later"}).status_code == 200
    drafting.put_back(article, by=None, now=NOON)
    page = at_desk.get(f"{pages.change(article)}?text={UnsavedText.objects.get().pk}")
    assert pages.fields(page)["headline"] == ["Later"]


def test_a_removal_in_the_middle_of_a_save_loses_nothing(at_desk, editor, monkeypatch):
    article = make_article(headline="Ferry plans", by=editor)
    save = drafting.save

    def late(*args, **kwargs):
        drafting.remove(article, by=None, now=NOON)
        return save(*args, **kwargs)

    monkeypatch.setattr(drafting, "save", late)
    answer = pages.save(at_desk, article, headline="Late")

    assert answer.status_code == 409 and "Late" in text(answer)
    assert Revision.objects.get(kind="refused").content["headline"] == "Late"


def test_nobody_writes_into_the_bin_who_could_not_have_written(removed):
    stranger = signed_in(person("reporter"))
    sent = {"headline": "Forged", "base": removed.head_id, "_save": "1"}
    assert stranger.post(pages.change(removed), sent).status_code == 404
    assert stranger.post(pages.room(removed, "put_back")).status_code == 404
    assert not Revision.objects.filter(kind="refused").exists()
    assert reloaded(removed).removed_at


def test_an_erased_story_is_found_by_nobody(at_desk, removed):
    assert removal.erase(removed, by=None, now=NOON + 30 * DAY)
    assert "The bin is empty." in text(at_desk.get(BIN))
    assert at_desk.get(pages.change(removed)).status_code == 404
    assert at_desk.post(pages.room(removed, "put_back")).status_code == 404
    audit = signed_in(person("chief_editor")).get("/admin/articles/auditrow/?q=erased")
    assert "(erased)" in text(audit)


def test_a_put_back_story_is_written_on(at_desk, removed):
    at_desk.post(pages.room(removed, "put_back"))
    assert pages.save(at_desk, removed, headline="Ferry sails").status_code == 302
    assert change(removed, kicker="Port").headline == "Ferry sails"
