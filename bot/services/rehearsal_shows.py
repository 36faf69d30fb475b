"""What a flow would do, as lines of a rehearsal: messages as the customer sees them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from bot.flows.engine import (
    AskAssistant,
    CallHttp,
    ChangeTags,
    Effect,
    HandOver,
    Notify,
    ReleaseHold,
    Send,
    SendFile,
    SetAttribute,
)
from bot.gateways.content import Buttons, Content, ListMenu, Media, Text
from bot.gateways.media import SENDABLE, WITHOUT_CAPTION
from bot.gateways.template import Template
from bot.selectors.flow_files import flow_file_named
from bot.selectors.flow_people import person_called
from bot.services import rehearsal_words as words
from bot.services.flow_doing import REASONS
from bot.services.rehearsal_stage import Line, Stage

WINDOW = timedelta(hours=24)


def show(stage: Stage, effect: Effect) -> None:
    """One effect that is answered by nobody, or later by the owner."""
    match effect:
        case Send(content=content):
            send(stage, content)
        case SendFile():
            _send_file(stage, effect)
        case HandOver(reason=reason, to=to):
            _call_person(stage, reason, person_called(to))
        case SetAttribute(key=key, value=value):
            stage.rehearsal.attributes[key] = value
            values = {"name": key, "value": value}
            stage.say("note", _("Anotado no cliente: %(name)s = %(value)s") % values)
        case ChangeTags():
            _change_tags(stage, effect)
        case ReleaseHold(hold_id=hold_id):
            stage.rehearsal.book.held.pop(hold_id, None)
        case CallHttp(method=method, url=url):
            text = _("Aqui o robô pede %(what)s. No teste nada é enviado: como foi?")
            stage.say("note", text % {"what": f"{method} {url}"})
        case AskAssistant():
            stage.say(
                "note", _("Aqui o assistente responde. No teste ele não é perguntado: como foi?")
            )
        case Notify():
            _notify(stage, effect)


def send(stage: Stage, content: Content) -> None:
    """A message, with what can be tapped; one that WhatsApp would not take any more is not
    seen. A template may always be sent."""
    wrote_at = stage.rehearsal.wrote_at
    is_open = wrote_at is not None and stage.clock < wrote_at + WINDOW
    if not is_open and not isinstance(content, Template):
        stage.say("wrong", words.too_late_to_write())
        return
    for key, title in _taps(content):
        stage.rehearsal.could_tap(key, title)
    node = stage.state.node if stage.is_at_home else ""
    stage.lines.append(Line("bot", content=content, node=node))


def _taps(content: Content) -> list[tuple[str, str]]:
    match content:
        case Buttons(buttons=buttons):
            return [(button.id, button.title) for button in buttons]
        case ListMenu():
            return [(row.id, row.title) for row in content.rows]
        case Template(buttons=buttons, titles=titles):
            return [(key, titles[index]) for index, kind, key in buttons if kind == "quick_reply"]
    return []


def _send_file(stage: Stage, effect: SendFile) -> None:
    """As `send_flow_file` does: of a file that is gone its words, under a sound nothing."""
    file = flow_file_named(effect.file_id)
    caption = effect.caption
    if file is None:
        stage.say("wrong", _("O arquivo deste passo não existe mais."))
    else:
        media = SENDABLE[file.mime_type]
        under = "" if media in WITHOUT_CAPTION else caption
        send(stage, Media(media, under, file.name))
        caption = "" if under else caption
    if caption.strip():
        send(stage, Text(caption))


def _call_person(stage: Stage, reason: str, person: User | None) -> None:
    if reason and reason in REASONS:
        stage.say("wrong", REASONS[reason])
        return
    called = _("A equipe é chamada: %(reason)s") if reason else _("A equipe é chamada.")
    stage.say("note", called % {"reason": reason} if reason else called)
    if person is not None:
        text = _("A conversa vai para %(name)s.")
        stage.say("note", text % {"name": person.get_short_name()})


def _change_tags(stage: Stage, effect: ChangeTags) -> None:
    add, remove = effect.add, effect.remove
    kept = [tag for tag in stage.rehearsal.tags if tag not in (*add, *remove)]
    stage.rehearsal.tags = [*kept, *add]
    named = ", ".join([*(f"+ {tag}" for tag in add), *(f"− {tag}" for tag in remove)])
    stage.say("note", _("Etiquetas do cliente: %(names)s") % {"names": named})


def _notify(stage: Stage, effect: Notify) -> None:
    told: dict[str, Any] = {"url": effect.url}
    text = _("Aqui o robô avisa %(url)s. No teste nada é enviado.")
    if effect.values:
        text = _("Aqui o robô avisa %(url)s com %(values)s. No teste nada é enviado.")
        told["values"] = ", ".join(f"{name} = {value}" for name, value in effect.values)
    stage.say("note", text % told)
