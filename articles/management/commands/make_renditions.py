"""manage.py make_renditions: brings the files of all pictures up to date, and their pages.

Each picture is brought up to date by itself, so that a run that was ended goes on where it was.
With --anew everything is cut again from the first picture on.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles import composing
from articles.errors import ImageRefused
from articles.images import renaming, renewing
from articles.models import Image, ImageUse, PublishedVersion, Rendition
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
        cut, damaged, taken = self._cut(anew=anew, missing=missing)
        changed = self._recompose()
        self.stdout.write(f"{cut} files cut, {changed} versions changed.")
        faults = [f"{damaged} pictures could not be read."] if damaged else []
        if taken:
            faults.append(f"{taken} pictures were being changed by others. Run it again.")
        if faults:
            raise CommandError(" ".join(faults))

    def _cut(self, **asked: bool) -> tuple[int, int, int]:
        """How many files were cut, of how many pictures the original is gone or damaged, and how
        many somebody else kept changing.
        """
        rows, cut, damaged, taken = Image.objects.all(), 0, 0, 0
        with tqdm(total=rows.count(), unit="picture", disable=None) as bar:
            for image in (image for batch in in_batches(rows) for image in batch):
                try:
                    cut += len(_made(image, **asked))
                except (OSError, ImageRefused) as fault:
                    damaged += 1
                    self.stderr.write(f"{image.file.name}: {fault}")
                except renaming.Overtaken:
                    taken += 1
                bar.update()
        return cut, damaged, taken

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


def _made(image: Image, **asked: bool) -> list[Rendition]:
    """Once more where somebody changed the picture meanwhile: what they made may do."""
    for _attempt in range(2):
        try:
            return renewing.bring_up_to_date(image, now=timezone.now(), **asked)
        except renaming.Overtaken:
            continue
    return renewing.bring_up_to_date(image, now=timezone.now(), **asked)
