"""Requests that no browser sends are answered as the sender's mistake, not as ours."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("charset", ["utf-16", "windows-1251"])
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/articles/article/add/"])
def test_a_form_in_another_encoding_is_a_bad_request(path, charset):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.get("/admin/login/")
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.post(path, b"a=1", content_type=kind)
    assert answer.status_code == 400
