"""manage.py announce_due: tells the hub which feeds have changed since it was told last."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import announcing
from articles.feeds import TYPES


class Command(BaseCommand):
    help = "Tells the WebSub hub of feeds in which a story went live, was changed or came down."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be told")

    def handle(self, *, dry_run: bool, **options):
        now = timezone.now()
        if dry_run:
            for outcome in announcing.planned(now, forms=TYPES):
                self._say("would be told", outcome)
            return
        told = failed = 0
        for outcome in tqdm(announcing.announce(now, forms=TYPES), unit="boundary", disable=None):
            failed += bool(outcome.fault)
            told += not outcome.fault
            self._say(f"not told: {outcome.fault}" if outcome.fault else "told", outcome)
        self.stdout.write(f"{told} told.")
        if failed:
            raise CommandError(f"{failed} could not be told.")

    def _say(self, what: str, outcome: announcing.Outcome) -> None:
        late = f", late by {announcing.clock_text(outcome.late_by)}" if outcome.is_late else ""
        feeds = f"{len(outcome.addresses)} feeds"
        with tqdm.external_write_mode():
            self.stdout.write(f"{outcome.at:%Y-%m-%d %H:%M:%S} UTC: {feeds}: {what}{late}")
