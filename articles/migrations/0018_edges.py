"""Announcements: who has been told of a boundary, where others could not be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_gates"),
    ]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="told",
            field=models.JSONField(default=list),
        ),
    ]
