"""What a lead picture shows, said for one use of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_picture_uses_of_stories")]

    operations = [
        migrations.AddField(
            "article",
            "lead_image_alt",
            models.CharField(
                blank=True,
                default="",
                help_text="Empty: what the library says.",
                max_length=500,
                verbose_name="alternative text for this use",
            ),
        ),
        migrations.AddField(
            "article",
            "lead_image_is_decoration",
            models.BooleanField(
                default=False,
                help_text="It tells nothing that the text does not: nobody is read anything.",
                verbose_name="the picture is decoration",
            ),
        ),
    ]
