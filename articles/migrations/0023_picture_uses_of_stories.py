"""The pictures that stories and their versions have led with up to now."""

from django.db import migrations
from django.db.models import F


def name_uses(apps, schema_editor):
    version = apps.get_model("articles", "PublishedVersion")
    article = apps.get_model("articles", "Article")
    use = apps.get_model("articles", "ImageUse")
    rows = version.objects.exclude(lead_image=None)
    shown = rows.values_list("lead_image", "article", "pk").iterator(chunk_size=2000)
    _write(use, (use(image_id=i, article_id=a, version_id=v) for i, a, v in shown))
    rows = article.objects.exclude(lead_image=None).annotate(own=F("lead_image"))
    drafts = rows.values_list("own", "pk").iterator(chunk_size=2000)
    _write(use, (use(image_id=i, article_id=a) for i, a in drafts))


def _write(model, rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == 2000:
            model.objects.bulk_create(batch)
            batch = []
    model.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_picture_uses")]

    operations = [migrations.RunPython(name_uses, migrations.RunPython.noop)]
