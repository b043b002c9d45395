"""Owners and limits of stories, invitations, and the columns of the audit's chain."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

import articles.richtext

USER = settings.AUTH_USER_MODEL
PROTECT = django.db.models.deletion.PROTECT


def body_last(apps, schema_editor):
    """SQLite reads a row from its beginning: what every list asks must stand before the body."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor._remake_table(apps.get_model("articles", "Article"))


def nothing(apps, schema_editor):
    """Backwards, the columns are dropped with what they hold."""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_records"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.AddField(
            "article",
            "owner",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=PROTECT,
                related_name="stories",
                to=USER,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            "article",
            "is_limited",
            models.BooleanField(
                default=False, editable=False, verbose_name="limited to named people"
            ),
        ),
        migrations.AddField(
            "article",
            "desk",
            models.GeneratedField(
                db_persist=True,
                expression=Coalesce("section_id", -F("owner_id")),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("article", "body"),
                migrations.AddField(
                    "article",
                    "body",
                    articles.richtext.BodyField(blank=True, verbose_name="body"),
                ),
            ]
        ),
        migrations.RunPython(body_last, nothing),
        migrations.AddIndex(
            "article",
            models.Index(fields=["desk", "-changed_at", "-id"], name="article_desk_reach"),
        ),
        migrations.CreateModel(
            "AccessLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="access_limits", to="articles.article"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="+",
                        to=USER,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "access limit",
                "verbose_name_plural": "access limits",
                "constraints": [
                    models.UniqueConstraint(fields=["user", "article"], name="limit_once_a_person"),
                ],
            },
        ),
        migrations.CreateModel(
            "Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted")),
                (
                    "sent_by",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=USER),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to=USER,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.UniqueConstraint(fields=["digest"], name="invitation_digest_once"),
                    models.CheckConstraint(
                        condition=models.Q(expires_at__gt=F("sent_at")),
                        name="invitation_lasts_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "AuditHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                ("last", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=8)),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "head of the audit",
                "verbose_name_plural": "heads of the audit",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),
                ],
            },
        ),
        migrations.AddField("wirerecord", "copy", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveConstraint("wirerecord", "wire_text_once"),
        migrations.AddConstraint(
            "wirerecord",
            models.UniqueConstraint(
                fields=["format", "fingerprint", "copy"], name="wire_text_once_a_desk"
            ),
        ),
        migrations.AddField(
            "auditrow",
            "number",
            models.PositiveBigIntegerField(null=True, verbose_name="number"),
        ),
        migrations.AddField(
            "auditrow",
            "name",
            models.CharField(blank=True, default="", max_length=150, verbose_name="name"),
            preserve_default=False,
        ),
        migrations.AddField(
            "auditrow",
            "person",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to=USER, verbose_name="whom"
            ),
        ),
        migrations.AddField(
            "auditrow", "key", models.CharField(default="", max_length=8), preserve_default=False
        ),
        migrations.AddField(
            "auditrow", "seal", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AlterModelOptions(
            "auditrow",
            options={
                "ordering": ["-number"],
                "verbose_name": "audit row",
                "verbose_name_plural": "audit",
            },
        ),
        migrations.AddConstraint(
            "auditrow", models.UniqueConstraint(fields=["number"], name="audit_one_chain")
        ),
        migrations.AddIndex("auditrow", models.Index(fields=["at"], name="audit_day")),
        migrations.AddIndex("auditrow", models.Index(fields=["by", "-number"], name="audit_by")),
        migrations.AddIndex(
            "auditrow", models.Index(fields=["person", "-number"], name="audit_person")
        ),
        migrations.AddIndex(
            "auditrow", models.Index(fields=["article", "-number"], name="audit_article")
        ),
    ]
