"""Minutes and price of a service by size, beside the service's own form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from accounts.people_enums import DependantSize
from catalog.models import Service
from catalog.services.sizes import SizeTerms
from scheduling.forms.fields import MinutesField
from scheduling.forms.services import DURATION_MESSAGES, PRICE_MESSAGES, PriceField


class SizeTable(forms.Form):
    """A line for each size: `size-L_minutes` and `size-L_price`. Empty is the service's own."""

    def __init__(self, data: Any = None, *, service: Service | None) -> None:
        initial: dict[str, Any] = {}
        for row in service.sizes.all() if service else ():
            initial |= {f"{row.size}_minutes": row.minutes, f"{row.size}_price": row.price}
        super().__init__(data, initial=initial, prefix="size", auto_id="service_%s")
        for size in DependantSize:
            self.fields[f"{size}_minutes"] = MinutesField(
                label=_("%(size)s: minutos") % {"size": size.label},
                required=False,
                error_messages=DURATION_MESSAGES,
            )
            self.fields[f"{size}_price"] = PriceField(
                label=_("%(size)s: preço") % {"size": size.label},
                required=False,
                min_value=0,
                max_digits=10,
                decimal_places=2,
                error_messages=PRICE_MESSAGES,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def lines(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """The name of each size with its two fields."""
        for size in DependantSize:
            yield str(size.label), self[f"{size}_minutes"], self[f"{size}_price"]

    @property
    def terms(self) -> dict[str, SizeTerms]:
        """By size. Only after a successful validation."""
        given = self.cleaned_data
        return {
            size.value: SizeTerms(given[f"{size}_minutes"], given[f"{size}_price"])
            for size in DependantSize
        }
