from django.db import migrations, models

# One style of names: noun.verb_past.
NAMES = {
    "update_customer": "customer.updated",
    "block_customer": "customer.blocked",
    "unblock_customer": "customer.unblocked",
    "import_customers": "customer_import.started",
    "undo_customer_import": "customer_import.undone",
    "export_customers": "customers.exported",
    "change_notes": "appointment.notes_changed",
    "create_staff": "staff.created",
    "update_staff": "staff.updated",
    "archive_staff": "staff.archived",
    "restore_staff": "staff.restored",
    "set_week": "staff.week_changed",
    "add_exception": "staff.exception_added",
    "remove_exception": "staff.exception_removed",
    "book": "appointment.booked",
    "reschedule": "appointment.rescheduled",
    "cancel": "appointment.cancelled",
    "change_status": "appointment.status_changed",
    "confirm_attendance": "appointment.attendance_confirmed",
    "block_time": "time_off.created",
    "unblock_time": "time_off.removed",
    "create_service": "service.created",
    "update_service": "service.updated",
    "archive_service": "service.archived",
    "restore_service": "service.restored",
}


def rename(apps, names):
    entry = apps.get_model("accounts", "AuditEntry")
    cases = [
        models.When(action=before, then=models.Value(after)) for before, after in names.items()
    ]
    entry._base_manager.filter(action__in=list(names)).update(
        action=models.Case(*cases, default=models.F("action"))
    )


def forwards(apps, schema_editor):
    rename(apps, NAMES)


def backwards(apps, schema_editor):
    rename(apps, {after: before for before, after in NAMES.items()})


class Migration(migrations.Migration):
    atomic = False  # the renaming touches every entry; the indexes come after it

    dependencies = [
        ("accounts", "0005_team_places_pictures"),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["organization", "action", "-id"], name="audit_by_action"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["organization", "actor", "-id"], name="audit_by_actor"),
        ),
    ]
