"""manage.py announce_due: tells edges and the hub what has changed since they were told last."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import announcing, sitemaps
from articles.feeds import TYPES


class Command(BaseCommand):
    help = (
        "Tells the edges (EDGES) which addresses to forget, and the WebSub hub (WEBSUB_HUB) which "
        "feeds have changed, since a story went live, was changed or came down."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be told")

    def handle(self, *, dry_run: bool, **options):
        now, doors = timezone.now(), {"forms": TYPES, "sitemaps_of": sitemaps.paths_for}
        if not announcing.listeners():
            self.stdout.write("Nobody is to be told: neither EDGES nor WEBSUB_HUB is set.")
        if dry_run:
            for outcome in announcing.planned(now, **doors):
                self._say("would be told", outcome)
            return
        told = failed = 0
        for outcome in tqdm(announcing.announce(now, **doors), unit="boundary", disable=None):
            failed += bool(outcome.fault)
            told += not outcome.fault
            self._say(f"not told: {outcome.fault}" if outcome.fault else "told", outcome)
        self.stdout.write(f"{told} told.")
        if failed:
            raise CommandError(f"{failed} could not be told.")

    def _say(self, what: str, outcome: announcing.Outcome) -> None:
        late = f", late by {announcing.clock_text(outcome.late_by)}" if outcome.is_late else ""
        told = {"pages": outcome.pages, "feeds": outcome.feeds}
        of = ", ".join(f"{len(names)} {kind}" for kind, names in told.items() if names)
        with tqdm.external_write_mode():
            self.stdout.write(f"{outcome.at:%Y-%m-%d %H:%M:%S} UTC: {of}: {what}{late}")
