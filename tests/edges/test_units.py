"""The units of deploy/: what they start is there, as nobody's root, every minute."""

from configparser import ConfigParser
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

DEPLOY = Path(settings.BASE_DIR, "deploy")


def _unit(kind: str) -> ConfigParser:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / f"newsroom-minute@.{kind}", encoding="utf-8")
    return unit


def test_the_service_runs_the_command_with_the_settings_of_the_paper_and_no_more_rights():
    service = _unit("service")["Service"]
    program, manage, command = service["ExecStart"].split()
    assert (manage, command) == ("manage.py", "%i")
    assert {"announce_due", "hide_pictures"} <= get_commands().keys()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/python"
    assert service["EnvironmentFile"] == f"{service['WorkingDirectory']}/.env"
    assert service["User"] not in ("root", "")
    assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("yes", "")


def test_the_timer_starts_it_at_every_full_minute():
    timer = _unit("timer")["Timer"]
    assert timer["OnCalendar"] == "*-*-* *:*:00"
    assert timer["AccuracySec"] == "1s"
