from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bot", "0002_inbox_care")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status__in", ["FAILED", "EXPIRED"])),
                fields=["organization", "-created_at", "-id"],
                name="delivery_failed",
            ),
        ),
    ]
