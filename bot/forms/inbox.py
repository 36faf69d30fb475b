"""Looking through conversations, and answering one."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bot.forms.files import read_file
from bot.gateways.content import TEXT_LIMIT
from bot.gateways.media import CAPTION_LIMIT, MediaFile
from bot.gateways.stickers import STICKER_TYPE
from bot.selectors.inbox import InboxCursor, InboxShow

MOST_ROWS = 30


class InboxFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    show = forms.ChoiceField(choices=InboxShow.choices, required=False)
    q = forms.CharField(max_length=80, required=False)
    before = forms.RegexField(r"^\d{1,17}_[0-9a-f-]{36}$", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("show", ""))

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def cursor(self) -> InboxCursor | None:
        text = self.cleaned_data.get("before", "")
        if not text:
            return None
        micros, _separator, key = text.partition("_")
        try:
            at = datetime.fromtimestamp(int(micros) / 1_000_000, UTC)
            return InboxCursor(at.replace(microsecond=int(micros) % 1_000_000), UUID(key))
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def query(self) -> str:
        """ "?show=waiting&q=ana", for links that keep the list as it is."""
        kept = {name: value for name in ("show", "q") if (value := self.cleaned_data.get(name))}
        return f"?{urlencode(kept)}" if kept else ""


class RowsAsked(forms.Form):
    """Which conversations of the list are asked for again: `id`, up to 30 times."""

    id = forms.TypedMultipleChoiceField(coerce=UUID)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["id"]
        field.choices = [(one, one) for one in data.getlist("id")[:MOST_ROWS]]

    def clean_id(self) -> list[UUID]:
        return sorted(set(self.cleaned_data["id"]))


class ThreadCursor(forms.Form):
    """What part of a conversation is asked for; what can't be read counts as not given."""

    before = forms.UUIDField(required=False)
    since = forms.UUIDField(required=False)
    after = forms.CharField(max_length=60, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None


def too_long_words(longest: int) -> str:
    """Why a text can't leave by a number whose provider takes `longest` characters."""
    words = gettext("Este número aceita até %(count)s letras por mensagem. Divida em duas.")
    return words % {"count": longest}


class ReplyForm(forms.Form):
    """What a person answers. `token` is the id the message will have, `seen` the last one
    the person saw, `anyway` a colleague's answer that is to be answered after all, `quote`
    the message that is answered."""

    text = forms.CharField(
        label=_("Mensagem"),
        max_length=TEXT_LIMIT,
        required=False,
        error_messages={
            "required": _("Escreva a mensagem."),
            "max_length": _("A mensagem passa de 4.096 letras. Divida em duas."),
        },
        widget=forms.Textarea(
            attrs={
                "rows": 1,
                "placeholder": _("Escreva uma mensagem…"),
                "aria-label": _("Mensagem"),
                "class": "composer-text",
            }
        ),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(required=False)
    anyway = forms.UUIDField(required=False)
    quote = forms.UUIDField(required=False)
    file = forms.FileField(required=False, allow_empty_file=True)

    def __init__(self, *args: Any, longest: int = TEXT_LIMIT, **options: Any) -> None:
        """`longest`: what the number's provider takes in one message."""
        super().__init__(*args, **options)
        self.longest = longest

    def clean_file(self) -> MediaFile | None:
        upload = self.cleaned_data["file"]
        return read_file(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        """Words, a file, or a file with words; a voice note has none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text", "")
        if not file and not text and not self.errors:
            self.add_error("text", _("Escreva a mensagem."))
        if file and text and file.mime_type.startswith("audio/"):
            self.add_error("text", _("Um áudio vai sem legenda. Envie o texto em separado."))
        elif file and text and file.mime_type == STICKER_TYPE:
            self.add_error("text", _("Uma figurinha vai sem legenda. Envie o texto em separado."))
        elif file and len(text) > CAPTION_LIMIT:
            self.add_error("text", _("A legenda passa de 1.024 letras."))
        elif len(text) > self.longest:
            self.add_error("text", too_long_words(self.longest))
        return given

    def clean_token(self) -> UUID:
        token: UUID = self.cleaned_data["token"]
        if token.version != 7:
            raise forms.ValidationError(_("Recarregue a página e tente de novo."))
        return token
