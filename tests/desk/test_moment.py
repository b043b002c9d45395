"""The paper at another moment: what readers saw or will see, for who may see it alone."""

import re
from contextvars import copy_context
from threading import Thread

import pytest
import time_machine

from articles import limiting, publishing
from articles.models import PublishedVersion, Withdrawal
from articles.models.timed import look, looking
from tests import base, factories, surfaces
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, NOON, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

AT = "/admin/at/"


def at(moment, path: str = "/") -> str:
    return f"{AT}{moment.isoformat()}{path}"


def text(client, moment, path: str = "/") -> str:
    return client.get(at(moment, path)).content.decode()


@pytest.fixture
def of_sport(db):
    """A reporter who sees the stories of Sport alone."""
    return base.signed_in(
        base.person("reporter", name="sporty", section=factories.make_section("Sport"))
    )


def scheduled(at=EVENING, **fields) -> PublishedVersion:
    return publishing.publish(factories.make_article(**fields), by=None, at=at, now=NOON)


# Past and future ----------------------------------------------------------------------------------


def test_a_scheduled_story_stands_there_at_its_second_and_not_a_microsecond_before(at_desk):
    version = scheduled(headline="Bridge opens")
    for path in ("/", "/town/", "/2025/03/10/", version.path, f"{version.path}lite/", "/feed.rss"):
        assert "Bridge opens" not in text(at_desk, EVENING - MICROSECOND, path), path
        assert "Bridge opens" in text(at_desk, EVENING, path), path
    assert "Bridge opens" not in at_desk.get("/").content.decode()


def test_texts_follow_each_other_as_they_were_and_as_they_will(at_desk):
    """A correction, a timed update of it, and its timed end; looked at once the first is over."""
    told = factories.make_corrected(
        headline="Ferry runs", body="<p>Nine boats.</p>", new_body="<p>Eight.</p>", note="Not nine."
    )
    draft = factories.change(told.article, body="<p>Seven.</p>", now=LATER)
    publishing.publish(draft, by=None, at=EVENING, now=LATER)
    publishing.withdraw(draft, by=None, at=EVENING + HOUR, public_note="Gone now.", now=LATER)
    factories.change(told.article, body="<p>Never published.</p>", now=LATER)
    with time_machine.travel(EVENING - SECOND, tick=False):
        factories.make_live(now=EVENING - SECOND)
        # Sweeping marks what is over, which the past still needs.
        assert PublishedVersion.objects.filter(past=True).exists()
        texts = {moment: text(at_desk, moment, told.path) for moment in (NOON, LATER, EVENING)}
        end = at_desk.get(at(EVENING + HOUR, told.path))
        assert "Ferry runs" in text(at_desk, NOON, "/town/")
    said = [set(re.findall(r"(Nine boats|Eight|Seven)\.", page)) for page in texts.values()]
    assert said == [{"Nine boats"}, {"Eight"}, {"Seven"}]
    assert ["Not nine." in page for page in texts.values()] == [False, True, True]
    assert ["as it stood" in page for page in texts.values()] == [True, True, False]
    assert end.status_code == 410
    assert "Gone now." in end.content.decode()
    assert "as it will stand" in end.content.decode()
    assert not any("Never published" in page for page in texts.values())


def test_a_withdrawn_story_stands_as_it_stood(at_desk):
    version = factories.make_live(headline="Ferry runs")
    never = Withdrawal.Answer.NEVER
    publishing.withdraw(version.article, by=None, answer=never, reason="An order.", now=LATER)
    with time_machine.travel(EVENING, tick=False):
        page = text(at_desk, LATER - MICROSECOND, version.path)
        assert "Ferry runs" in page
        assert "This story is not live now." in page
        gone = at_desk.get(at(LATER, version.path))
        assert gone.status_code == 404
        assert "Nothing that you may see stands here" in gone.content.decode()
        assert "An order" not in gone.content.decode()


def test_an_embargoed_story_is_there_at_the_end_of_its_embargo(at_desk):
    version = scheduled(headline="Budget", embargoed_until=EVENING)
    assert "Budget" in text(at_desk, EVENING, version.path)
    assert at_desk.get(at(EVENING - SECOND, version.path)).status_code == 404


# Who sees what ------------------------------------------------------------------------------------


