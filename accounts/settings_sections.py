"""The sections of the settings as data: one line each, shown to whoever may open it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CHANGE_SETTINGS, VIEW_AGENDA, VIEW_INBOX, role_allows


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `hint` says in a line what is found there; those of a `group` stand together."""

    url_name: str
    label: str | Promise
    hint: str | Promise
    icon: str
    group: str | Promise
    action: str = CHANGE_SETTINGS


_YOU = _("Você")
_HOUSE = _("Empresa")
_AGENDA = _("Agenda")
_BOT = _("Robô")
_WHATSAPP = _("WhatsApp")
_DATA = _("Dados")

SECTIONS = (
    Section(
        "settings_profile",
        _("Perfil"),
        _("Seu nome, idioma, aparência e senha"),
        icon="user",
        group=_YOU,
        action=VIEW_AGENDA,
    ),
    Section(
        "settings_organization",
        _("Empresa"),
        _("Nome, endereço, fuso horário e moeda"),
        icon="building-store",
        group=_HOUSE,
    ),
    Section(
        "member_list",
        _("Acessos"),
        _("Quem entra no sistema e com qual papel"),
        icon="users",
        group=_HOUSE,
    ),
    Section(
        "settings_rules",
        _("Regras de agendamento"),
        _("Quando e como os clientes podem marcar"),
        icon="calendar-time",
        group=_AGENDA,
    ),
    Section(
        "settings_reminders",
        _("Lembretes"),
        _("Quando lembrar e o que o cliente recebe"),
        icon="clock",
        group=_AGENDA,
    ),
    Section(
        "settings_texts",
        _("Mensagens"),
        _("O que o robô diz, em cada idioma"),
        icon="messages",
        group=_BOT,
    ),
    Section(
        "flow_list",
        _("Fluxos do robô"),
        _("Conversas que você desenha, passo a passo"),
        icon="robot",
        group=_BOT,
        action=VIEW_INBOX,
    ),
    Section(
        "flow_files",
        _("Arquivos dos fluxos"),
        _("Fotos e documentos que o robô envia"),
        icon="paperclip",
        group=_BOT,
    ),
    Section(
        "flow_secrets",
        _("Senhas dos fluxos"),
        _("Chaves dos sistemas que seus fluxos consultam"),
        icon="key",
        group=_BOT,
    ),
    Section(
        "settings_assistant",
        _("Assistente"),
        _("Um modelo de IA responde o que o robô não entende"),
        icon="message-chatbot",
        group=_BOT,
    ),
    Section(
        "channel_list",
        _("Canais"),
        _("Números do WhatsApp e se estão bem"),
        icon="message-circle",
        group=_WHATSAPP,
    ),
    Section(
        "settings_templates",
        _("Modelos"),
        _("O que pode ser dito depois de 24 horas, aprovado pela Meta"),
        icon="file-text",
        group=_WHATSAPP,
    ),
    Section(
        "audit_list",
        _("Atividades"),
        _("Quem mudou o quê, e quando"),
        icon="list",
        group=_DATA,
    ),
    Section(
        "settings_retention",
        _("Guarda de dados"),
        _("Por quanto tempo mensagens e registros ficam"),
        icon="archive",
        group=_DATA,
    ),
    Section(
        "settings_samples",
        _("Dados de exemplo"),
        _("Ver tudo cheio antes de começar, e esvaziar depois"),
        icon="category",
        group=_DATA,
    ),
)


def settings_sections(request: HttpRequest, slug: str, role: str) -> list[dict[str, object]]:
    """The sections this role may open: `label, hint, icon, group, url, active`."""
    found: list[dict[str, object]] = []
    for section in SECTIONS:
        if role_allows(role, section.action):
            url = reverse(section.url_name, args=[slug])
            found.append(
                {
                    "label": section.label,
                    "hint": section.hint,
                    "icon": section.icon,
                    "group": str(section.group),
                    "url": url,
                    "active": request.path.startswith(url),
                }
            )
    return found
