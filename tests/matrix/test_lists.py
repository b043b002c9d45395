"""Lists of the desk, asked for more than they show: by bulk, by filter, by order, by window."""

import pytest

from tests.matrix import checking
from tests.matrix.places import EVERYWHERE, IN_TOWN

pytestmark = pytest.mark.django_db

LISTS = [
    "articles/article/",
    "articles/auditrow/",
    "articles/author/",
    "articles/document/",
    "articles/front/",
    "articles/image/",
    "articles/section/",
    "articles/storytemplate/",
    "articles/topic/",
    "auth/user/",
]
# Those who may do most, and somebody who may do nothing.
WHO = [
    (IN_TOWN, "chief"),
    (EVERYWHERE, "chief"),
    (EVERYWHERE, "legal"),
    (EVERYWHERE, "operator"),
    (EVERYWHERE, "superuser"),
    (EVERYWHERE, "no-role"),
    (EVERYWHERE, "nobody"),
]
_THINGS = ("TOPIC", "AUTHOR", "PICTURE", "FRONT", "SECTION", "TEMPLATE", "PAGE", "DOCUMENT")
QUERIES = [
    "versions__headline__startswith=W",
    "by__password__startswith=m",
    "password__startswith=m",
    "memberships__user__password__startswith=m",
    "article__headline__startswith=W",
    "article__owner__email__contains=gazette",
    "head__content__contains=leak",
    "head__content__headline__startswith=W",
    "revision__content__contains=leak",
    "owner__password__startswith=m",
    "access_limits__user__username=colleague",
    "is_limited=1",
    "is_limited__exact=1",
    "removed_at__isnull=True",
    "articles__headline__startswith=W",
    "placements__article__headline__startswith=W",
    "versions__article__headline__startswith=W",
    "section__id__exact=999999999999999999999",
    "section__id__exact=x",
    "section__id__exact=1",
    "person=x",
    "person=999999999999999999999",
    "story=1",
    "at__gte=never",
    "act=published",
    "o=1",
    "o=-1.2.99",
    "o=x.y",
    "p=99999999",
    "p=x",
    "all=",
    "_popup=1",
    "_popup=1&_to_field=uid",
    "_to_field=headline",
    "_to_field=password",
    "_to_field=id",
    "e=1",
    "q=%00",
    "q=leak&headline__regex=(",
    "name__regex=(",
    "caption__regex=(",
    "language__regex=(",
    "id__in=x",
    "id__gt=999999999999999999999",
    "id__range=1",
    "id__isnull=x",
    "changed_at__year=99999999",
    "created_at__date=x",
    "headline__startswith=%00",
    "urgency=x",
    "days=x",
    "live=x",
    "_facets=1",
    "_facets=True&live=live",
]


def headline(world, about: str) -> str:
    return world.stories[about].headline


@pytest.mark.parametrize("room", LISTS)
def test_nobody_deletes_anything_in_bulk(world, room):
    keys = {
        "articles/article/": [story.pk for story in world.stories.values()],
        "auth/user/": [user.pk for user in world.persons.values()],
        "articles/auditrow/": list(world.rows.values()),
    }.get(room, [world.rooms[name] for name in _THINGS])
    pressed = {
        "action": "delete_selected",
        "_selected_action": keys,
        "index": "0",
        "select_across": "1",
        "post": "yes",
    }
    for held, column in WHO:
        with checking.writes() as written:
            response = world.browser(held, column).post(f"/admin/{room}", pressed)
        assert response.status_code in (200, 302, 403), (column, response.status_code)
        assert not written, column


@pytest.mark.parametrize("room", LISTS)
def test_no_list_takes_a_form_of_many_rows(world, room):
    """As `list_editable` would send it."""
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "_save": "Save"}
    for key in (world.stories["A colleague’s draft, in Town"].pk, world.town.pk, 1):
        form |= {"form-0-id": key, "form-0-headline": "Forged", "form-0-name": "Forged"}
        form |= {"form-0-is_superuser": "on", "form-0-section": world.sport.pk}
        for who in [(IN_TOWN, "chief"), (EVERYWHERE, "operator"), (EVERYWHERE, "superuser")]:
            with checking.writes() as written:
                response = world.browser(*who).post(f"/admin/{room}", form)
            assert response.status_code in (200, 302, 403), (who, response.status_code)
            assert not written, who


