"""Announcements: which boundaries somebody outside was told of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_taken_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("try_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
            },
        ),
        migrations.AddIndex(
            model_name="publishedversion",
            index=models.Index(fields=["live_from"], name="version_begins"),
        ),
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(fields=["begins_at"], name="withdrawal_begins"),
        ),
        migrations.AddField(
            model_name="announcement",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(fields=["at"], name="announcement_at"),
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(
                condition=models.Q(("told_at", None)), fields=["try_at"], name="announcement_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.UniqueConstraint(fields=("article", "at"), name="announcement_once"),
        ),
    ]
