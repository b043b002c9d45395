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
                self._say(self.stdout, f"{path}: {said}")
            except (WireRefused, OSError) as fault:
                refused += 1
                self._say(self.stderr, f"{path}: refused: {fault}")
        if refused:
            raise CommandError(f"{refused} of {len(files)} files were refused.")

    def _say(self, stream, line: str) -> None:
        """Prints above the progress bar."""
        with tqdm.external_write_mode():
            stream.write(line)


def _read(path: Path) -> bytes:
    """The bytes of a file, at most one more than the reader takes, so that it refuses the rest."""
    with path.open("rb") as file:
        return file.read(decoding.MAX_BYTES + 1)


def _understood(story) -> str:
    parts = [story.date_line or "no date", story.language or "language unsure"]
    parts += [f"agency perhaps {story.agency}"] if story.agency else []
    return f"{'; '.join(parts)}; {len(story.paragraphs)} paragraphs"
