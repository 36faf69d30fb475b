"""What a flow changes of its customer."""

from datetime import date

from accounts.models import Customer, CustomerAttribute, Tag
from accounts.people_enums import AttributeType
from accounts.services.tags import tag_customers, untag_customer
from config.lib.logging import get_logger

log = get_logger(__name__)

LONGEST = 500


def set_attribute(*, customer: Customer, key: str, value: str) -> bool:
    """Give the customer's own field this value, read by the field's type; an empty one
    clears it. False, and nothing changed, for a field there is not or a value of another
    type: the flow goes on, the log says so."""
    attribute = CustomerAttribute.objects.filter(key=key, is_active=True).first()
    if attribute is None:
        log.warning("flow_attribute_unknown", key=key)
        return False
    read = _read(attribute, value.strip()[:LONGEST])
    if read is None and value.strip():
        log.warning("flow_attribute_refused", key=key)
        return False
    row: Customer = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    row.attributes.pop(key, None)
    if read is not None:
        row.attributes[key] = read
    row.save(update_fields=["attributes", "updated_at"])
    customer.attributes = row.attributes
    return True


def change_tags(*, customer: Customer, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Put these labels on, making those there are not, and take those off."""
    for name in add:
        tag_customers(
            organization=customer.organization, customer_ids=[customer.pk], name=name, actor=None
        )
    for name in remove:
        tag = Tag.objects.filter(name__iexact=" ".join(name.split())).first()
        if tag is not None:
            untag_customer(customer=customer, tag=tag, actor=None)


def _read(attribute: CustomerAttribute, text: str) -> str | float | bool | None:
    if not text:
        return None
    if attribute.type == AttributeType.NUMBER:
        return _number(text)
    if attribute.type == AttributeType.DATE:
        return _date(text)
    if attribute.type == AttributeType.BOOLEAN:
        return {"1": True, "0": False}.get(text)
    if attribute.type == AttributeType.CHOICE:
        return text if text in attribute.choices else None
    return text


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def _date(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
