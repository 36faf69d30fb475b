"""The workers' part of imports: claim one, do one step, commit."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope, scopes_disabled

from accounts.import_enums import WORKING, ImportStatus
from accounts.models import CustomerImport
from accounts.services.import_check import check_import
from accounts.services.import_run import import_batch
from accounts.services.import_undo import undo_batch


def work_on_import(*, now: datetime) -> bool:
    """One step of an import that nobody else works on; False when there is none.

    The row stays locked until the step has committed, so two workers never share an import
    and one that is killed leaves it where the last commit was.
    """
    with transaction.atomic():
        with scopes_disabled():
            batch = (
                CustomerImport.objects.filter(status__in=WORKING)
                .select_related("organization")
                .select_for_update(skip_locked=True, of=("self",))
                .defer("content", "samples")
                .order_by("id")
                .first()
            )
        if batch is None:
            return False
        with scope(organization=batch.organization):
            _step(batch, now)
        return True


def _step(batch: CustomerImport, now: datetime) -> None:
    if batch.status == ImportStatus.CHECKING:
        check_import(batch)
    elif batch.status == ImportStatus.RUNNING:
        import_batch(batch, now=now)
    else:
        undo_batch(batch, now=now)
