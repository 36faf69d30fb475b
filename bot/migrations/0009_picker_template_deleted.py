"""A template that the provider has no more is marked, not removed."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bot", "0008_demo_samples"),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="messagetemplate",
            name="status",
            field=models.CharField(
                choices=[
                    ("APPROVED", "Aprovado"),
                    ("PENDING", "Em análise"),
                    ("REJECTED", "Recusado"),
                    ("PAUSED", "Pausado"),
                    ("DISABLED", "Desativado"),
                    ("DELETED", "Excluído"),
                    ("OTHER", "Outro"),
                ],
                max_length=12,
                verbose_name="estado",
            ),
        ),
    ]
