import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.conf import settings
from django.db import migrations, models


CREATE_WORDS = """
CREATE TEXT SEARCH CONFIGURATION inbox_words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION inbox_words
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
  WITH unaccent, simple;
"""
DROP_WORDS = "DROP TEXT SEARCH CONFIGURATION inbox_words"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('bot', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CREATE_WORDS, DROP_WORDS),
        migrations.AddField(
            model_name='conversation',
            name='resolved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='conversation',
            name='snoozed_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="retry",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=models.SET_NULL,
                related_name="retry_of",
                to="bot.message",
            ),
        ),
        migrations.AlterField(
            model_name='message',
            name='direction',
            field=models.CharField(choices=[('IN', 'Recebida'), ('OUT', 'Enviada'), ('INT', 'Interna')], max_length=3),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('assigned_to__isnull', False)), fields=['organization', 'assigned_to', '-last_message_at', '-id'], name='conversation_of_person'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('owner', 'BOT'), ('resolved_at__isnull', True)), fields=['organization', '-last_message_at', '-id'], name='conversation_of_bot'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('resolved_at__isnull', False)), fields=['organization', '-last_message_at', '-id'], name='conversation_resolved'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['organization', '-last_message_at', '-id'], name='conversation_snoozed'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='inbox_words'), name='message_words'),
        ),
    ]
