from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bot", "0015_providers_channels"),
    ]

    operations = [
        migrations.AddField(
            model_name="webhookreceipt",
            name="signer",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AlterField(
            model_name="quarantinedupdate",
            name="reason",
            field=models.CharField(
                choices=[
                    ("UNKNOWN_NUMBER", "Número desconhecido"),
                    ("OTHER_APP", "Assinado por outro aplicativo"),
                    ("UNKNOWN_FIELD", "Campo desconhecido"),
                    ("UNREADABLE", "Não foi possível ler"),
                ],
                max_length=20,
                verbose_name="motivo",
            ),
        ),
    ]
