"""Standing pages, and addresses that lead to them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import articles.models.address
import articles.richtext


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_corrections_of_an_edition"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="uid"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="Last part of the address; made from the name if left empty.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("az", "Azərbaycanca"),
                            ("tr", "Türkçe"),
                            ("ru", "Русский"),
                            ("ar", "العربية"),
                        ],
                        default=articles.models.address.default_language,
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("about", "about the paper"),
                            ("contact", "contact"),
                            ("imprint", "imprint and responsible editor"),
                            ("privacy", "privacy notice"),
                            ("accessibility", "accessibility statement"),
                            ("ethics", "ethics"),
                            ("corrections", "corrections policy"),
                            ("ownership", "ownership and funding"),
                            ("other", "another page"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="For search engines; the first words of the text if left empty.",
                        max_length=300,
                        verbose_name="description",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=100, verbose_name="position"),
                ),
                (
                    "is_shown",
                    models.BooleanField(
                        default=True,
                        help_text="A page without text is never shown.",
                        verbose_name="shown to readers",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="last changed",
                    ),
                ),
                ("body", articles.richtext.BodyField(blank=True, verbose_name="body")),
            ],
            options={
                "verbose_name": "standing page",
                "verbose_name_plural": "standing pages",
                "ordering": ["language", "position", "name"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="address",
            name="address_leads_to_one_thing",
        ),
        migrations.AddConstraint(
            model_name="standingpage",
            constraint=models.UniqueConstraint(
                fields=("language", "slug"), name="standing_slug_in_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="standingpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "other"), _negated=True),
                fields=("language", "kind"),
                name="standing_kind_in_language",
                violation_error_message="This edition has a page of this kind already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingpage",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="standing_has_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="standingpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "about",
                            "contact",
                            "imprint",
                            "privacy",
                            "accessibility",
                            "ethics",
                            "corrections",
                            "ownership",
                            "other",
                        ],
                    )
                ),
                name="standing_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="address",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addresses",
                to="articles.standingpage",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("article__isnull", False),
                        ("author__isnull", True),
                        ("page__isnull", True),
                        ("section__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("page__isnull", True),
                        ("section__isnull", False),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("page__isnull", True),
                        ("section__isnull", True),
                        ("topic__isnull", False),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", False),
                        ("page__isnull", True),
                        ("section__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("page__isnull", False),
                        ("section__isnull", True),
                        ("topic__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="address_leads_to_one_thing",
            ),
        ),
    ]
