"""Filling an organization with sample data, and taking it out: what an owner asks for.

The making is the workers' (bot.services.sample_work), the removing too.
"""

from django.db import IntegrityError, transaction

from accounts.models import Organization, SampleData, User
from accounts.sample_enums import SampleState
from accounts.selectors.samples import has_real_data
from accounts.services.audit import record_audit
from config.lib.nudges import nudge_on_commit

WORK_SAMPLES = "bot.tasks.work_samples"


class DataIsReal(Exception):
    """The organization works already: examples would get in the way of its own customers."""


class SamplesNotThere(Exception):
    """There is no sample data, or it is being removed: an earlier click was faster."""


def start_filling(*, organization: Organization, actor: User) -> SampleData:
    """Have the organization filled; asked twice, the first filling is given.

    Raises DataIsReal.
    """
    open_batches = SampleData.objects.exclude(state=SampleState.REMOVED)
    known: SampleData | None = open_batches.first()
    if known is not None:
        return known
    if has_real_data():
        raise DataIsReal
    try:
        return _open(organization, actor)
    except IntegrityError:  # the other of two clicks at once
        found: SampleData = open_batches.get()
        return found


@transaction.atomic
def _open(organization: Organization, actor: User) -> SampleData:
    batch: SampleData = SampleData.objects.create(
        organization=organization, state=SampleState.FILLING, created_by=actor
    )
    Organization.objects.filter(pk=organization.pk).update(has_samples=True)
    record_audit(organization=organization, actor=actor, action="samples.filled", target=batch)
    nudge_on_commit(WORK_SAMPLES)
    return batch


@transaction.atomic
def start_removal(*, organization: Organization, actor: User) -> SampleData:
    """Have what was made removed, also when the making has not ended. Raises SamplesNotThere."""
    batch: SampleData | None = (
        SampleData.objects.select_for_update()
        .filter(state__in=(SampleState.FILLING, SampleState.FULL))
        .first()
    )
    if batch is None:
        raise SamplesNotThere
    batch.state, batch.failures = SampleState.REMOVING, 0
    batch.save(update_fields=["state", "failures"])
    record_audit(organization=organization, actor=actor, action="samples.removed", target=batch)
    nudge_on_commit(WORK_SAMPLES)
    return batch
