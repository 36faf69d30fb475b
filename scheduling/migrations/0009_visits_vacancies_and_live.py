import config.lib.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What decides about everybody's day and has no person of its own: the breaks of a shift, the
# dates on which the house closes or opens all the same, and the rules (public holidays, steps).
CREATE_BREAK = """
CREATE FUNCTION live_note_break() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A break that goes with its shift finds none: the shift's own trigger has told already.
  IF TG_OP <> 'INSERT' THEN
    PERFORM live_note(organization_id, 'agenda', staff_id)
       FROM scheduling_shift WHERE id = OLD.shift_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM live_note(organization_id, 'agenda', staff_id)
       FROM scheduling_shift WHERE id = NEW.shift_id;
  END IF;
  RETURN NULL;
END $$
"""
CREATE_HOUSE = """
CREATE FUNCTION live_note_house() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM live_note(OLD.organization_id, 'agenda', OLD.organization_id);
  ELSE
    PERFORM live_note(NEW.organization_id, 'agenda', NEW.organization_id);
  END IF;
  RETURN NULL;
END $$
"""


def _trigger(table: str, function: str, when: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER live_agenda AFTER {when.format(table=table)} "
        f"EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER live_agenda ON {table}",
    )


ANY = "INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
# Of the rules only those that open and close days are drawn in the agenda.
RULES = """UPDATE ON {table} FOR EACH ROW
WHEN ((OLD.closes_on_holidays, OLD.holiday_region)
      IS DISTINCT FROM (NEW.closes_on_holidays, NEW.holiday_region))"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0008_live_changes"),
        ("scheduling", "0008_catalog_add_ons"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                ("id", models.UUIDField(default=config.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField(verbose_name="início")),
                ("ends_at", models.DateTimeField(verbose_name="fim")),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("organization", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization")),
                ("settled_by", models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("staff", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="vacancies", to="scheduling.staff")),
            ],
            options={
                "verbose_name": "horário que vagou",
                "verbose_name_plural": "horários que vagaram",
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(condition=models.Q(("settled_at__isnull", True)), fields=["organization", "ends_at"], name="vacancy_to_settle")],
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "starts_at", "ends_at"), name="vacancy_once"),
                    models.CheckConstraint(condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="vacancy_in_order"),
                ],
            },
        ),
        migrations.RunSQL(CREATE_BREAK, "DROP FUNCTION live_note_break()"),
        migrations.RunSQL(CREATE_HOUSE, "DROP FUNCTION live_note_house()"),
        _trigger("scheduling_vacancy", "live_note_agenda", ANY),
        _trigger("scheduling_shiftbreak", "live_note_break", ANY),
        _trigger("scheduling_holiday", "live_note_house", ANY),
        _trigger("scheduling_bookingpolicy", "live_note_house", RULES),
    ]
