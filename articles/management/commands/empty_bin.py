"""manage.py empty_bin: erases what has been in the bin for BIN_DAYS days."""

import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from articles.drafting import removal
from articles.models.batches import in_batches

_log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Erases for good what stories say that have been in the bin for BIN_DAYS days."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *, dry_run: bool, **options):
        now = timezone.now()
        due = removal.due(now)
        if dry_run:
            self.stdout.write(f"{due.count()} stories would be erased.")
            return
        erased = failed = 0
        with tqdm(total=due.count(), unit="story", disable=None) as bar:
            for article in (each for batch in in_batches(due.only("pk")) for each in batch):
                try:
                    erased += removal.erase(article, by=None, now=now)
                except DatabaseError:
                    _log.exception("Erasing story %d", article.pk)
                    failed += 1
                bar.update()
        self.stdout.write(f"{erased} stories erased.")
        if failed:
            raise CommandError(f"{failed} stories could not be erased.")
