"""The team's access: looking, inviting, another role."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class MemberFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Papel"), choices=Role.choices)


class InvitationForm(RoleForm):
    label = forms.CharField(
        label=_("Para quem é"),
        max_length=120,
        error_messages={"required": _("Escreva o nome.")},
        help_text=_("Só para você lembrar: quem abre o link escreve o próprio nome."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Enviamos o link para lá. Você também pode copiar e mandar por onde quiser."),
        error_messages={"invalid": _("Este e-mail não parece certo.")},
    )
    field_order = ("label", "email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.STAFF
        if not settings.SENDS_EMAIL:
            del self.fields["email"]
