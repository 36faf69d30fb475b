"""What a person may send besides words and files: a place, a card, a question where, a link."""

from abc import abstractmethod
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bot.gateways import (
    Capabilities,
    ContactCard,
    Contacts,
    Content,
    LinkButton,
    Location,
    LocationRequest,
)
from bot.gateways.contact_cards import CARD_NAME_LIMIT
from bot.gateways.content import BUTTON_TITLE_LIMIT, BUTTONS_BODY_LIMIT
from bot.gateways.gestures import LINK_LIMIT
from bot.gateways.places import PLACE_NAME_LIMIT, read_point
from bot.selectors.places_to_send import PlaceToSend


class ExtraForm(forms.Form):
    """`token` is the id that the message will have; `hint` says how it leaves."""

    hint = ""
    token = forms.UUIDField(widget=forms.HiddenInput)

    def clean_token(self) -> UUID:
        token: UUID = self.cleaned_data["token"]
        if token.version != 7:
            raise forms.ValidationError(_("Recarregue a página e tente de novo."))
        return token

    @abstractmethod
    def content(self) -> Content:
        """What is sent; of a form that is valid."""


class PlaceForm(ExtraForm):
    """One of the places that the organization has."""

    place = forms.ChoiceField(label=_("Lugar"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[PlaceToSend], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {place.key: place for place in places}
        field: Any = self.fields["place"]
        field.choices = [(place.key, place.label) for place in places]
        if places:
            field.initial = places[0].key

    def content(self) -> Content:
        return self.places[self.cleaned_data["place"]].content


class PointForm(ExtraForm):
    """Any point: its degrees, or a link of a map that has them."""

    name = forms.CharField(label=_("Nome do lugar"), max_length=PLACE_NAME_LIMIT)
    point = forms.CharField(
        label=_("Ponto no mapa"),
        max_length=LINK_LIMIT,
        help_text=_("Cole o link do Google Maps, ou as coordenadas: -23,5613 -46,6565."),
    )

    def clean_point(self) -> tuple[float, float]:
        point = read_point(self.cleaned_data["point"])
        if point is None:
            raise forms.ValidationError(
                _("Não achei o ponto. Abra o lugar no Google Maps e copie as coordenadas.")
            )
        return point

    def content(self) -> Content:
        latitude, longitude = self.cleaned_data["point"]
        return Location(latitude, longitude, self.cleaned_data["name"])


class AskingForm(ExtraForm):
    """A question with a button by which the customer sends where they are."""

    text = forms.CharField(
        label=_("Pergunta"),
        max_length=BUTTONS_BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def content(self) -> Content:
        return LocationRequest(self.cleaned_data["text"])


def asking_words(*, has_button: bool) -> str:
    """What to begin with; without the button the customer has to find the way."""
    if has_button:
        return gettext("Onde você está? Toque no botão e mande sua localização.")
    return gettext("Onde você está? Toque no clipe e mande sua localização.")


class CardForm(ExtraForm):
    """A name and a phone number, as a card that can be saved."""

    name = forms.CharField(label=_("Nome"), max_length=CARD_NAME_LIMIT)
    phone = forms.RegexField(
        r"^\+?[0-9 ().-]{3,30}$",
        label=_("Telefone"),
        help_text=_("Com +55 e DDD, o cliente pode chamar no WhatsApp."),
        error_messages={"invalid": _("Confira o telefone: DDD e número.")},
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def content(self) -> Content:
        card = ContactCard(self.cleaned_data["name"], (self.cleaned_data["phone"],))
        return Contacts((card,))


class LinkForm(ExtraForm):
    """Words with a button that opens a page."""

    text = forms.CharField(
        label=_("Texto"), max_length=BUTTONS_BODY_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )
    label = forms.CharField(
        label=_("Texto do botão"), max_length=BUTTON_TITLE_LIMIT, initial=_("Abrir")
    )
    url = forms.URLField(label=_("Link"), max_length=LINK_LIMIT, assume_scheme="https")

    def content(self) -> Content:
        given = self.cleaned_data
        return LinkButton(given["text"], given["label"], given["url"])


def written_words(kind: str, told: Capabilities) -> str:
    """What the provider puts into words in the place of this kind; empty for none."""
    if kind == "card" and not told.has_contacts:
        return gettext("Por este número o contato vai escrito, sem o cartão.")
    if kind in ("place", "link") and not told.has_links:
        return gettext("Por este número o link vai escrito, sem o botão.")
    if kind == "point" and not told.has_locations:
        return gettext("Por este número o lugar vai escrito, com um link do mapa.")
    return ""
