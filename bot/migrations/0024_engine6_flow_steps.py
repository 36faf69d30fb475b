import config.lib.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0012_duplicate_keys"),
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
        migrations.CreateModel(
            name="FlowSending",
            fields=[
                ("id", models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("node_id", models.CharField(max_length=40)),
                ("heard", models.PositiveIntegerField()),
                ("is_refused", models.BooleanField(default=False, verbose_name="recusada")),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("organization", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sendings", to="bot.flowrun")),
                ("message", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="flow_sending", to="bot.message")),
            ],
            options={
                "verbose_name": "envio de fluxo",
                "verbose_name_plural": "envios de fluxos",
                "indexes": [models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="flow_sending_refused")],
            },
        ),
    ]
