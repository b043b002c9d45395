"""Hidden pictures: since when a file is called so, and which withdrawals are not dealt with.

Readers know all names that there are: these are as old as can be.
"""

from datetime import UTC, datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_edges"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("delete_from", models.DateTimeField(default=datetime(9999, 1, 1, tzinfo=UTC))),
            ],
            options={
                "verbose_name": "former file",
                "verbose_name_plural": "former files",
            },
        ),
        migrations.AddField(
            model_name="image",
            name="renaming_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rendition",
            name="named_at",
            field=models.DateTimeField(auto_now_add=True, default=datetime(1970, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="pictures_hidden_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(
                condition=models.Q(("pictures_hidden_at", None)),
                fields=["ends_at", "begins_at"],
                name="withdrawal_pictures",
            ),
        ),
        migrations.AddField(
            model_name="formerfile",
            name="image",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former_files",
                to="articles.image",
            ),
        ),
        migrations.AddIndex(
            model_name="formerfile",
            index=models.Index(fields=["delete_from"], name="former_file_due"),
        ),
    ]