def test_what_somebody_may_not_see_is_at_no_address_at_any_moment(of_sport, editor, chief_editor):
    """Another section's scheduled story, one that was withdrawn, and one limited to others."""
    shared = {
        "topics": [factories.make_topic("Harbour")],
        "bylines": [factories.make_author("Ada")],
    }
    factories.make_live(headline="Seen by all", **shared)
    hidden = [scheduled(headline="zqscheduled", body="<p>zqbody</p>", **shared)]
    hidden.append(factories.make_live(headline="zqwithdrawn", now=NOON - DAY, **shared))
    publishing.withdraw(hidden[-1].article, by=None, public_note="zqnote", now=NOON - HOUR)
    hidden.append(factories.make_live(headline="zqsecret", now=NOON - DAY, **shared))
    never = Withdrawal.Answer.NEVER
    publishing.withdraw(hidden[-1].article, by=None, answer=never, reason="x", now=NOON - HOUR)
    kept = {"section": factories.make_section("Sport"), "embargoed_until": EVENING}
    hidden.append(scheduled(headline="zqlimited", **kept, **shared))
    limiting.limit(hidden[-1].article, [editor], by=None, now=NOON)
    moments = (NOON - DAY, EVENING - MICROSECOND, EVENING)
    lists = ["/", "/town/", "/sport/", "/topics/harbour/", "/authors/ada/", "/corrections/"]
    lists += ["/feed.atom", "/all/feed.json", "/news-sitemap.xml", "/sitemaps/2025/03.xml"]
    lists += ["/2025/", "/2025/03/", "/2025/03/09/", "/zqscheduled/", "/2025/03/10/zqlimite/"]
    paths = [*lists, *(version.path for version in hidden)]
    is_asked = re.compile(r'href="/admin/at/\?[^"]*"|href="/[^"]*zq[^"]*">This page now')
    for moment in moments:
        for path in paths:
            page = is_asked.sub("", text(of_sport, moment, path))
            found = set(re.findall(r"zq[a-z]*", page)) - {"zqnote"}
            assert not found, (moment, path)
    named = base.signed_in(editor)
    for version, moment in zip(hidden, (EVENING, NOON - DAY, NOON - DAY, EVENING), strict=True):
        for path in ("/", "/topics/harbour/", "/feed.rss", version.path):
            assert version.headline in text(named, moment, path), (version, path)
    # The chief editor sees all but what is limited to the editor.
    assert "zqlimited" not in text(base.signed_in(chief_editor), EVENING)


def test_when_a_story_out_of_sight_will_change_or_end_is_not_told(of_sport, at_desk):
    """Whoever asks moment after moment would find the very second of an embargo."""
    first = factories.make_live(headline="Ferry runs", now=NOON - DAY)
    change = factories.change(first.article, headline="Ferry sold")
    publishing.publish(change, by=None, at=LATER, now=NOON)
    publishing.withdraw(change, by=None, at=EVENING, public_note="Taken back.", now=NOON)
    moved = re.compile(r"2025-03-1\dT[^/&\"]*|<aside.*?</aside>", re.S)
    for path in ("/", first.path, "/feed.json", "/2025/03/09/"):
        seen = {
            moved.sub("", text(of_sport, moment, path))
            for moment in (NOON, LATER, EVENING, EVENING + HOUR)
        }
        assert len(seen) == 1, path
        assert "Ferry runs" in seen.pop()
    assert "Ferry sold" in text(at_desk, LATER)
    assert at_desk.get(at(EVENING, first.path)).status_code == 410


def test_only_who_may_see_stories_comes_in(client, operator):
    scheduled()
    for path in (AT, at(EVENING), at(EVENING, "/town/"), f"{AT}?path=/town/", f"{AT}nonsense/"):
        assert client.get(path)["Location"].startswith("/admin/login/"), path
        refused = base.signed_in(operator).get(path)
        assert refused.status_code == 403
        assert "Your role does not allow this." in refused.content.decode()
        assert base.signed_in(base.person("editor")).post(path).status_code in (403, 405)


# The look is one request's own --------------------------------------------------------------------


def test_readers_see_the_present_during_and_after_a_look(at_desk, client, monkeypatch):
    version = scheduled(headline="Bridge opens")
    seen = {}

    def meanwhile(*args, **kwargs):
        """In another thread, as another request."""
        thread = Thread(target=lambda: seen.update(other=look()))
        thread.start()
        thread.join()
        seen["own"] = look()
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.views.article.rendering.head_of_story", meanwhile)
    with pytest.raises(RuntimeError):
        at_desk.get(at(EVENING, version.path))
    assert seen["other"] is None
    assert seen["own"].present == NOON
    assert look() is None
    assert copy_context().run(look) is None
    assert client.get(version.path).status_code == 404
    assert "Bridge opens" not in client.get("/").content.decode()


def test_a_look_within_a_look_ends_where_it_began():
    with looking(NOON, lambda article: None):
        outer = look()
        with looking(LATER, lambda article: None):
            assert look().present == LATER
        assert look() is outer
    assert look() is None


