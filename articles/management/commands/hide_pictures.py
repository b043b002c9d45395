"""manage.py hide_pictures: serves pictures that readers may see no more under no known address."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import hiding
from articles.images import renaming


class Command(BaseCommand):
    help = "Gives pictures of withdrawn stories, and those whose rights ended, new names."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *, dry_run: bool, **options):
        now = timezone.now()
        if dry_run:
            self.stdout.write(f"{len(hiding.planned(now))} pictures would be hidden.")
            return
        hidden, faults = 0, []
        rows = tqdm(hiding.hide_all(now), total=hiding.count(now), unit="case", disable=None)
        for outcome in rows:
            hidden += outcome.hidden
            faults += outcome.faults
        # Also what an earlier run, or one that was ended, left behind.
        faults += renaming.sweep(now)
        for fault in faults:
            self.stderr.write(fault)
        self.stdout.write(f"{hidden} pictures hidden.")
        if faults:
            raise CommandError(f"{len(faults)} pictures or files could not be dealt with.")
