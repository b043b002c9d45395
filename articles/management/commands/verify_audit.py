"""manage.py verify_audit: is the audit as it was written, all of it?"""

import json
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import audit
from articles.models import AuditRow


class Command(BaseCommand):
    help = "Proves that no row of the audit was changed, put in, left out or cut off; else exits 1."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="the end of the audit as it was the last time; compared first, then moved on. "
            "Keep it where whoever could change the database cannot write.",
        )

    def handle(self, *, head: Path | None, **options):
        kept = _read(head) if head is not None else None
        # Asked before the rows, so that no row is kept as proven that was not looked at.
        number, seal = audit.head() or (0, "")
        found = 0
        with tqdm(total=AuditRow.objects.count(), unit="row", disable=None) as bar:
            for fault in audit.faults(kept):
                if not fault:
                    bar.update()
                    continue
                found += 1
                with tqdm.external_write_mode():
                    self.stderr.write(fault)
        if found:
            count = "1 fault" if found == 1 else f"{found} faults"
            left = " The kept head was left as it is." if kept else ""
            raise CommandError(f"{count} found.{left}")
        if head is not None:
            _write(head, number, seal)
            if kept is None:
                self.stdout.write(
                    f"{head} was not there: nothing tells of what was cut off before."
                )
        self.stdout.write(self.style.SUCCESS(f"The audit is whole: {number} rows. {seal}".strip()))


def _read(file: Path) -> tuple[int, str] | None:
    """The end that was kept; None where there is no such file yet. A damaged one is refused."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        number, seal = kept["number"], kept["seal"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise CommandError(f"{file} is no head of an audit ({fault}).") from fault
    if type(number) is not int or number < 0 or not re.fullmatch(_SEALS[number > 0], str(seal)):
        raise CommandError(f"{file} is no head of an audit (a number and its seal).")
    return number, seal


# The seal of no row, and of one.
_SEALS = ("", "[0-9a-f]{64}")


def _write(file: Path, number: int, seal: str) -> None:
    """Appears under its name only once it is whole."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text(json.dumps({"number": number, "seal": seal}) + "\n", encoding="utf-8")
        part.replace(file)
    except OSError as fault:
        raise CommandError(f"{file} cannot be written ({fault}).") from fault
