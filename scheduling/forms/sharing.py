"""Choosing with whom an agenda is shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling.selectors.sharing import Candidate


class SharingForm(forms.Form):
    """Ticks for persons; whoever is no candidate any more is an error, and nothing changes."""

    people = forms.TypedMultipleChoiceField(
        label=_("Quem também pode mexer nesta agenda"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Esta pessoa não pode mais ser escolhida.")},
    )

    def __init__(self, data: Any, candidates: Sequence[Candidate]) -> None:
        shared = [str(person.user.pk) for person in candidates if person.is_shared]
        super().__init__(data, initial={"people": shared})
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(person.user.pk), f"{person.user.name} · {person.role}") for person in candidates
        ]
