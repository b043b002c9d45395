"""manage.py backup DIR"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from articles import backups
from articles.errors import Refused


class Command(BaseCommand):
    help = "Copies the database and the media files into a new, sealed folder under DIR."

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path, help="where backups are kept; made if missing")

    def handle(self, *args, **options):
        try:
            made = backups.make(
                options["dir"], progress=lambda files: tqdm(files, unit=" files", disable=None)
            )
        except (Refused, OSError, DatabaseError) as fault:
            raise CommandError(f"No backup was made. {fault}") from fault
        self.stdout.write(f"{made.folder}")
        files = len(made.manifest["files"])
        self.stdout.write(f"{backups.counted(made)}; {files} files, {made.bytes / 1e6:.1f} MB.")
        if "elsewhere" in made.manifest:
            self.stdout.write(
                f"Media files are not in it: they stay in {backups.place()}. Copy that place too."
            )
        missing = made.manifest["missing"]
        if missing:
            raise CommandError(
                f"The backup is made, but {len(missing)} files that the database names were not in "
                f"{backups.place()}, for instance {missing[0]}."
            )
