from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0005_resources"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["organization", "starts_at"],
                include=["ends_at", "status", "source", "price", "staff"],
                name="appointment_figures",
            ),
        ),
    ]
