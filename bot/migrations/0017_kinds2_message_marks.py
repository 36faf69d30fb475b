from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bot", "0016_receipt_signer"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="referral",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="channel",
            name="alerts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="channel",
            name="messaging_limit",
            field=models.CharField(blank=True, editable=False, max_length=30),
        ),
        migrations.AddField(
            model_name="channel",
            name="news",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("kind__in", ("REACTION", "EDIT", "REVOKE"))),
                fields=["conversation", "context_id"],
                name="message_marks",
            ),
        ),
    ]