def test_what_the_sitemap_keeps_for_readers_is_not_of_a_look(at_desk, client):
    scheduled(at=NOON + 40 * DAY, headline="Far ahead")
    april = "/sitemaps/2025/04.xml"
    assert april in text(at_desk, NOON + 41 * DAY, "/sitemap.xml")
    with time_machine.travel(NOON + 39 * DAY, tick=False):
        assert april not in client.get("/sitemap.xml").content.decode()
    PublishedVersion.objects.update(dropped_at=NOON)
    PublishedVersion.objects.all().delete()
    with time_machine.travel(NOON + 42 * DAY, tick=False):
        assert april not in client.get("/sitemap.xml").content.decode()


def test_a_look_costs_the_queries_of_the_page_and_those_of_the_person(of_sport, client):
    """The session, the person, the roles, the sections, and whether a story is live now."""
    version = factories.make_live(topics=[factories.make_topic()])
    for path, more in (("/", 0), ("/town/", 0), (version.path, 1)):
        with base.queries() as plain:
            client.get(path)
        with base.queries() as looked:
            of_sport.get(at(EVENING, path))
        assert len(looked) <= len(plain) + 5 + more, path


# Pages of the paper, and what is none -------------------------------------------------------------


def test_every_public_address_answers_here_too(at_desk):
    places = {}
    for language in (surfaces.HOME, surfaces.OTHER):
        factories.make_standing_page(language=language, slug=surfaces.STANDING)
        version = scheduled(
            language=language,
            headline=f"Public {language}",
            section=factories.make_section("Town", language=language),
            topics=[factories.make_topic(f"Harbour {language}")],
            bylines=[factories.make_author(f"Ada {language}")],
        )
        places[language] = surfaces.place_of(version)
    for row in surfaces.SURFACES:
        place = places[row.language]
        response = at_desk.get(at(EVENING, row.address(place)))
        is_nothing = row.name in ("healthz", "rendition", "security", "document")
        known = (404,) if is_nothing else (200, 302)
        assert response.status_code in known, row
        assert "no-store" in response["Cache-Control"]
        if row.shows_stories and not row.name.endswith(("corrections", "corrections-feed")):
            shown = response.content.decode().replace(at(EVENING, ""), "")
            assert row.shown_by(f"Public {row.language}", place) in shown, row


def test_its_links_lead_on_within_the_moment_and_its_files_do_not(at_desk, settings):
    link = f'<a href="{settings.SITE_URL}/town/">x</a> href="/town/" <a href="//far.example/">y</a>'
    version = scheduled(body=f"<p>{link}</p>", lead_image=factories.make_image(alt="Boat"))
    page = text(at_desk, EVENING, version.path)
    base_ = at(EVENING, "")
    followed = re.findall(r'<a [^>]*?href="([^"]*)"', page.split("</aside>")[1])
    ours = [way for way in followed if way.startswith(("/", settings.SITE_URL))]
    assert len(ours) > 5
    assert all(way.startswith(f"{base_}/") for way in ours), ours
    assert f'<a href="{base_}/town/"' in page
    assert 'href="/town/"' in page.replace("&quot;", '"')
    assert f"{base_}/media" not in page
    assert f"{base_}/static" not in page
    assert f"{base_}/admin" not in page
    assert f'<link rel="canonical" href="{settings.SITE_URL}{version.path}">' in page


def test_an_old_address_leads_on_within_the_moment(at_desk):
    version = scheduled(headline="Bridge opens")
    moved = at_desk.get(at(EVENING, version.path.rstrip("/")))
    assert moved["Location"] == at(EVENING, version.path)
    assert at_desk.get(at(EVENING, "/TOWN/"))["Location"] == at(EVENING, "/town/")
    assert at_desk.get(at(NOON, "/TOWN/")).status_code == 404


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/static/x", "/media/x", "/healthz"])
def test_what_is_no_page_of_the_paper_has_no_moment(at_desk, path):
    response = at_desk.get(at(EVENING, path))
    assert response.status_code == 404
    assert response.get("Location", "").startswith(("", AT))


def test_a_page_is_guarded_and_says_what_it_is(at_desk, editor):
    factories.make_live()
    response = at_desk.get(at(EVENING))
    assert response["X-Robots-Tag"] == "noindex"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    page = response.content.decode()
    assert "As readers see it on 10 March 2025 20:00 (UTC+04:00)" in page
    assert "on 10 March 2025 20:00:15 (UTC" in text(at_desk, EVENING + 15 * SECOND)
    assert "The front’s order is today’s." in page
    assert "csrf" not in page
    assert editor.get_username() not in page


def test_the_banner_speaks_the_desks_language_on_a_page_of_any_other(at_desk):
    factories.make_live(language="ar", section=factories.make_section("Town", language="ar"))
    page = text(at_desk, EVENING, "/ar/")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<aside class="moment-banner" lang="en" dir="ltr"' in page
