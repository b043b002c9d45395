"""Seals the audit that was written so far, and gives each story its owner."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from articles import chain
from articles.models import guards


def seal(apps, schema_editor):
    """The rows written so far become the beginning of the chain, as they stand."""
    # Rows of the audit never change, by guard. All guards return with post_migrate.
    guards.remove(schema_editor.connection.alias)
    rows = apps.get_model("articles", "AuditRow").objects
    key = settings.AUDIT_KEYS[0]
    name, last, number = chain.key_id(key), chain.ORIGIN, 0
    for row in rows.select_related("by").order_by("id").iterator():
        number += 1
        row.number, row.key, row.name = number, name, row.by.username if row.by else ""
        last = row.seal = chain.seal_row(
            key,
            last,
            {
                "number": row.number,
                "at": row.at,
                "by_id": row.by_id,
                "name": row.name,
                "act": row.act,
                "person_id": None,
                "article_id": row.article_id,
                "revision_id": row.revision_id,
                "detail": row.detail,
                "key": row.key,
            },
        )
        row.save(update_fields=["number", "key", "name", "seal"])
    if number:
        apps.get_model("articles", "AuditHead").objects.create(
            pk=1, number=number, last=last, key=name, seal=chain.seal_head(key, number, last)
        )


def owners(apps, schema_editor):
    apps.get_model("articles", "Article").objects.update(owner=F("created_by"))


def nothing(apps, schema_editor):
    """Backwards, the columns are dropped with what they hold."""


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles_and_chain")]

    operations = [
        migrations.RunPython(seal, nothing),
        migrations.AlterField(
            "auditrow", "number", models.PositiveBigIntegerField(verbose_name="number")
        ),
        migrations.RunPython(owners, nothing),
    ]
