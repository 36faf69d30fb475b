"""Taking sample data out: exactly what was made, and nothing that has become the owner's."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from accounts.models import Organization, SampleData, SampleRow
from accounts.sample_enums import SampleState
from accounts.services.row_moves import references_to
from accounts.services.sample_rows import digests_of

Rows = dict[type[Model], set[UUID]]


def remove_samples(batch: SampleData, *, now: datetime) -> None:
    """Delete the rows of `batch` and close it, in the caller's transaction.

    Stays: a row that reads differently than when it was made, and one to which any row
    refers that stays itself. `batch.kept` says how many, and why. What stays belongs to the
    organization from now on.
    """
    going, changed = _as_made(batch)
    used = _spare_used(going)
    for model in reversed(going):  # whoever refers to another was made after it
        model._base_manager.filter(pk__in=going[model]).delete()
    SampleRow.objects.filter(batch=batch).delete()
    batch.kept = {"changed": _counts(changed), "used": _counts(used)}
    batch.state, batch.finished_at = SampleState.REMOVED, now
    batch.save()
    Organization.objects.filter(pk=batch.organization_id).update(has_samples=False)


def _as_made(batch: SampleData) -> tuple[Rows, Rows]:
    """The rows that are as they were made, models in the order of making, and those changed.

    All are locked: whoever refers to one of them now waits, and then finds it gone.
    """
    made: dict[str, dict[UUID, str]] = defaultdict(dict)
    for row in SampleRow.objects.filter(batch=batch).order_by("id"):
        made[row.model][row.object_id] = row.digest
    going: Rows = {}
    changed: Rows = {}
    for label, digests in made.items():
        model = apps.get_model(label)
        now = digests_of(model, digests, batch.columns[label], is_locking=True)
        going[model] = {pk for pk, digest in now.items() if digests[pk] == digest}
        changed[model] = now.keys() - going[model]
    return going, changed


def _spare_used(going: Rows) -> Rows:
    """Take out of `going` whatever a row refers to that stays, until nothing is left to take
    out: of whichever app, also where the database would delete that row along with it."""
    used: Rows = {model: set() for model in going}
    is_settled = False
    while not is_settled:
        is_settled = True
        for model in going:
            held = _referred_to(model, going)
            if held:
                going[model] -= held
                used[model] |= held
                is_settled = False
    return used


def _referred_to(model: type[Model], going: Rows) -> set[UUID]:
    held: set[UUID] = set()
    for field in references_to(model):
        rows = field.model._base_manager.filter(**{f"{field.name}__in": going[model]})
        goes = going.get(field.model, set())
        pairs = rows.values_list("pk", field.attname)
        held |= {target for pk, target in pairs if pk not in goes}
    return held


def _counts(rows: Rows) -> dict[str, int]:
    return {model._meta.label_lower: len(ids) for model, ids in rows.items() if ids}
