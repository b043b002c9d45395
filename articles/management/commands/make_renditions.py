"""manage.py make_renditions: brings the files of all pictures up to date, and their pages.

Each picture is brought up to date by itself, so that a run that was ended goes on where it was.
With --anew everything is cut again from the first picture on.
"""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import composing
from articles.errors import ImageRefused
from articles.images import renditions
from articles.models import Image, ImageUse, PublishedVersion
from articles.models.batches import in_batches


class Command(BaseCommand):
    help = "Brings the files of all pictures up to date, and recomposes the versions that show one."

    def add_arguments(self, parser):
        parser.add_argument(
            "--anew", action="store_true", help="cut all files again, also those that seem right"
        )

        parser.add_argument(
            "--missing", action="store_true", help="also make files that the storage has lost"
        )

    def handle(self, *, anew: bool, missing: bool, **options):
        cut, damaged = self._cut(partial(renditions.recut, anew=anew, missing=missing))
        changed = self._recompose()
        self.stdout.write(f"{cut} files cut, {changed} versions changed.")
        if damaged:
            raise CommandError(f"{damaged} pictures could not be read.")

    def _cut(self, make) -> tuple[int, int]:
        """How many files were cut, and of how many pictures the original is gone or damaged."""
        rows, cut, damaged = Image.objects.prefetch_related("renditions"), 0, 0
        with tqdm(total=rows.count(), unit="picture", disable=None) as bar:
            for image in (image for batch in in_batches(rows) for image in batch):
                try:
                    cut += len(make(image))
                except (OSError, ImageRefused) as fault:
                    damaged += 1
                    self.stderr.write(f"{image.file.name}: {fault}")
                bar.update()
        return cut, damaged

    def _recompose(self) -> int:
        """Those of all pictures, so that a second run heals what a first one left undone."""
        rows = PublishedVersion.objects.not_over(timezone.now()).with_content()
        rows = rows.filter(pk__in=ImageUse.objects.of_versions().values("version"))
        with tqdm(total=rows.count(), unit="version", disable=None) as bar:
            changed = 0
            for batch in in_batches(rows):
                changed += composing.recompose(batch)
                bar.update(len(batch))
        return changed
