"""Labels: making, naming and joining them, and putting them on customers."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Customer, CustomerTag, Organization, Tag, User
from accounts.models.tag import COLOURS
from accounts.services.audit import record_audit
from config.lib.rows import RowGone, is_kept, lock_row, lock_row_to_delete


class TagNameTaken(Exception):
    """Another label of the organization is called so; capitals don't tell them apart."""


class SameTag(Exception):
    """A label can't be joined with itself."""


class TagGone(RowGone):
    """One of the two was joined with another, or deleted, meanwhile."""


def get_or_make_tag(*, organization: Organization, name: str) -> Tag:
    """The label of that name, in any capitals; a new one gets the next colour.

    Two people who make it at once get the same one.
    """
    name = " ".join(name.split())
    known: Tag | None = Tag.objects.filter(name__iexact=name).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            made: Tag = Tag.objects.create(
                organization=organization, name=name, colour=Tag.objects.count() % COLOURS
            )
    except IntegrityError:
        made = Tag.objects.get(name__iexact=name)
    return made


@transaction.atomic
def tag_customers(
    *, organization: Organization, customer_ids: Iterable[UUID], name: str, actor: User | None
) -> tuple[Tag, int]:
    """Put the label `name` on these customers; the second value is how many lacked it.
    `actor` None: a flow does it.

    Ids of other organizations are as if they were not there.
    """
    tag = _kept_tag(organization, name)
    # Held: one of them joined with another meanwhile would have no card to put it on.
    cards = Customer.objects.select_for_update(no_key=True).order_by("pk")
    found = set(cards.filter(pk__in=list(customer_ids)).values_list("pk", flat=True))
    had = set(
        CustomerTag.objects.filter(tag=tag, customer__in=found).values_list(
            "customer_id", flat=True
        )
    )
    CustomerTag.objects.bulk_create(
        [
            CustomerTag(organization=organization, customer_id=pk, tag=tag)
            for pk in sorted(found - had)
        ],
        ignore_conflicts=True,
    )
    if found - had:
        count = {"name": tag.name, "customers": len(found - had)}
        record_audit(
            organization=organization, actor=actor, action="tag.put", target=tag, details=count
        )
    return tag, len(found - had)


@transaction.atomic
def untag_customer(*, customer: Customer, tag: Tag, actor: User | None) -> None:
    """Take the label off; no error when it was not there."""
    gone, _by_model = CustomerTag.objects.filter(customer=customer, tag=tag).delete()
    if gone:
        record_audit(
            organization=customer.organization,
            actor=actor,
            action="tag.taken_off",
            target=customer,
            details={"name": tag.name},
        )


@transaction.atomic
def change_tag(*, tag: Tag, name: str, colour: int, actor: User) -> Tag:
    """Raises TagNameTaken, RowGone."""
    lock_row(tag)
    tag.name, tag.colour = " ".join(name.split()), colour
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "colour"])
            _note(tag, actor, "tag.changed", {"name": tag.name})
    except IntegrityError as error:
        raise TagNameTaken(name) from error
    return tag


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag, actor: User) -> Tag:
    """Whoever has `tag` gets `into`, and `tag` is gone. Raises SameTag, TagGone."""
    if tag.pk == into.pk:
        raise SameTag(tag.name)
    both = Tag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk]).order_by("pk")
    if len(both) != 2:
        raise TagGone(tag.name)
    wearers = CustomerTag.objects.filter(tag=tag).values_list("customer_id", flat=True)
    CustomerTag.objects.bulk_create(
        [
            CustomerTag(organization_id=into.organization_id, customer_id=pk, tag=into)
            for pk in wearers
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )
    _note(into, actor, "tag.merged", {"name": tag.name, "into": into.name})
    tag.delete()
    return into


@transaction.atomic
def delete_tag(*, tag: Tag, actor: User) -> None:
    """Off every customer, and gone. Raises RowGone."""
    lock_row_to_delete(tag)
    _note(tag, actor, "tag.deleted", {"name": tag.name})
    tag.delete()


def _kept_tag(organization: Organization, name: str) -> Tag:
    """The label, which nobody deletes before it is put on; made anew where somebody just has."""
    tag = get_or_make_tag(organization=organization, name=name)
    while not is_kept(tag):
        tag = get_or_make_tag(organization=organization, name=name)
    return tag


def _note(tag: Tag, actor: User, action: str, details: dict[str, str]) -> None:
    record_audit(
        organization=tag.organization, actor=actor, action=action, target=tag, details=details
    )
