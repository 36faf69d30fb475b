"""The numbers of a flow are asked for by period."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bot", "0019_assistant2_assistant"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="flowstep",
            index=models.Index(fields=["version", "entered_at"], name="flow_step_by_moment"),
        ),
    ]
