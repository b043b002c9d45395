"""Pictures that may be shown no more: since when their files are called otherwise."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_alt_of_use")]

    operations = [
        migrations.AddField(
            "image", "rights_hidden_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddIndex(
            "image",
            models.Index(
                condition=Q(rights_until__isnull=False),
                fields=["rights_until"],
                name="image_rights_until",
            ),
        ),
        migrations.AddIndex(
            "image",
            models.Index(
                condition=Q(rights_until__isnull=False, rights_hidden_at=None),
                fields=["rights_until"],
                name="image_rights_to_hide",
            ),
        ),
        migrations.AddIndex(
            "image",
            models.Index(
                condition=Q(not_for_web=True, rights_hidden_at=None),
                fields=["id"],
                name="image_web_to_hide",
            ),
        ),
    ]
