"""`manage.py chat`: a customer's WhatsApp in a terminal, over the simulator's control API.

Lines are what the customer writes; a number taps a button or a row of the last message.
Piped lines work too: each waits for the answer before the next is sent.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

EXIT = "/sair"
FIRST_ANSWER_S = 15.0
QUIET_S = 1.0  # so long without a message: the answer is complete
TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; `kind` is the simulator's message type."""

    kind: str
    id: str
    title: str
    description: str = ""


@dataclass(slots=True)
class Phone:
    """One customer's phone at the simulator. Raises httpx.HTTPError."""

    http: httpx.Client
    customer_id: str
    position: int = 0

    def send(self, **message: str) -> None:
        self.http.post(f"{self._path}", json=message).raise_for_status()

    def receive(self, wait: float) -> list[dict[str, Any]]:
        """New messages of the business; waits up to `wait` seconds for the first."""
        ends = time.monotonic() + wait
        while True:
            left = max(ends - time.monotonic(), 0)
            found = self._since(left)
            answers = [message for message in found if message["direction"] == "out"]
            if answers or left <= 0:
                return answers

    def _since(self, wait: float) -> list[dict[str, Any]]:
        answer = self.http.get(
            self._path,
            params={"after": self.position, "wait": min(wait, 5.0)},
        ).raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        self.position = max([self.position, *(message["position"] for message in messages)])
        return messages

    @property
    def _path(self) -> str:
        return f"/control/customers/{self.customer_id}/messages"


class Command(BaseCommand):
    help = "Chats with the product as a customer of the simulator. /sair or end of input ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--customer", default="", metavar="NAME|PHONE")
        parser.add_argument("--simulator", default=settings.SIMULATOR_URL, metavar="URL")
        parser.add_argument("--wait", type=float, default=FIRST_ANSWER_S, metavar="SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        url: str = options["simulator"]
        if not url:
            raise CommandError(_("Informe SIMULATOR_URL, o endereço do simulador."))
        try:
            with httpx.Client(base_url=url, timeout=TIMEOUT_S, trust_env=False) as http:
                self._chat(http, options["customer"], options["wait"])
        except httpx.HTTPStatusError as error:
            text = _("O simulador recusou: %(status)d %(body)s")
            raise CommandError(
                text % {"status": error.response.status_code, "body": error.response.text[:200]}
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            text = _("Não consegui falar com o simulador em %(url)s. Ele está rodando? (make run)")
            raise CommandError(text % {"url": url}) from error

    def _chat(self, http: httpx.Client, wanted: str, wait: float) -> None:
        customer = self._customer(http, wanted)
        phone = Phone(http, customer["id"])
        phone.receive(0)  # what was said before
        text = _("Você é %(name)s (+%(phone)s). Escreva, ou digite o número de uma opção.")
        self.stdout.write(text % customer)
        choices: list[Choice] = []
        for line in self._lines():
            self._say(phone, line, choices)
            choices = self._listen(phone, wait)

    def _customer(self, http: httpx.Client, wanted: str) -> dict[str, Any]:
        known = http.get("/control/customers").raise_for_status().json()["customers"]
        if not wanted:
            if not known:
                raise CommandError(_("Ainda não há clientes: crie um com --customer NOME."))
            names = ", ".join(customer["name"] for customer in known)
            self.stdout.write(_("Clientes: %(names)s. Escolha com --customer.") % {"names": names})
            return dict(known[0])
        digits = "".join(letter for letter in wanted if letter.isdigit())
        is_phone = len(digits) >= 8
        for customer in known:
            if customer["phone"] == digits if is_phone else _is_named(customer, wanted):
                return dict(customer)
        new = {"phone": digits} if is_phone else {"name": wanted}
        return dict(http.post("/control/customers", json=new).raise_for_status().json())

    def _lines(self) -> Iterator[str]:
        """What is typed or piped, until the end or /sair."""
        is_typed = sys.stdin.isatty()
        while True:
            if is_typed:
                self.stdout.write("> ", ending="")
                self.stdout.flush()
            line = sys.stdin.readline()
            if not line or line.strip() == EXIT:
                return
            if line.strip():
                yield line.strip()

    def _say(self, phone: Phone, line: str, choices: list[Choice]) -> None:
        if line.isascii() and line.isdigit() and 1 <= int(line) <= len(choices):
            tapped = choices[int(line) - 1]
            self.stdout.write(self.style.SUCCESS(f"» {tapped.title}"))
            described = {"description": tapped.description} if tapped.description else {}
            phone.send(type=tapped.kind, id=tapped.id, title=tapped.title, **described)
        else:
            self.stdout.write(self.style.SUCCESS(f"» {line}"))
            phone.send(type="text", text=line)

    def _listen(self, phone: Phone, wait: float) -> list[Choice]:
        """Print the answer; the choices of its last message that has any."""
        choices: list[Choice] = []
        messages = phone.receive(wait)
        if not messages:
            self.stdout.write(_("(sem resposta)"))
        while messages:
            for message in messages:
                choices = choices_of(message) or choices
                self._print(message)
            messages = phone.receive(QUIET_S)
        return choices

    def _print(self, message: dict[str, Any]) -> None:
        self.stdout.write(f"\n{text_of(message)}")
        for number, choice in enumerate(choices_of(message), 1):
            extra = f" — {choice.description}" if choice.description else ""
            self.stdout.write(f"  {number}. {choice.title}{extra}")


def text_of(message: dict[str, Any]) -> str:
    """The words of a message; its type in brackets where there are none."""
    content = message["content"]
    source = content.get("rendered") or content
    header, footer = source.get("header") or "", source.get("footer") or ""
    parts = (_words(header), _words(source.get("body") or source), _words(footer))
    return "\n".join(part for part in parts if part) or f"[{message['type']}]"


def choices_of(message: dict[str, Any]) -> list[Choice]:
    """What can be tapped in a message, in the order shown."""
    content = message["content"]
    action = content.get("action") or {}
    buttons = [
        Choice("button_reply", button["reply"]["id"], button["reply"]["title"])
        for button in action.get("buttons") or []
    ]
    rows = [
        Choice("list_reply", row["id"], row["title"], row.get("description") or "")
        for section in action.get("sections") or []
        for row in section["rows"]
    ]
    quick = [
        Choice("button", button["id"], button["title"])
        for button in (content.get("rendered") or {}).get("buttons") or []
        if button["type"] == "QUICK_REPLY"
    ]
    return buttons + rows + quick


def _words(part: Any) -> str:
    """The text of a header, body or footer: a string, or an object that holds one."""
    if isinstance(part, str):
        return part
    inner = part.get("text") or part.get("body") or ""
    return inner if isinstance(inner, str) else ""


def _is_named(customer: dict[str, Any], wanted: str) -> bool:
    return bool(str(customer["name"]).casefold().startswith(wanted.casefold()))
