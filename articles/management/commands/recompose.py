"""manage.py recompose: builds the composed pages anew, after a change of templates' values."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles import composing
from articles.models import PublishedVersion

BATCH = 500


class Command(BaseCommand):
    help = "Rebuilds the composed columns of all versions that readers may come to see."

    def handle(self, **options):
        rows = PublishedVersion.objects.filter(past=False).select_related("revision", "article")
        changed, last = 0, 0
        with tqdm(total=rows.count(), unit="version", disable=None) as bar:
            while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
                changed += composing.recompose(batch)
                last = batch[-1].pk
                bar.update(len(batch))
        self.stdout.write(f"{changed} versions changed.")
