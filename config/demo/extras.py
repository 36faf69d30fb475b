"""What a business has written down by the second month: labels, notes, rooms, who waits."""

from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Customer, Organization, Tag, User
from accounts.services.customer_notes import add_note
from accounts.services.tags import tag_customers
from bot.services.canned_replies import CannedDetails, save_canned_reply
from catalog.models import Service
from catalog.services.add_ons import AddOnDetails, save_add_on
from config.lib.formatting import to_zone
from scheduling.services.resources import save_resource_type, set_needs
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist

TAGS = {
    "VIP": (0, 9),
    "Indicação": (6, 18),
    "Prefere manhã": (15, 30),
    "Aniversário no mês": (28, 34),
}
NOTES = (
    "Prefere água com gás e cadeira perto da janela.",
    "Alérgica a amônia: usar só a linha sem.",
    "Costuma atrasar dez minutos, não marcar ninguém colado.",
    "Pediu para lembrar da hidratação a cada dois meses.",
)
REPLIES = (
    (
        "ola",
        "Saudação",
        "Oi, {{customer.first_name}}! Aqui é {{agent.first_name}}. Como posso ajudar?",
    ),
    (
        "endereco",
        "Endereço",
        "Estamos na Rua das Acácias, 120, Vila Mariana, com estacionamento ao lado.",
    ),
    ("pix", "Chave Pix", "Nossa chave Pix é o CNPJ 12.345.678/0001-90."),
)
ADD_ONS = (
    ("Hidratação expressa", 15, "35.00"),
    ("Escova", 30, "50.00"),
    ("Massagem capilar", 10, "25.00"),
)
WAITING = 4


def ensure_extras(organization: Organization, owner: User, now: datetime) -> None:
    """Made once: an organization that has a label already has it all. Needs the open scope."""
    if Tag.objects.exists():
        return
    customers = list(Customer.objects.order_by("phone"))
    for name, (first, end) in TAGS.items():
        ids = [customer.pk for customer in customers[first:end]]
        tag_customers(organization=organization, customer_ids=ids, name=name, actor=owner)
    for customer, text in zip(customers[::3], NOTES, strict=False):
        add_note(customer=customer, text=text, author=owner)
    for shortcut, title, text in REPLIES:
        details = CannedDetails(shortcut=shortcut, title=title, text=text, is_shared=True)
        save_canned_reply(organization=organization, reply=None, details=details, actor=owner)
    services = list(
        Service.objects.filter(is_active=True).order_by("category__position", "position")
    )
    _catalogue(organization, services, owner)
    _waiting(organization, services, customers[40 : 40 + WAITING], owner, now)


def _catalogue(organization: Organization, services: list[Service], owner: User) -> None:
    for name, minutes, price in ADD_ONS:
        save_add_on(
            organization=organization,
            add_on=None,
            details=AddOnDetails(name, minutes, Decimal(price)),
            services=services[:4],
            actor=owner,
        )
    room = save_resource_type(
        organization=organization,
        resource_type=None,
        name="Lavatório",
        resources=["Lavatório 1", "Lavatório 2", "Lavatório 3", "Lavatório 4", "Lavatório 5"],
        actor=owner,
    )
    for service in services[:2]:
        set_needs(service=service, types=[room])


def _waiting(
    organization: Organization,
    services: list[Service],
    customers: list[Customer],
    owner: User,
    now: datetime,
) -> None:
    today = to_zone(now, organization.time_zone).date()
    for number, customer in enumerate(customers):
        service = services[number % len(services)]
        add_to_waitlist(
            organization=organization,
            customer=customer,
            details=WaitlistDetails(
                service=service,
                staff=service.staff.first() if number % 2 else None,
                first_on=today + timedelta(days=number),
                last_on=today + timedelta(days=number + 5),
                notes="Qualquer horário à tarde" if number % 2 else "",
            ),
            actor=owner,
        )
