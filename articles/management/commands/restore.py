"""manage.py restore FOLDER"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from articles import backups
from articles.errors import Refused


class Command(BaseCommand):
    help = "Puts a backup back: checks every byte of it, then replaces database and media files."

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path, help="a folder newsroom-… that backup made")
        parser.add_argument(
            "--replace", action="store_true", help="also where the database holds stories"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check the backup and say what would be done"
        )

    def handle(self, *args, **options):
        def progress(files):
            return tqdm(files, unit=" files", disable=None)

        try:
            plan = backups.plan(options["dir"], progress=progress)
            if options["dry_run"] or not plan.is_occupied or options["replace"]:
                self.stdout.write("\n".join(plan.sentences))
            if options["dry_run"]:
                self.stdout.write("Nothing was changed (--dry-run).")
                return
            backups.restore(plan, replace=options["replace"], progress=progress)
        except (Refused, OSError, DatabaseError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            "Restored; migrations are applied and all guards stand. Restart the server."
        )
