"""What the provider has told about a number, in words: what is bad, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bot.models import Channel
from config.lib.formatting import format_date

Words = str | Promise

# Topic -> what it is about. `what` of a piece of news -> (what happened, what to do).
LABELS: dict[str, Words] = {
    "account": gettext_lazy("Conta"),
    "violation": gettext_lazy("Regras da Meta"),
    "restriction": gettext_lazy("Restrição"),
    "connection": gettext_lazy("Ligação com a Meta"),
    "quality": gettext_lazy("Aviso de qualidade"),
    "limit": gettext_lazy("Limite de envio"),
    "name": gettext_lazy("Nome de exibição"),
    "review": gettext_lazy("Análise da conta"),
    "security": gettext_lazy("Segurança"),
}
WORDS: dict[str, tuple[Words, Words]] = {
    "ACCOUNT_DELETED": (
        gettext_lazy("A conta do WhatsApp foi excluída na Meta."),
        gettext_lazy("Crie outra conta na Meta e ligue o número de novo."),
    ),
    "DISABLE": (
        gettext_lazy("A Meta desativou a conta do WhatsApp."),
        gettext_lazy("Peça a revisão no painel da Meta, em Qualidade da conta."),
    ),
    "SCHEDULE_FOR_DISABLE": (
        gettext_lazy("A Meta avisou que vai desativar a conta do WhatsApp."),
        gettext_lazy("Veja o motivo no painel da Meta, em Qualidade da conta."),
    ),
    "ACCOUNT_VIOLATION": (
        gettext_lazy("A Meta diz que a conta quebrou uma regra."),
        gettext_lazy("Veja qual no painel da Meta, em Qualidade da conta."),
    ),
    "ACCOUNT_RESTRICTION": (
        gettext_lazy("A Meta limitou o que este número pode enviar."),
        gettext_lazy("Responda quem escreve e espere o fim do prazo para mandar avisos."),
    ),
    "ACCOUNT_OFFBOARDED": (
        gettext_lazy("O número foi desligado da Meta."),
        gettext_lazy("Ligue o número de novo em “Trocar credenciais”."),
    ),
    "PARTNER_REMOVED": (
        gettext_lazy("O número foi desconectado no celular ou no painel da Meta."),
        gettext_lazy("Ligue o número de novo em “Trocar credenciais”."),
    ),
    "PARTNER_APP_UNINSTALLED": (
        gettext_lazy("O aplicativo foi retirado da conta na Meta."),
        gettext_lazy("Ligue o número de novo em “Trocar credenciais”."),
    ),
    "FLAGGED": (
        gettext_lazy("Clientes bloquearam ou denunciaram mensagens deste número."),
        gettext_lazy("Mande menos promoções e só a quem autorizou."),
    ),
    "DOWNGRADE": (
        gettext_lazy("A Meta baixou o seu limite de envio."),
        gettext_lazy("Ele volta a subir quando a qualidade melhora."),
    ),
    "NAME": (
        gettext_lazy("A Meta recusou o nome que aparece para os clientes."),
        gettext_lazy("Peça outro nome no painel da Meta, parecido com o da empresa."),
    ),
    "REVIEW": (
        gettext_lazy("A Meta recusou a conta do WhatsApp."),
        gettext_lazy("Complete os dados da empresa no painel da Meta e peça nova análise."),
    ),
    "PIN_CHANGED": (
        gettext_lazy("A senha de duas etapas do número foi trocada."),
        gettext_lazy("Se não foi você, troque a senha no painel da Meta agora."),
    ),
    "PIN_RESET_REQUEST": (
        gettext_lazy("Alguém pediu para trocar a senha de duas etapas do número."),
        gettext_lazy("Se não foi você, confira quem tem acesso ao painel da Meta."),
    ),
    "PIN_REQUEST_SUCCESS": (
        gettext_lazy("A senha de duas etapas do número foi retirada."),
        gettext_lazy("Se não foi você, crie outra senha no painel da Meta agora."),
    ),
    "ALERT": (
        gettext_lazy("A Meta mandou um aviso."),
        gettext_lazy("Veja os detalhes no painel da Meta."),
    ),
}
SECURITY: tuple[Words, Words] = (
    gettext_lazy("Algo mudou na segurança do número."),
    gettext_lazy("Confira no painel da Meta se foi você."),
)


@dataclass(frozen=True, slots=True)
class NumberNews:
    """One piece of bad news, as an owner reads it."""

    label: str
    text: str
    fix: str
    is_seen: bool


def bad_news(channel: Channel, now: datetime) -> list[NumberNews]:
    """What still stands, the latest first. No query."""
    topics = channel.news.get("topics", {})
    bad = [(topic, kept) for topic, kept in topics.items() if kept["is_bad"]]
    standing = [pair for pair in bad if not _is_over(pair[1]["until"], now)]
    standing.sort(key=lambda pair: str(pair[1]["at"]), reverse=True)
    return [_news(topic, kept, channel) for topic, kept in standing]


def limit_words(limit: str) -> str:
    """ "TIER_2K" or "2000" as "2.000"; "" while the provider has said none."""
    told = limit.removeprefix("TIER_")
    if told in ("UNLIMITED", "-1"):
        return _("sem limite")
    number = told.removesuffix("K") + ("000" if told.endswith("K") else "")
    return f"{int(number):,}".replace(",", ".") if number.isdecimal() else ""


def _news(topic: str, kept: dict[str, str], channel: Channel) -> NumberNews:
    text, fix = WORDS.get(kept["what"], SECURITY if topic == "security" else WORDS["ALERT"])
    parts = [str(text)]
    if topic.startswith("alert:") and kept["detail"]:
        parts.append(_("A Meta escreveu: “%(text)s”") % {"text": kept["detail"]})
    if kept["until"]:
        zone, locale = channel.organization.time_zone, channel.organization.locale
        day = format_date(datetime.fromisoformat(kept["until"]), zone, locale)
        parts.append(_("Vale até %(day)s.") % {"day": day})
    label = str(LABELS.get(topic, _("Aviso da Meta")))
    return NumberNews(label, " ".join(parts), str(fix), bool(kept["is_seen"]))


def _is_over(until: str, now: datetime) -> bool:
    return bool(until) and datetime.fromisoformat(until) <= now
