"""The queue: what is planned for all stories, in the order of the clock, moved and taken back."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.article.queue import boundaries
from articles.models import AccessLimit, Article, PublishedVersion, Withdrawal
from tests import base, factories
from tests.base import DAY, HOUR, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

QUEUE = f"{pages.LIST}queue/"
clock = base.standing_clock(NOON)


def _scheduled(headline: str, at, **fields) -> PublishedVersion:
    article = factories.make_article(headline=headline, **fields)
    return publishing.publish(article, by=base.person("editor"), at=at, now=NOON)


def _page(client, address: str = QUEUE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _rows(page: str) -> list[tuple[str, str, str]]:
    """(clock, headline, what happens) of each row, as they are read."""
    found = re.findall(
        r'queue-clock"[^>]*>([^<]+)<.*?queue-headline"[^>]*>([^<]+)<.*?queue-act">([^<]+)',
        page,
        re.S,
    )
    return [tuple(part.strip() for part in row) for row in found]


def _move(version) -> str:
    return f"{pages.room(version.article, 'move', version.pk)}?from=queue"


def _to(moment) -> dict:
    local = timezone.localtime(moment)
    return {"at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def test_every_boundary_ahead_stands_there_in_words(at_desk, editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late", now=NOON - HOUR)
    publishing.publish(changed, by=editor, at=NOON + 2 * HOUR, now=NOON)
    publishing.withdraw(live, by=editor, at=NOON + DAY, now=NOON)
    _scheduled("Regatta", NOON + HOUR)
    gone = factories.make_live(headline="Pier", now=NOON - DAY).article
    publishing.withdraw(gone, by=editor, now=NOON - HOUR)
    publishing.bring_back(gone, by=editor, at=NOON + 3 * HOUR, now=NOON)
    factories.make_article(headline="Budget", by=editor, embargoed_until=NOON + 2 * DAY)
    factories.make_article(headline="Some day", embargoed_until=boundaries.OPEN)
    factories.make_live(headline="Nothing planned", now=NOON - DAY)
    page = _page(at_desk)
    assert _rows(page) == [
        ("15:00 (UTC+04:00)", "Regatta", "Goes live"),
        ("16:00 (UTC+04:00)", "Ferry late", "Is replaced by a new text: update"),
        ("17:00 (UTC+04:00)", "Pier", "Comes back"),
        ("14:00 (UTC+04:00)", "Ferry late", "Comes down: gone, with the public note (410)"),
        ("14:00 (UTC+04:00)", "Budget", "Its embargo ends"),
    ]
    days = re.findall(r"<h2 id=\"queue-day[^>]+>([^<]+)<", page)
    assert days == ["10 March 2025", "11 March 2025", "12 March 2025"]
    assert page.count("Set by editor, 10 March 2025 14:00 (UTC+04:00)") == 5
    assert "Some day" not in page and "Nothing planned" not in page


def test_days_are_those_of_the_newsroom_also_when_its_clock_is_changed(at_desk, settings):
    settings.TIME_ZONE, settings.ZONE = "Europe/Berlin", ZoneInfo("Europe/Berlin")
    for hour, minute in ((0, 30), (1, 30), (22, 59), (23, 0)):
        _scheduled("Fog", NOON.replace(month=10, day=26, hour=hour, minute=minute))
    page = _page(at_desk)
    clocks = [row[0] for row in _rows(page)]
    assert clocks == [
        "02:30 (UTC+02:00)",
        "02:30 (UTC+01:00)",
        "23:59 (UTC+01:00)",
        "00:00 (UTC+01:00)",
    ]
    assert page.count("<h2 id=") == 2


def test_an_empty_queue_says_so(at_desk):
    assert "Nothing is planned." in _page(at_desk)


def test_a_page_holds_fifty_and_leads_on(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.article.queue.page._AT_ONCE", 2)
    for number in range(3):
        _scheduled(f"Same {number}", NOON + HOUR)
    factories.make_article(headline="First", embargoed_until=NOON + HOUR)
    publishing.withdraw(
        factories.make_live(headline="Last", now=NOON - DAY).article, by=None, at=NOON + HOUR
    )
    seen, address = [], QUEUE
    while address:
        page = _page(at_desk, address)
        seen += [row[1] for row in _rows(page)]
        way = re.search(r'rel="next" href="([^"]+)"', page)
        address = QUEUE + way[1] if way else ""
    assert seen == ["First", "Same 0", "Same 1", "Same 2", "Last"]


@pytest.mark.parametrize(
    "after",
    ["x", "_", "2025-03-10_1_1", "2025-03-10T10:00:00+00:00_7_1", "0001-01-01T00:00+14:00_1_1",
     "9999-12-31T23:59-12:00_1_1", "2025-03-10T10:00:00+00:00_1_" + "9" * 30, "\0_1_1"],
)  # fmt: skip
def test_a_forged_place_is_no_fault(at_desk, after):
    _scheduled("Regatta", NOON + HOUR)
    assert at_desk.get(QUEUE, {"after": after}).status_code == 200


def test_its_queries_do_not_grow(at_desk, editor):
    def asked() -> int:
        with base.queries() as log:
            _page(at_desk)
        return len(log)

    def plan(number: int) -> None:
        _scheduled(f"Story {number}", NOON + HOUR, by=editor)
        factories.make_article(by=editor, embargoed_until=NOON + DAY)
        live = factories.make_live(now=NOON - DAY).article
        publishing.withdraw(live, by=editor, at=NOON + HOUR)

    plan(0)
    first = asked()
    for number in range(1, 6):
        plan(number)
    assert asked() == first == 16


def test_stories_out_of_sight_are_not_there(town):
    sport = factories.make_section("Sport")
    _scheduled("Match", NOON + HOUR, section=sport)
    secret = _scheduled("Secret", NOON + HOUR, section=town)
    AccessLimit.objects.create(article=secret.article, user=base.person("reporter", name="nina"))
    Article.objects.filter(pk=secret.article_id).update(is_limited=True)
    _scheduled("Regatta", NOON + HOUR, section=town)
    of_town = base.signed_in(base.person("editor", name="ida", section=town))
    assert [row[1] for row in _rows(_page(of_town))] == ["Regatta"]


def test_who_may_only_look_has_no_buttons(editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    publishing.withdraw(live, by=editor, at=NOON + DAY)
    version = _scheduled("Regatta", NOON + HOUR)
    reporter = base.signed_in(base.person("reporter", name="nina"))
    page = _page(reporter)
    assert len(_rows(page)) == 2 and "queue-presses" not in page
    assert reporter.post(_move(version), _to(NOON + DAY)).status_code == 403
    assert reporter.post(pages.room(live, "move_withdrawal")).status_code == 403
    pictures = base.signed_in(base.person("operator", name="omar"))
    assert pictures.get(QUEUE).status_code == 403


def test_a_publication_is_moved_and_pressed_twice(at_desk):
    version = _scheduled("Regatta", NOON + HOUR)
    factories.change(version.article, headline="Regatta, still being written")
    assert _move(version) in _page(at_desk)
    data = pages.open_form(at_desk, _move(version)) | _to(NOON + DAY)
    for _press in range(2):
        answer = at_desk.post(_move(version), data, follow=True)
        assert answer.redirect_chain[-1][0] == QUEUE
        assert pages.said(answer) == ["Moved to 11 March 2025 14:00 (UTC+04:00)"]
    assert PublishedVersion.objects.get().live_from == NOON + DAY
    assert PublishedVersion.objects.get().headline == "Regatta"


def test_what_is_gone_meanwhile_is_said(at_desk, editor):
    version = _scheduled("Regatta", NOON + HOUR)
    opened = pages.open_form(at_desk, _move(version))
    publishing.unschedule(version, by=editor)
    answer = at_desk.post(_move(version), opened | _to(NOON + DAY), follow=True)
    assert pages.said(answer) == ["It has begun already, or was moved or taken back before."]
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"at_0": "", "at_1": ""}, "This field is required."),
        ({"at_0": "2025-02-30", "at_1": "10:00"}, "Write the day like"),
        (_to(NOON - HOUR), "The moment lies in the past."),
        ({"at_0": "9999-12-31", "at_1": "10:00"}, "No publication can be that far away."),
    ],
)
def test_a_moment_that_cannot_be_is_said_beside_the_boxes(at_desk, typed, said):
    version = _scheduled("Regatta", NOON + HOUR)
    answer = pages.act(at_desk, _move(version), **typed)
    assert said in answer.content.decode()
    assert PublishedVersion.objects.get().live_from == NOON + HOUR


def test_the_order_of_the_queue_is_kept(at_desk, editor):
    version = _scheduled("Regatta", NOON + HOUR)
    later = factories.change(version.article, headline="Regatta over")
    publishing.publish(later, by=editor, at=NOON + 2 * HOUR, queue="keep")
    answer = pages.act(at_desk, _move(version), **_to(NOON + DAY))
    assert answer.status_code == 409
    assert "scheduled between the two moments" in answer.content.decode()


def test_a_withdrawal_is_moved_and_keeps_its_note(at_desk, editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    publishing.withdraw(live, by=editor, at=NOON + DAY, public_note="Sorry.", reason="Wrong.")
    sheet = f"{pages.room(live, 'move_withdrawal')}?from=queue"
    assert sheet in _page(at_desk)
    data = pages.open_form(at_desk, sheet) | _to(NOON + 2 * DAY)
    for _press in range(2):
        answer = at_desk.post(sheet, data, follow=True)
        assert "The story comes down 12 March 2025" in pages.said(answer)[0]
    moved = Withdrawal.objects.get()
    assert (moved.begins_at, moved.public_note, moved.reason) == (
        NOON + 2 * DAY,
        "Sorry.",
        "Wrong.",
    )


def test_a_withdrawal_does_not_drop_what_is_scheduled_before_it(at_desk, editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late")
    publishing.publish(changed, by=editor, at=NOON + 2 * HOUR)
    publishing.withdraw(live, by=editor, at=NOON + DAY)
    answer = pages.act(at_desk, pages.room(live, "move_withdrawal"), **_to(NOON + HOUR))
    assert answer.status_code == 409
    assert "A text of this story is scheduled for" in answer.content.decode()
    assert Withdrawal.objects.get().begins_at == NOON + DAY
    assert live.versions.count() == 2


def test_legal_moves_a_withdrawal_earlier_but_never_later(editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    publishing.withdraw(live, by=editor, at=NOON + DAY)
    legal = base.signed_in(base.person("legal", name="lea"))
    sheet = pages.room(live, "move_withdrawal")
    assert pages.act(legal, sheet, **_to(NOON + 2 * DAY)).status_code == 403
    assert pages.act(legal, sheet, **_to(NOON + HOUR)).status_code == 302
    assert Withdrawal.objects.get().begins_at == NOON + HOUR


def test_what_is_taken_back_leads_back_to_the_queue(at_desk):
    version = _scheduled("Regatta", NOON + HOUR)
    way = f"{pages.room(version.article, 'unschedule', version.pk)}?from=queue"
    assert way in _page(at_desk)
    assert at_desk.post(way)["Location"] == QUEUE
    assert not PublishedVersion.objects.exists()


def test_the_dashboard_and_the_list_lead_there(at_desk):
    _scheduled("Regatta", NOON + HOUR)
    for address in (reverse("admin:index"), pages.LIST):
        assert f'href="{QUEUE}"' in at_desk.get(address).content.decode()
