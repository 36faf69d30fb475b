"""The workers' part of sample data: claim one filling, do one step of it, commit."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_scopes import scope, scopes_disabled

from accounts.models import SampleData
from accounts.sample_enums import WORKING, SampleState, SampleStep
from accounts.services.sample_removal import remove_samples
from bot.services.sample_agenda import make_coming, make_past, make_waitlist
from bot.services.sample_catalogue import make_catalogue
from bot.services.sample_customers import make_customers
from bot.services.sample_talks import make_talks
from config.lib.logging import get_logger

log = get_logger(__name__)

MOST_FAILURES = 3
STEPS: dict[SampleStep, Callable[[SampleData, datetime], None]] = {
    SampleStep.CATALOGUE: make_catalogue,
    SampleStep.CUSTOMERS: make_customers,
    SampleStep.PAST: make_past,
    SampleStep.COMING: make_coming,
    SampleStep.TALKS: make_talks,
    SampleStep.WAITLIST: make_waitlist,
}


def work_on_samples(*, now: datetime) -> bool:
    """One step of a filling or removal that nobody else works on; False when there is none.

    The row stays locked until the step has committed, so two workers never share one and
    one that is killed leaves it where the last commit was. A step that fails MOST_FAILURES
    times ends the work: the page says so, and what there is may be removed.
    """
    batch_id = None
    try:
        with transaction.atomic():
            batch = _claim()
            if batch is None:
                return False
            batch_id = batch.pk
            with scope(organization=batch.organization):
                _step(batch, now)
    except Exception:
        log.exception("samples_failed", batch_id=str(batch_id))
        if batch_id is None:
            raise
        _note_failure(batch_id, now)
    return True


def _claim() -> SampleData | None:
    with scopes_disabled():
        batch: SampleData | None = (
            SampleData.objects.filter(state__in=WORKING)
            .select_related("organization", "created_by")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("failures", "id")
            .first()
        )
    return batch


def _step(batch: SampleData, now: datetime) -> None:
    if batch.state == SampleState.REMOVING:
        remove_samples(batch, now=now)
        return
    STEPS[SampleStep(batch.step)](batch, now)
    batch.step += 1
    if batch.step == len(STEPS):
        batch.state, batch.finished_at = SampleState.FULL, now
    batch.save()


@transaction.atomic
def _note_failure(batch_id: UUID, now: datetime) -> None:
    with scopes_disabled():
        batch = SampleData.objects.select_for_update().get(pk=batch_id)
        batch.failures += 1
        if batch.failures >= MOST_FAILURES and batch.is_working:
            batch.state, batch.finished_at = SampleState.FULL, now
        batch.save(update_fields=["failures", "state", "finished_at"])
