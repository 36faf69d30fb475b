from django.db import migrations, models

import config.lib.ids

# However a row goes (retention, erasing, sample data, an organization), its file in the store is
# noted in the same commit. A quarter of an hour later no move of it can be under way.
CREATE = """
CREATE FUNCTION leave_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bot_leftoverfile (id, store_name, due_at, attempts, error)
  VALUES (gen_random_uuid(), OLD.store_name, now() + interval '15 minutes', 0, '');
  RETURN NULL;
END $$;

CREATE TRIGGER leave_stored_file AFTER DELETE ON bot_attachment FOR EACH ROW
  WHEN (OLD.store_name <> '')
  EXECUTE FUNCTION leave_stored_file();
"""
DROP = """
DROP TRIGGER leave_stored_file ON bot_attachment;
DROP FUNCTION leave_stored_file();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_duplicate_keys"),
        ("bot", "0022_vectors6_passages"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="store_name",
            field=models.CharField(blank=True, default="", editable=False, max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attachment",
            name="move_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("move_at__isnull", False)),
                fields=["move_at", "id"],
                name="attachment_to_move",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("store_name", ""), _negated=True),
                fields=["id"],
                name="attachment_in_store",
            ),
        ),
        migrations.CreateModel(
            name="LeftoverFile",
            fields=[
                ("id", models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("store_name", models.CharField(max_length=80)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "arquivo a apagar",
                "verbose_name_plural": "arquivos a apagar",
                "indexes": [models.Index(fields=["due_at", "id"], name="leftover_to_do")],
            },
        ),
        migrations.RunSQL(CREATE, DROP),
        migrations.CreateModel(
            name="PhoneBookEntry",
            fields=[
                ("id", models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("match_key", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="nome")),
                ("changed_at", models.DateTimeField(verbose_name="mudou em")),
                ("channel", models.ForeignKey(db_index=False, on_delete=models.deletion.CASCADE, related_name="+", to="bot.channel")),
                ("organization", models.ForeignKey(editable=False, on_delete=models.deletion.CASCADE, related_name="+", to="accounts.organization")),
            ],
            options={
                "verbose_name": "contato do celular",
                "verbose_name_plural": "contatos do celular",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("channel", "match_key"), name="one_phone_book_entry_per_number"
                    )
                ],
            },
        ),
    ]
