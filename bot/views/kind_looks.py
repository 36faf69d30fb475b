"""What a message carries besides words, as its bubble shows it: a place, cards, an order, the
answers of a form, the ad that it came from. Read from the provider's object, or from ours.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.phone_numbers import show_phone_number
from bot.gateways.contact_cards import name_in_vcard
from bot.gateways.gestures import is_web_address
from config.lib.formatting import format_money

MOST_SHOWN = 30
_FIELD_NAME = re.compile(r"^screen_\d+_(.+?)_\d+$")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SECRETS = {"flow_token"}


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str
    map_url: str


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody's card; `new` is the query by which the form of a new customer begins."""

    name: str
    company: str
    phones: list[str]
    emails: list[str]
    new: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    item: str
    quantity: str
    price: str


@dataclass(frozen=True, slots=True)
class Order:
    lines: list[OrderLine]
    total: str


@dataclass(frozen=True, slots=True)
class Referral:
    """The ad or post that the customer came from, or the product of the catalogue (not
    `is_ad`) that was asked about; `url` "" where it is none to open."""

    headline: str
    body: str = ""
    url: str = ""
    is_ad: bool = True


def place_of(content: Any) -> Place | None:
    """The point of a location message; None where it has none."""
    told = _dict(_dict(content).get("location"))
    try:
        point = float(told["latitude"]), float(told["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        return None
    query = urlencode({"api": "1", "query": f"{point[0]},{point[1]}"})
    url = f"https://www.google.com/maps/search/?{query}"
    return Place(_text(told.get("name")), _text(told.get("address")), url)


def cards_of(content: Any) -> list[Card]:
    return [_card(_dict(card)) for card in _list(_dict(content).get("contacts"))[:MOST_SHOWN]]


def order_of(content: Any) -> Order | None:
    """The lines of a cart, priced where the catalogue says so."""
    items = [_dict(item) for item in _list(_dict(_dict(content).get("order")).get("product_items"))]
    if not items:
        return None
    lines = [_order_line(item) for item in items[:MOST_SHOWN]]
    prices = [_price(item) for item in items]
    currencies = {_text(item.get("currency")) for item in items}
    total = ""
    if len(currencies) == 1 and all(price is not None for price in prices):
        total = _money(sum((price for price in prices if price), Decimal()), currencies.pop())
    return Order(lines, total)


def answers_of(content: Any) -> list[tuple[str, str]]:
    """The questions and answers of a form (WhatsApp Flow) or of an address, in their order."""
    data = _dict(content)
    reply = _dict(_dict(data.get("interactive")).get("nfm_reply"))
    form = _dict(data.get("form"))
    written = reply.get("response_json") or form.get("FlowData") or form.get("InteractiveData")
    try:
        answers = json.loads(written) if isinstance(written, str) else {}
    except (ValueError, RecursionError):
        return []
    if not isinstance(answers, dict):
        return [("", _flat(answers))] if _flat(answers) else []
    if reply.get("name") == "address_message":
        answers = _dict(answers.get("values")) or answers
    told = [(_label(key), _flat(value)) for key, value in answers.items() if key not in _SECRETS]
    return [(label, value) for label, value in told if value][:MOST_SHOWN]


def referral_of(content: Any) -> Referral | None:
    """The ad of a first message, or the product that was asked about."""
    data = _dict(content)
    if told := _dict(data.get("referral")):
        url = _text(told.get("source_url"))
        url = url if is_web_address(url) else ""
        return Referral(_text(told.get("headline")), _text(told.get("body")), url)
    product = _dict(_dict(data.get("context")).get("referred_product"))
    if product:
        item = _text(product.get("product_retailer_id"))
        return Referral(item, is_ad=False)
    return None


def is_forwarded(content: Any) -> bool:
    context = _dict(_dict(content).get("context"))
    return bool(context.get("forwarded") or context.get("frequently_forwarded"))


def _card(card: dict[str, Any]) -> Card:
    named = _dict(card.get("name"))
    name = _text(named.get("formatted_name")) or _text(named.get("first_name"))
    name = name or name_in_vcard(_text(card.get("vcard")))
    phones = [_phone(_dict(phone)) for phone in _list(card.get("phones"))]
    emails = [_text(_dict(email).get("email")) for email in _list(card.get("emails"))]
    kept = [phone for phone in phones if phone]
    new = urlencode({"name": name[:120], "phone": kept[0] if kept else ""})
    company = _text(_dict(card.get("org")).get("company"))
    return Card(name or _("Sem nome"), company, kept, [one for one in emails if one], new)


def _phone(phone: dict[str, Any]) -> str:
    """As people write it; the WhatsApp id is the surer one."""
    wa_id = _text(phone.get("wa_id"))
    return show_phone_number(f"+{wa_id}") if wa_id.isdigit() else _text(phone.get("phone"))[:40]


def _order_line(item: dict[str, Any]) -> OrderLine:
    price = _price(item)
    shown = "" if price is None else _money(price, _text(item.get("currency")))
    return OrderLine(_text(item.get("product_retailer_id")), _text(item.get("quantity")), shown)


def _price(item: dict[str, Any]) -> Decimal | None:
    """Of the whole line."""
    try:
        price = Decimal(_text(item.get("item_price"))) * Decimal(_text(item.get("quantity")))
    except InvalidOperation:
        return None
    return price if price.is_finite() and abs(price) < Decimal(10) ** 12 else None


def _money(amount: Decimal, currency: str) -> str:
    if not _CURRENCY.fullmatch(currency):
        return f"{amount:.2f}"
    return format_money(amount, currency, get_language() or "pt-BR")


def _label(key: object) -> str:
    """ "screen_0_Seu_nome_1" (as Meta's builder names a field) as "Seu nome"."""
    text = str(key)
    found = _FIELD_NAME.match(text)
    words = (found[1] if found else text).replace("_", " ").strip()
    return words[:1].upper() + words[1:60]


def _flat(value: Any, depth: int = 0) -> str:
    if isinstance(value, bool):
        return _("Sim") if value else _("Não")
    if isinstance(value, list | dict) and depth < 3:
        parts = value.values() if isinstance(value, dict) else value
        return ", ".join(filter(None, [_flat(part, depth + 1) for part in parts]))[:500]
    return _text(value)[:500]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
