import django.db.models.deletion
from django.db import migrations, models

import config.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_home_audit"),
        ("bot", "0002_inbox_care"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status__in", ["FAILED", "EXPIRED"])),
                fields=["organization", "-created_at", "-id"],
                name="delivery_failed",
            ),
        ),
        migrations.AddIndex(
            model_name="deliveryupdate",
            index=models.Index(fields=["organization", "id"], name="delivery_update_by_age"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["organization", "id"], name="message_by_age"),
        ),
        migrations.CreateModel(
            name="BotText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=config.lib.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "locale",
                    models.CharField(
                        choices=[("pt-BR", "Português"), ("en", "Inglês"), ("es", "Espanhol")],
                        max_length=10,
                        verbose_name="idioma",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="texto")),
                ("text", models.TextField(verbose_name="mensagem")),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "texto do robô",
                "verbose_name_plural": "textos do robô",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "locale", "key"), name="one_bot_text_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionPolicy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=config.lib.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "message_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="mensagens (dias)"
                    ),
                ),
                (
                    "log_days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="registros (dias)"
                    ),
                ),
                ("due_at", models.DateTimeField(editable=False)),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "guarda de dados",
                "verbose_name_plural": "guarda de dados",
                "indexes": [models.Index(fields=["due_at"], name="retention_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization",), name="one_retention_policy"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message_days__isnull", True), ("message_days__gte", 30), _connector="OR"),
                            models.Q(("log_days__isnull", True), ("log_days__gte", 30), _connector="OR"),
                        ),
                        name="retention_not_too_short",
                        violation_error_message="Os dados ficam pelo menos 30 dias.",
                    ),
                ],
            },
        ),
    ]
