"""Saved views of the list of stories, and indexes that hold whatever the list filters by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_desk_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=2000)),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="for the whole desk"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_view_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_has_name"
                    ),
                ],
            },
        ),
        migrations.RemoveIndex(model_name="article", name="article_desk_list"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=[
                    "-changed_at",
                    "-id",
                    "desk",
                    "is_limited",
                    "removed_at",
                    "section",
                    "stage",
                    "language",
                    "genre",
                    "legal_hold",
                    "lead_image",
                    "owner",
                    "created_by",
                    "embargoed_until",
                    "dated_at",
                    "head",
                ],
                name="article_desk_list",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedversion",
            index=models.Index(
                fields=["article", "-live_from", "live_until", "revision", "dated_at"],
                name="version_of_article",
            ),
        ),
    ]
