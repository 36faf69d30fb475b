"""A business with years behind it: as many rows as one asks for, by COPY."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity, Organization
from accounts.phone_numbers import phone_match_key
from bot.enums import Author, DeliveryStatus, Direction, Owner
from bot.models import Channel, Conversation, Delivery, Message
from catalog.models import Service
from config.demo.people import FIRST, LAST
from config.lib.ids import id_at
from scheduling.enums import AppointmentStatus, CancelledBy, Source
from scheduling.models import Appointment, Staff

CHUNK = 20_000
SLOTS = 20  # half hours from 9 to 19 in the organization's zone
BOOKED = 13  # of them, per person and day
DAYS_AHEAD = 30
SAID = ("Oi, tudo bem?", "Tem horário amanhã?", "Pode ser às 15h", "Obrigada!", "Quanto custa?")
ANSWERED = ("Olá! Como posso ajudar?", "Tenho 10h, 14h e 15h.", "Combinado!", "Custa R$ 80,00.")

Tell = Callable[[str, int], None]  # what, and how many of it there are by now


def copy_rows(rows: Iterable[models.Model], told: Callable[[int], None]) -> None:
    """Write models of one kind by COPY, with every rule of the database in force.

    Fields are prepared as `save()` prepares them; `told` hears how many are written.
    """
    iterator, written = iter(rows), 0
    while chunk := list(islice(iterator, CHUNK)):
        _copy_chunk(chunk)
        written += len(chunk)
        told(written)


def _copy_chunk(chunk: list[models.Model]) -> None:
    meta: Any = chunk[0]._meta
    fields = [field for field in meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    statement = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chunk:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
            )


def make_customers(organization: Organization, count: int, tell: Tell) -> list[Customer]:
    """Customers with a phone each; half of the names occur often, as names do."""
    dice = random.Random(1)
    customers = [
        Customer(
            organization_id=organization.pk,
            name=f"{dice.choice(FIRST)} {dice.choice(LAST)} {dice.choice(LAST)}",
            phone=f"+55119{80_000_000 + number}",
        )
        for number in range(count)
    ]
    copy_rows(customers, lambda done: tell("customers", done))
    copy_rows((_identity(customer) for customer in customers), lambda _done: None)
    return customers


def _identity(customer: Customer) -> CustomerIdentity:
    phone = str(customer.phone)
    return CustomerIdentity(
        organization_id=customer.organization_id,
        customer=customer,
        kind=IdentityKind.PHONE,
        value=phone.removeprefix("+"),
        match_key=phone_match_key(phone),
    )


def make_visits(
    *,
    organization: Organization,
    team: list[Staff],
    service: Service,
    customers: list[Customer],
    count: int,
    first_slot: datetime,
    tell: Tell,
) -> None:
    """`count` visits of half an hour, BOOKED a day and person, the last DAYS_AHEAD days from
    now. `first_slot` is today's first one."""
    days = -(-count // (len(team) * BOOKED))
    rows = _visits(
        organization=organization,
        team=team,
        service=service,
        customers=customers,
        days=days,
        first_slot=first_slot,
    )
    copy_rows(islice(rows, count), lambda done: tell("appointments", done))


def _visits(
    *,
    organization: Organization,
    team: list[Staff],
    service: Service,
    customers: list[Customer],
    days: int,
    first_slot: datetime,
) -> Iterator[Appointment]:
    dice = random.Random(2)
    for day in range(DAYS_AHEAD - days + 1, DAYS_AHEAD + 1):
        for person in team:
            for slot in dice.sample(range(SLOTS), BOOKED):
                starts_at = first_slot + timedelta(days=day, minutes=30 * slot)
                ends_at = starts_at + timedelta(minutes=30)
                yield Appointment(
                    organization_id=organization.pk,
                    customer=dice.choice(customers),
                    staff=person,
                    service=service,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    busy=DateTimeTZRange(starts_at, ends_at),
                    price=service.price,
                    source=dice.choice((Source.BOT, Source.STAFF)),
                    **_fate(dice, day, starts_at),
                )


def _fate(dice: random.Random, day: int, starts_at: datetime) -> dict[str, Any]:
    chance = dice.random()
    if chance < 0.1:
        cancelled_at = starts_at - timedelta(days=max(day, 0) + 1)
        by = CancelledBy.CUSTOMER
        return {
            "status": AppointmentStatus.CANCELLED,
            "cancelled_at": cancelled_at,
            "cancelled_by": by,
        }
    if day >= 0:
        return {"status": AppointmentStatus.CONFIRMED}
    is_missed = chance < 0.15
    return {"status": AppointmentStatus.NO_SHOW if is_missed else AppointmentStatus.COMPLETED}


def make_talks(
    *,
    channel: Channel,
    customers: list[Customer],
    conversations: int,
    messages: int,
    now: datetime,
    tell: Tell,
) -> None:
    """Conversations of the last two years, more of them recent, and their messages with
    deliveries; a few wait for a person, some are unread. Nothing is left to do for the bot."""
    dice = random.Random(3)
    talks = [_talk(channel, customer, dice, now) for customer in customers[:conversations]]
    copy_rows(talks, lambda done: tell("conversations", done))
    rows = _messages(talks, messages)
    written = 0
    while chunk := list(islice(rows, CHUNK)):
        _copy_chunk(list(chunk))
        _copy_chunk([_delivery(row) for row in chunk if row.direction == Direction.OUT])
        written += len(chunk)
        tell("messages", written)


def _talk(channel: Channel, customer: Customer, dice: random.Random, now: datetime) -> Conversation:
    last = now - timedelta(days=730 * dice.random() ** 3, minutes=1)
    is_waiting = dice.random() < 0.01
    return Conversation(
        organization_id=channel.organization_id,
        channel=channel,
        customer=customer,
        owner=Owner.NOBODY if is_waiting else Owner.BOT,
        waits_for_person=is_waiting,
        unread_count=dice.choice((0,) * 19 + (2,)),
        last_message_at=last,
        last_customer_message_at=last - timedelta(minutes=2),
        last_message_text=ANSWERED[0],
    )


def _messages(talks: list[Conversation], count: int) -> Iterator[Message]:
    """The customer and the bot in turns, the last one at `last_message_at`."""
    each, more = divmod(count, len(talks))
    for number, talk in enumerate(talks):
        length = each + (number < more)
        ends_at = talk.last_message_at or talk.created_at
        for position in range(length):
            is_in = position % 2 == 0
            text = (SAID if is_in else ANSWERED)[position // 2 % 4]
            at = ends_at - timedelta(minutes=2 * (length - 1 - position))
            yield Message(
                id=id_at(at),
                organization_id=talk.organization_id,
                channel_id=talk.channel_id,
                conversation=talk,
                direction=Direction.IN if is_in else Direction.OUT,
                author=Author.CUSTOMER if is_in else Author.BOT,
                kind="text",
                text=text,
                content={"type": "text", "text": {"body": text}} if is_in else {"body": text},
                external_id=f"wamid.scale.{number}.{position}",
                occurred_at=at,
                handled_at=at if is_in else None,
            )


def _delivery(message: Message) -> Delivery:
    at = message.occurred_at
    return Delivery(
        id=id_at(at),
        organization_id=message.organization_id,
        message=message,
        conversation_id=message.conversation_id,
        channel_id=message.channel_id,
        status=DeliveryStatus.READ,
        rank=50,
        due_at=at,
        attempts=1,
        sent_at=at,
        delivered_at=at,
        read_at=at,
    )
