import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import config.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0009_start_onboarding"),
        ("bot", "0006_talk2_mentions"),
    ]

    operations = [
        migrations.CreateModel(
            name='CannedReply',
            fields=[
                ('id', models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('shortcut', models.CharField(max_length=30, verbose_name='atalho')),
                ('title', models.CharField(max_length=80, verbose_name='título')),
                ('text', models.TextField(max_length=2000, verbose_name='texto')),
                ('is_active', models.BooleanField(default=True, verbose_name='ativa')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organization', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'resposta pronta',
                'verbose_name_plural': 'respostas prontas',
                'ordering': ['shortcut', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('organization', 'owner', 'shortcut'), name='active_canned_shortcut_once', nulls_distinct=False)],
            },
        ),
    ]
