"""manage.py import_wire FILE…: wire copy into working copies."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import dates
from articles.errors import WireRefused
from articles.wire import formats, importing
from articles.wire.formats import decoding


class Command(BaseCommand):
    help = (
        "Brings wire copy in as working copies. It never publishes; a second run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--agency", default="", help="The agency, where you know it.")
        parser.add_argument("--language", default="", help="The language's code, as en or az.")
        parser.add_argument("--zone", default="", help="For dates without one, as +04:00.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be read.")

    def handle(self, files, agency, language, zone, dry_run, **options):
        try:
            clock = dates.read_zone(zone) if zone else None
        except ValueError as fault:
            raise CommandError(f"--zone {zone}: {fault}") from fault
        refused = 0
        for path in tqdm(files, unit="file", disable=None if len(files) > 1 else True):
            try:
                data = _read(path)
                if dry_run:
                    said = _understood(formats.read(data, file=path.name, zone=clock))
                else:
                    imported = importing.import_bytes(
                        data, file=path.name, by=None, zone=clock, agency=agency, language=language
                    )
                    said = f"{imported.outcome}: article {imported.article.pk}"
                tqdm.write(f"{path}: {said}", file=self.stdout)
            except (WireRefused, OSError) as fault:
                refused += 1
                tqdm.write(f"{path}: refused: {fault}", file=self.stderr)
        if refused:
            raise CommandError(f"{refused} of {len(files)} files were refused.")


def _read(path: Path) -> bytes:
    """The bytes of a file, its size checked before any is read."""
    decoding.check_size(path.stat().st_size, path.name)
    return path.read_bytes()


def _understood(story) -> str:
    parts = [story.date_line or "no date", story.language or "language unsure"]
    parts += [f"agency perhaps {story.agency}"] if story.agency else []
    return f"{'; '.join(parts)}; {len(story.paragraphs)} paragraphs"
