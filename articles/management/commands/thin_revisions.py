"""manage.py thin_revisions: throws the texts of old revisions away that readers never saw."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.drafting import thinning


class Command(BaseCommand):
    help = "Empties old revisions that were never published; the last one of each day stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, help="how old they are at least (THIN_REVISIONS_AFTER_DAYS)"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *, days: int | None, dry_run: bool, **options):
        days = settings.THIN_REVISIONS_AFTER_DAYS if days is None else days
        if days < 0:
            raise CommandError("--days is a number of days from 1 on.")
        if days == 0:
            self.stdout.write("Nothing is thinned: THIN_REVISIONS_AFTER_DAYS is 0.")
            return
        now = timezone.now()
        try:
            before = now - timedelta(days=days)
        except OverflowError as fault:
            raise CommandError("--days reaches back further than the calendar.") from fault
        thinned = 0
        with tqdm(total=thinning.stories().count(), unit="story", disable=None) as bar:
            for looked, done in thinning.thin(before=before, now=now, dry_run=dry_run):
                thinned += done
                bar.update(looked)
        said = "would be thinned" if dry_run else "thinned"
        self.stdout.write(f"{thinned} revisions {said}.")
