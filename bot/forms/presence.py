"""What an open page says about its person."""

from django import forms


class PresenceForm(forms.Form):
    """`writing` while they type; `leave` when the page goes."""

    writing = forms.BooleanField(required=False)
    leave = forms.BooleanField(required=False)
