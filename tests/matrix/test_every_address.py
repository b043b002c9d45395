"""Every address of the desk is named by the table: a new page without a row fails here."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.matrix import checking, reading
from tests.matrix.places import NEVER_WAS


def desk_patterns(resolver=None) -> set[str]:
    """The routes under the desk's namespace, those without a name too."""
    urls = (resolver or get_resolver()).url_patterns
    desk = [each for each in urls if getattr(each, "namespace", None) == "admin"]
    return {route for each in desk for route in _routes(each, "")}


def _routes(pattern, before: str):
    # As the resolver joins them.
    route = before + str(pattern.pattern).removeprefix("^")
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            yield from _routes(inner, route)
    elif isinstance(pattern, URLPattern):
        yield route


def named_by_the_table() -> set[str]:
    """The routes to which the addresses of the table lead."""
    return {_route_of(pattern) for pattern in reading.table().addresses.values()}


def _route_of(pattern: str) -> str:
    # Addresses are resolved, not opened: any key will do.
    return resolve(re.sub(r"\?.*", "", checking.address(pattern, NEVER_WAS))).route


def test_every_address_of_the_desk_has_a_row():
    missing = desk_patterns() - named_by_the_table()
    assert not missing, "\n".join(["no row of the table names:", *sorted(missing)])


@pytest.mark.urls("tests.matrix.planted")
def test_a_page_without_a_row_is_found_out():
    assert desk_patterns() - named_by_the_table() == {"admin/planted/<int:key>/"}


def test_the_walk_sees_pages_with_and_without_a_name():
    found = desk_patterns()
    assert "admin/articles/article/<int:key>/publish/" in found
    assert "admin/articles/article/<path:object_id>/" in found
    assert len(found) > 70


def test_nothing_but_the_entrance_stands_outside_the_desk_s_namespace():
    """tests/entrance has a table of its own for that."""
    outside = [
        each
        for each in get_resolver().url_patterns
        if str(each.pattern).startswith("admin") and getattr(each, "namespace", None) != "admin"
    ]
    assert [each.urlconf_name.__name__ for each in outside] == ["articles.admin.entrance.urls"]
