"""A forgotten password: a link by mail, once, to whom an account belongs."""

import re

import pytest

from articles.models import AuditRow
from tests.base import PASSWORD

pytestmark = pytest.mark.django_db

RESET = "/admin/account/password/reset/"
NEW = "another quiet river"


def ask(client, email):
    return client.post(RESET, {"email": email})


def link(mailoutbox) -> str:
    [found] = re.findall(r"http://testserver(/\S+/key/\S+)", mailoutbox[-1].body)
    return found


def test_a_link_sets_a_new_password_once(editor, client, mailoutbox):
    assert ask(client, "editor@gazette.invalid")["Location"] == f"{RESET}done/"
    address = link(mailoutbox)
    page = client.get(address, follow=True)
    fields = {"password1": NEW, "password2": NEW}
    assert client.post(page.redirect_chain[-1][0], fields).status_code == 302
    assert client.login(username="editor", password=NEW)
    assert AuditRow.objects.filter(act="password set", by=editor).exists()
    client.logout()
    again = client.get(address, follow=True)
    assert "not valid" in again.content.decode()


def test_the_mail_names_the_paper_and_no_other_host(editor, client, mailoutbox):
    client.post(RESET, {"email": "editor@gazette.invalid"}, headers={"host": "localhost"})
    mail = mailoutbox[-1]
    assert mail.subject == "The Test Gazette: A new password"
    assert "localhost" not in mail.body and "You sign in as: editor" in mail.body


def test_nothing_tells_who_exists(editor, client, mailoutbox):
    known, unknown = ask(client, "editor@gazette.invalid"), ask(client, "nobody@gazette.invalid")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [["editor@gazette.invalid"]]


def test_who_was_sent_away_gets_no_link(editor, client, mailoutbox):
    editor.is_active = False
    editor.save()
    ask(client, "editor@gazette.invalid")
    assert not mailoutbox


def test_nobody_s_mailbox_is_flooded(editor, client, mailoutbox):
    for _press in range(6):
        ask(client, "editor@gazette.invalid")
    assert len(mailoutbox) == 3


@pytest.mark.parametrize("typed", ["", "no address", "x" * 400 + "@x.invalid"])
def test_a_wrong_address_is_said(client, typed):
    answer = ask(client, typed)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_a_weak_password_is_refused(editor, client, mailoutbox):
    ask(client, "editor@gazette.invalid")
    page = client.get(link(mailoutbox), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": "12345", "password2": "12345"})
    assert answer.status_code == 200
    client.logout()
    assert client.login(username="editor", password=PASSWORD)
