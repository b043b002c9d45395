"""manage.py recompose: builds the composed pages anew, after a change of templates' values."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from articles import composing
from articles.models import PublishedVersion
from articles.models.batches import in_batches


class Command(BaseCommand):
    help = "Rebuilds the composed columns of all versions that readers may come to see."

    def handle(self, **options):
        rows = PublishedVersion.objects.not_over(timezone.now()).with_content()
        changed = 0
        with tqdm(total=rows.count(), unit="version", disable=None) as bar:
            for batch in in_batches(rows):
                changed += composing.recompose(batch)
                bar.update(len(batch))
        self.stdout.write(f"{changed} versions changed.")
