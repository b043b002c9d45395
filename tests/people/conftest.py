"""Browsers of those who manage people, and mail that is sent when the act is sure."""

import pytest
from django.core import mail

from tests import base


@pytest.fixture
def chief_s_browser(chief_editor):
    return base.signed_in(chief_editor)


@pytest.fixture
def operator_s_browser(operator):
    return base.signed_in(operator)


@pytest.fixture
def second_chief(db):
    return base.person("chief_editor", name="second_chief")


@pytest.fixture
def mails(django_capture_on_commit_callbacks):
    """mails(act) carries an act out and gives the mails that it sent."""

    def sent(act) -> list:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mail.outbox[before:]

    return sent
