import django.db.models.deletion
from django.db import migrations, models

# What triggers call. `SET zapenda.quiet = 'on'` spares a bulk load the notes.
CREATE_NOTE = """
CREATE FUNCTION live_note(organization uuid, kind text, subject uuid) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO accounts_livechange (organization_id, xid, kind, subject_id, at)
  SELECT organization, pg_current_xact_id()::text::bigint, kind, subject, now()
   WHERE coalesce(current_setting('zapenda.quiet', true), '') <> 'on'
  ON CONFLICT DO NOTHING
$$
"""
DROP_NOTE = "DROP FUNCTION live_note(uuid, text, uuid)"


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_people_in_depth"),
    ]

    operations = [
        migrations.CreateModel(
            name='LiveChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('xid', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('subject_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'verbose_name': 'mudança ao vivo',
                'verbose_name_plural': 'mudanças ao vivo',
                'constraints': [models.UniqueConstraint(fields=('xid', 'kind', 'subject_id'), name='one_live_change_per_transaction')],
            },
        ),
        migrations.RunSQL(CREATE_NOTE, DROP_NOTE),
    ]
