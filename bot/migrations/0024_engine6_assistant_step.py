import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("bot", "0023_media6_file_store"),
    ]

    operations = [
        migrations.AddField(
            model_name="assistantturn",
            name="run",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="bot.flowrun"),
        ),
        migrations.AddField(
            model_name="assistantturn",
            name="effect_id",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="assistantturn",
            name="instruction",
            field=models.TextField(blank=True),
        ),
    ]
