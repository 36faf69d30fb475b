"""Whose a conversation becomes, and until when it is put off."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AssignForm(forms.Form):
    """To whom; nobody named means oneself."""

    to = forms.UUIDField(required=False)


class SnoozeForm(forms.Form):
    """Until when, in the organization's time."""

    until = forms.DateTimeField(
        label=_("Adiar até"),
        error_messages={
            "required": _("Escolha dia e hora."),
            "invalid": _("Escolha dia e hora."),
        },
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M"
        ),
    )
