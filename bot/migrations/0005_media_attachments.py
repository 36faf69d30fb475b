import django.db.models.deletion
from django.db import migrations, models

import config.lib.ids

# Uncompressed and outside the row: parts of a file are read without the rest. And pages that
# show the conversation look again when a file has come, or could not be fetched.
CREATE = """
ALTER TABLE bot_attachment ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE FUNCTION live_note_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM live_note(NEW.organization_id, 'conversation', conversation_id)
     FROM bot_message WHERE id = NEW.message_id;
  RETURN NULL;
END $$;

CREATE TRIGGER live_attachment AFTER UPDATE ON bot_attachment FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION live_note_attachment();
"""
DROP = """
DROP TRIGGER live_attachment ON bot_attachment;
DROP FUNCTION live_note_attachment();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_live_changes"),
        ("bot", "0004_live_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ('id', models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attachment', to='bot.message')),
                ('is_ours', models.BooleanField(default=False, verbose_name='enviado por nós')),
                ('remote_id', models.CharField(blank=True, max_length=200)),
                ('mime_type', models.CharField(blank=True, max_length=120, verbose_name='tipo')),
                ('file_name', models.CharField(blank=True, max_length=240, verbose_name='nome')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='bytes')),
                ('body', models.BinaryField(null=True)),
                ('status', models.CharField(choices=[('WAITING', 'A caminho'), ('READY', 'Pronto'), ('FAILED', 'Falhou')], default='WAITING', max_length=10)),
                ('due_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "arquivo de mensagem",
                "verbose_name_plural": "arquivos de mensagens",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "WAITING")),
                        fields=["due_at", "id"],
                        name="attachment_to_do",
                    )
                ],
            },
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
