"""Indexes of the dashboard: whose, of which stage, on hold, under an embargo; refused texts."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_story_templates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["owner", "-changed_at", "-id"], name="article_desk_owner"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["stage", "-changed_at", "-id"], name="article_desk_stage"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("legal_hold", True)),
                fields=["-changed_at", "-id"],
                name="article_on_hold",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("embargoed_until__isnull", False)),
                fields=["embargoed_until"],
                name="article_embargo",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["kind", "-id"], name="revision_of_kind"),
        ),
    ]
