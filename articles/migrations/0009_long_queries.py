"""A saved view holds its search percent-encoded: twelve signs for each emoji."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_words")]

    operations = [
        migrations.AlterField(
            model_name="savedview",
            name="query",
            field=models.TextField(),
        ),
    ]
