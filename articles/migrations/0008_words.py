"""A picture is called a picture."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_saved_views")]

    operations = [
        migrations.AlterModelOptions(
            name="image",
            options={
                "ordering": ["-id"],
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
            },
        ),
    ]
