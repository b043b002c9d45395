"""Every other address is answered safely: 404, one step, this host, reading only."""

import pytest
import time_machine

from tests.addressing.answers import leads_to
from tests.base import EVENING
from tests.factories import make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/2025/03/10/nowhere/",
        "/2025/13/",
        "/2025/02/30/",
        "/0000/",
        "/0001/",
        "/0001/01/01/",
        "/9999/",
        "/9999/12/",
        "/9999/12/31/",
        "/az/9999/12/31/",
        "/topics/%00/",
        "/%00/",
        "/a%00b/",
        "/2025/03/10/%00/",
        "/az/%00/",
        "/%ff%fe/",
        "/topics//",
        "/a/b/c/d/",
        f"/{'x' * 3000}/",
        "/%F0%9F%8E%89/",
        "/xx/",
    ],
)
def test_an_address_of_nothing_is_404(at, path):
    make_live()
    assert at(path).status_code == 404


def test_a_missing_slash_is_added(at):
    version = make_live(headline="Ferry")
    assert leads_to(at(version.path.rstrip("/"))) == version.path


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example", "/\\evil.example/"])
def test_no_address_leads_to_another_host(at, path):
    answer = at("/", PATH_INFO=path)
    assert answer.status_code in (301, 404)
    assert not answer.get("Location", "/x").startswith(("//", "/\\", "http:", "https:"))


def test_only_reading_is_answered(client):
    version = make_live()
    with time_machine.travel(EVENING, tick=False):
        for method in (client.post, client.put, client.delete, client.patch):
            assert method(version.path).status_code == 405
        assert client.head(version.path).status_code == 200
