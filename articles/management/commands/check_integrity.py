"""manage.py check_integrity: do all rows agree?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import integrity


class Command(BaseCommand):
    help = "Proves that derived rows equal what they are derived from; exits with 1 if not."

    def handle(self, **options):
        found = 0
        with tqdm(total=integrity.size(), unit="batch", disable=None) as bar:
            for fault in integrity.faults(timezone.now()):
                if not fault:
                    bar.update()
                    continue
                found += 1
                with tqdm.external_write_mode():
                    self.stderr.write(fault)
        if found:
            raise CommandError(f"{found} faults found.")
        self.stdout.write(self.style.SUCCESS("All rows agree."))
