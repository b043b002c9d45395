"""What is known of a picture: who made it, where and when, and the part that AI had in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_withdrawn_pictures"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="creator",
            field=models.CharField(
                blank=True,
                help_text="Who took or drew it. Readers see the credit.",
                max_length=200,
                verbose_name="creator",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="made_with_ai",
            field=models.CharField(
                blank=True,
                choices=[("trained", "Made with AI"), ("composite", "Changed with AI")],
                help_text="Readers are told beside the credit.",
                max_length=20,
                verbose_name="made with AI",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="pixels",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="image",
            name="place",
            field=models.CharField(
                blank=True,
                help_text="What it shows; for the desk alone.",
                max_length=200,
                verbose_name="place",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="taken_on",
            field=models.DateField(blank=True, null=True, verbose_name="taken on"),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pixels", ""), _negated=True),
                fields=("pixels",),
                name="image_pixels",
            ),
        ),
    ]
