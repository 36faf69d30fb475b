"""What part of the audit log is looked at."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.audit_words import ACTIONS
from analytics.selectors.audit import AuditQuery, actors
from scheduling.forms.agenda import day_span
from scheduling.forms.fields import DayField

SYSTEM = "system"


class AuditFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    actor = forms.ChoiceField(label=_("Quem"), required=False)
    action = forms.ChoiceField(label=_("O quê"), required=False)
    since = DayField(label=_("De"), required=False)
    until = DayField(label=_("Até"), required=False)
    target = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.UUIDField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        people: Any = self.fields["actor"]
        people.choices = [("", _("Todos")), (SYSTEM, _("Cliente ou sistema")), *actors()]
        acts: Any = self.fields["action"]
        by_words = sorted(ACTIONS.items(), key=lambda item: str(item[1]))
        acts.choices = [("", _("Tudo")), *by_words]
        self.is_valid()

    @property
    def query(self) -> AuditQuery:
        asked = self.cleaned_data
        actor, since, until = asked.get("actor"), asked.get("since"), asked.get("until")
        return AuditQuery(
            actor_id=UUID(actor) if actor and actor != SYSTEM else None,
            is_system=actor == SYSTEM,
            action=asked.get("action") or "",
            since=day_span(since)[0] if since else None,
            until=day_span(until)[1] if until else None,
            target_id=asked.get("target"),
        )

    @property
    def cursor(self) -> UUID | None:
        found: UUID | None = self.cleaned_data.get("before")
        return found

    @property
    def is_narrowed(self) -> bool:
        return self.query != AuditQuery()
