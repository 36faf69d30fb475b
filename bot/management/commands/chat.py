"""`manage.py chat`: a customer's WhatsApp in a terminal, over the simulator's control API.

Lines are what the customer writes; a number taps a button or a row of the last message.
Lines may also be piped, or lie in a file (--script; empty ones and those that begin with #
are left out): each waits for the answer before the next is sent.
"""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bot.management.phone import Choice, Phone, choices_of, text_of
from bot.selectors.channels import number_ids_of

EXIT = "/sair"
FIRST_ANSWER_S = 15.0
QUIET_S = 1.0  # so long without a message: the answer is complete
TIMEOUT_S = 10.0


class Command(BaseCommand):
    help = "Chats with the product as a customer of the simulator. /sair or end of input ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", default="", metavar="SLUG")
        parser.add_argument("--customer", default="", metavar="NAME|PHONE")
        parser.add_argument("--script", default="", metavar="FILE")
        parser.add_argument("--simulator", default=settings.SIMULATOR_URL, metavar="URL")
        parser.add_argument("--wait", type=float, default=FIRST_ANSWER_S, metavar="SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        url: str = options["simulator"]
        if not url:
            raise CommandError(_("Informe SIMULATOR_URL, o endereço do simulador."))
        try:
            with (
                _script(options["script"]) as lines,
                httpx.Client(base_url=url, timeout=TIMEOUT_S, trust_env=False) as http,
            ):
                number = self._number(http, options["organization"])
                customer = self._customer(http, options["customer"])
                self._chat(Phone(http, customer["id"], number), customer, lines, options["wait"])
        except OSError as error:
            raise CommandError(f"{options['script']}: {error.strerror or error}") from error
        except httpx.HTTPStatusError as error:
            text = _("O simulador recusou: %(status)d %(body)s")
            raise CommandError(
                text % {"status": error.response.status_code, "body": error.response.text[:200]}
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            text = _("Não consegui falar com o simulador em %(url)s. Ele está rodando? (make run)")
            raise CommandError(text % {"url": url}) from error

    def _chat(self, phone: Phone, customer: dict[str, Any], lines: TextIO, wait: float) -> None:
        phone.receive(0)  # what was said before
        text = _("Você é %(name)s (+%(phone)s). Escreva, ou digite o número de uma opção.")
        self.stdout.write(text % customer)
        choices: list[Choice] = []
        for line in self._typed(lines):
            self._say(phone, line, choices)
            choices = self._listen(phone, wait)

    def _number(self, http: httpx.Client, slug: str) -> str:
        """The number to write to: the organization's at the simulator, else the first one."""
        answer = http.get("/control/numbers").raise_for_status().json()
        known = [str(number["number_id"]) for number in answer["numbers"]]
        wanted = number_ids_of(slug) if slug else known
        found = next((number for number in known if number in wanted), None)
        if found is None:
            text = _("“%(slug)s” não tem número no simulador (manage.py create_channel).")
            raise CommandError(text % {"slug": slug})
        return found

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

    def _typed(self, lines: TextIO) -> Iterator[str]:
        """What is typed, piped or scripted, until the end or /sair."""
        is_typed = lines.isatty()
        while True:
            if is_typed:
                self.stdout.write("> ", ending="")
                self.stdout.flush()
            line = lines.readline()
            if not line or line.strip() == EXIT:
                return
            if line.strip() and (is_typed or not line.startswith("#")):
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


def _script(path: str) -> Any:
    """The lines to say: a file's, else the standard input's, which stays open."""
    return Path(path).open(encoding="utf-8") if path else nullcontext(sys.stdin)


def _is_named(customer: dict[str, Any], wanted: str) -> bool:
    return bool(str(customer["name"]).casefold().startswith(wanted.casefold()))
