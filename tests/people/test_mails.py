"""The mail with the link: what it says, to whom, and what happens when it cannot be sent."""

import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from articles import people
from articles.models import Invitation
from tests.base import signed_in
from tests.desk import pages
from tests.people import rooms

pytestmark = pytest.mark.django_db

ADDRESS = "ines@gazette.invalid"


@pytest.fixture(autouse=True)
def paper(settings):
    settings.NEWSROOM_NAME = "The Lamp & Ferry"
    settings.SITE_URL = "https://lamp.example"


@pytest.fixture
def invite(chief_s_browser, mails):
    """invite(…) fills the page in, presses “Invite” and gives the mails that went out."""
    return lambda **typed: mails(
        lambda: pages.act(chief_s_browser, rooms.ADD, email=ADDRESS, **typed)
    )


def link_in(message) -> str:
    [address] = re.findall(r"https://lamp\.example(/\S+)", message.body)
    return address


def test_it_names_who_invites_the_paper_and_the_name_to_sign_in_with(invite, chief_editor):
    chief_editor.first_name, chief_editor.last_name = "Tove", "Arkwell <t>"
    chief_editor.save()
    [message] = invite(username="ines.v")
    assert message.to == [ADDRESS]
    assert message.subject == "Your way to the desk of The Lamp & Ferry"
    assert "Tove Arkwell <t> opens the desk of The Lamp & Ferry to you." in message.body
    assert "You sign in as: ines.v" in message.body
    assert "The link works once, for 7 days." in message.body


def test_its_link_lets_in_whoever_has_it(invite, client):
    [message] = invite()
    page = client.get(link_in(message))
    assert page.status_code == 200 and "You sign in as" in page.content.decode()


def test_a_name_with_line_breaks_makes_no_headers(invite, settings):
    settings.NEWSROOM_NAME = "The Lamp\r\nBcc: all@gazette.invalid"
    [message] = invite()
    assert message.subject == "Your way to the desk of The Lamp Bcc: all@gazette.invalid"
    assert message.recipients() == [ADDRESS]


def test_nothing_goes_out_where_nothing_was_saved(invite, mails, chief_s_browser):
    assert len(invite()) == 1
    assert invite() == []
    assert mails(lambda: pages.act(chief_s_browser, rooms.ADD, email="not an address")) == []


def test_a_new_link_goes_to_the_address_of_now(invite, chief_s_browser, mails, client):
    [first] = invite()
    user = get_user_model().objects.get(email=ADDRESS)
    pages.act(chief_s_browser, rooms.of(user), email="varrow@gazette.invalid")
    [second] = mails(lambda: pages.act(chief_s_browser, rooms.of(user, "new_link")))
    assert second.to == ["varrow@gazette.invalid"]
    assert client.get(link_in(first)).status_code == 410
    assert client.get(link_in(second)).status_code == 200


# A server that takes no mail ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [SMTPRecipientsRefused({}), ConnectionRefusedError()])
def test_mail_that_cannot_be_sent_is_said_and_sent_anew(chief_editor, monkeypatch, fault):
    def refuse(*_arguments, **_options):
        raise fault

    browser = signed_in(chief_editor)
    with monkeypatch.context() as broken:
        broken.setattr("articles.admin.people.links.send_mail", refuse)
        answer = pages.act(browser, rooms.ADD, email=ADDRESS, **rooms.row(0, "reporter"))
        page = browser.get(answer["Location"])
    assert pages.said(page) == [
        f"The mail to {ADDRESS} could not be sent. Try “New link” later.",
    ]
    user = get_user_model().objects.get(email=ADDRESS)
    assert rooms.roles(user) == {("reporter", "everywhere")}

    page = browser.post(rooms.of(user, "new_link"), follow=True)
    assert pages.said(page) == [f"A link went to {ADDRESS}."]
    [message] = mail.outbox
    assert people.invited_by(link_in(message).rstrip("/").rpartition("/")[2]) == user
    assert Invitation.objects.count() == 1
