"""The bin: what it lists, and what a story is once it was erased from it."""

from django.db import migrations, models
from django.db.models import Q

import articles.richtext


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_unsaved_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="erased"),
        ),
        # The body stays last: SQLite, which builds the table anew for the constraint below, reads a
        # row from its beginning.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("article", "body"),
                migrations.AddField(
                    "article",
                    "body",
                    articles.richtext.BodyField(blank=True, verbose_name="body"),
                ),
            ]
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    removed_at__isnull=False,
                    headline="",
                    standfirst="",
                    slug="",
                    slugline="",
                    note_to_editors="",
                    body="",
                ),
                name="article_erased_says_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["-removed_at", "-id"],
                condition=Q(removed_at__isnull=False, erased_at=None),
                name="article_bin",
            ),
        ),
    ]