ASKING = [(IN_TOWN, "chief", room) for room in LISTS] + [
    (IN_TOWN, "reporter", "articles/article/"),
    (IN_TOWN, "legal", "articles/auditrow/"),
    (EVERYWHERE, "operator", "auth/user/"),
]


@pytest.mark.parametrize(("held", "column", "room"), ASKING)
def test_no_parameter_breaks_a_list_or_shows_what_is_hidden(world, held, column, room):
    hidden = [
        headline(world, "A story limited to others, in Town"),
        headline(world, "A colleague’s draft, in Sport"),
        headline(world, "A scheduled story, in Sport"),
    ]
    wrong = []
    for query in QUERIES:
        response = world.browser(held, column).get(f"/admin/{room}?{query}")
        if response.status_code not in (200, 302, 400, 403):
            wrong.append(f"{query}: {response.status_code}")
        shown = [name for name in hidden if name in response.content.decode()]
        wrong += [f"{query}: shows “{name}”" for name in shown]
    assert not wrong, "\n".join(["", *wrong])


# What a list must not be asked, because its answer would tell what it does not show.
TELLING = [
    ("auth/user/", "password__startswith={}", "m", "!"),
    ("auth/user/", "password__regex={}", "^m", "^nothing"),
    ("auth/user/", "stories__headline__startswith={}", "Whistle", "Nothing"),
    ("articles/article/", "versions__headline__startswith={}", "Market", "Nothing"),
    ("articles/article/", "owner__password__startswith={}", "m", "nothing"),
    ("articles/article/", "head__content__contains={}", "leak", "nothing"),
    ("articles/auditrow/", "by__password__startswith={}", "m", "nothing"),
    ("articles/auditrow/", "article__headline__startswith={}", "Whistle", "Nothing"),
    ("articles/section/", "article__headline__startswith={}", "Whistle", "Nothing"),
    ("articles/author/", "user__password__startswith={}", "m", "nothing"),
    ("articles/topic/", "articles__headline__startswith={}", "Whistle", "Nothing"),
    ("articles/front/", "placements__article__headline__startswith={}", "Market", "Nothing"),
    ("articles/image/", "created_by__password__startswith={}", "m", "nothing"),
    ("articles/image/", "article__headline__startswith={}", "Whistle", "Nothing"),
]


@pytest.mark.parametrize(("room", "query", "right", "wrong"), TELLING)
def test_a_guess_in_a_filter_is_answered_the_same_right_or_wrong(world, room, query, right, wrong):
    for column in ("chief", "superuser"):
        answers = set()
        for guess in (right, wrong):
            address = f"/admin/{room}?{query.format(guess)}"
            response = world.browser(EVERYWHERE, column).get(address)
            text = response.content.decode()
            answers.add((response.status_code, text.count('<th class="field-')))
        assert len(answers) == 1, column


POPUPS = ["_popup=1", "_to_field=uid", "_popup=1&_to_field=headline", "_changelist_filters=q%3Dx"]


@pytest.mark.parametrize("query", POPUPS)
def test_a_window_of_a_form_opens_nothing_more(world, query):
    secret = world.stories["A story limited to others, in Town"]
    elsewhere = world.stories["A colleague’s draft, in Sport"]
    for story in (secret, elsewhere):
        for page in ("change", "delete", "history"):
            for column in ("chief", "reporter", "operator"):
                address = f"/admin/articles/article/{story.pk}/{page}/?{query}"
                response = world.browser(IN_TOWN, column).get(address)
                assert response.status_code in (400, 404), (page, column)
                assert story.headline not in response.content.decode()


@pytest.mark.parametrize("field", ["uid", "headline", "head", "desk"])
def test_a_story_is_not_found_by_another_of_its_columns(world, field):
    """Django looks a row up by `_to_field` where a form asks it to."""
    secret = world.stories["A story limited to others, in Town"]
    value = secret.head_id if field == "head" else getattr(secret, field)
    for held, column in ((IN_TOWN, "chief"), (EVERYWHERE, "chief"), (EVERYWHERE, "superuser")):
        address = f"/admin/articles/article/{value}/change/?_to_field={field}"
        response = world.browser(held, column).get(address)
        assert response.status_code in (400, 404)
        assert secret.headline.encode() not in response.content
