from django.db import migrations

# Whatever changes a person's agenda: pages that show it are told to look again. A visit that
# moves from one person to another changes both agendas. What is of the whole house (a special
# date without a person) is told of by the organization's id.
TABLES = (
    "scheduling_appointment",
    "scheduling_timeoff",
    "scheduling_shift",
    "scheduling_shiftexception",
)
CREATE_FUNCTION = """
CREATE FUNCTION live_note_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM live_note(OLD.organization_id, 'agenda', coalesce(OLD.staff_id, OLD.organization_id));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM live_note(NEW.organization_id, 'agenda', coalesce(NEW.staff_id, NEW.organization_id));
  END IF;
  RETURN NULL;
END $$
"""


def _trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER live_agenda AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION live_note_agenda()",
        f"DROP TRIGGER live_agenda ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_live_changes"),
        ("scheduling", "0006_home_figures"),
    ]

    operations = [
        migrations.RunSQL(CREATE_FUNCTION, "DROP FUNCTION live_note_agenda()"),
        *map(_trigger, TABLES),
    ]
