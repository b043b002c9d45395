"""A correction repeats of its version what the list of its edition asks."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from articles.models import guards
from articles.models.timed import OPEN


def fill(apps, schema_editor):
    """From the versions, in one statement."""
    # A correction never changes, by guard. All guards return with post_migrate.
    guards.remove(schema_editor.connection.alias)
    version = apps.get_model("articles", "PublishedVersion").objects.filter(pk=OuterRef("version"))
    apps.get_model("articles", "Correction").objects.update(
        language=Subquery(version.values("language")),
        dated_at=Subquery(version.values("live_from")),
        tiebreak=Subquery(version.values("tiebreak")),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_long_queries")]

    operations = [
        migrations.AlterModelOptions(
            name="correction",
            options={
                "ordering": ["dated_at"],
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="language",
            field=models.CharField(default="", max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="correction",
            name="dated_at",
            field=models.DateTimeField(default=OPEN),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="correction",
            name="tiebreak",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                fields=["language", "-dated_at", "-tiebreak", "article"], name="correction_edition"
            ),
        ),
    ]
