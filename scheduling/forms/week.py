"""The editor of a person's weekly hours, and of single dates.

The week is posted as a whole: `row` lists the positions, each row's fields have its
position as prefix. `add` (a weekday) and `drop` (a position) change the rows without saving,
so that the page works without a script.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from scheduling.enums import Weekday
from scheduling.forms.fields import ClockField, DayField
from scheduling.slots.working_hours import Hours, WeeklyShift

MOST_ROWS = 60
BLANK_ROW = 9999  # the row that the page copies for a new one
MOST_BREAKS = 6


class ShiftForm(forms.Form):
    """One stretch of work on a weekday; left empty it is forgotten."""

    weekday = forms.TypedChoiceField(choices=Weekday, coerce=int, widget=forms.HiddenInput)
    starts_at = ClockField(label=_("Das"), required=False)
    ends_at = ClockField(label=_("Até"), required=False)
    valid_from = DayField(label=_("Vale a partir de"), required=False)
    valid_until = DayField(label=_("Vale até"), required=False)

    def __init__(self, data: QueryDict | None, *, row: int, shift: WeeklyShift | None) -> None:
        self.row = row
        given = _break_count(data, row) if data is not None else len(shift.breaks) if shift else 0
        initial = _shift_initial(shift) if shift else {}
        super().__init__(data, prefix=str(row), initial=initial, auto_id="shift_%s")
        self.break_count = 0
        self.add_breaks(min(given, MOST_BREAKS))

    def add_breaks(self, count: int) -> None:
        """Room for so many breaks more."""
        for number in range(self.break_count, self.break_count + count):
            self.fields[f"break_{number}_starts"] = ClockField(label=_("Pausa das"), required=False)
            self.fields[f"break_{number}_ends"] = ClockField(label=_("Pausa até"), required=False)
        self.break_count += count

    @property
    def break_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [
            (self[f"break_{number}_starts"], self[f"break_{number}_ends"])
            for number in range(self.break_count)
        ]

    @property
    def has_validity(self) -> bool:
        names = ("valid_from", "valid_until")
        return any(self[name].value() or self[name].errors for name in names)

    def copy_to(self, weekday: int, *, row: int) -> "ShiftForm":
        """The same hours on another day, as they stand in the fields, right or wrong."""
        copy = ShiftForm(None, row=row, shift=None)
        copy.add_breaks(self.break_count)
        copy.initial = {name: self[name].value() for name in self.fields} | {"weekday": weekday}
        return copy

    @property
    def is_blank(self) -> bool:
        names = [name for name in self.fields if name != "weekday"]
        return not any(self[name].value() for name in names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_blank:
            self._need_both("starts_at", "ends_at")
        for number in range(self.break_count):
            starts, ends = f"break_{number}_starts", f"break_{number}_ends"
            if cleaned.get(starts) or cleaned.get(ends):
                self._need_both(starts, ends)
        return cleaned

    def _need_both(self, *names: str) -> None:
        for name in names:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Informe o horário."))

    @property
    def planned(self) -> WeeklyShift:
        """Only after a successful validation."""
        given = self.cleaned_data
        pairs = [
            (given[f"break_{number}_starts"], given[f"break_{number}_ends"])
            for number in range(self.break_count)
        ]
        return WeeklyShift(
            weekday=given["weekday"],
            hours=Hours(given["starts_at"], given["ends_at"]),
            breaks=tuple(Hours(starts, ends) for starts, ends in pairs if starts is not None),
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
        )


def row_number(text: str) -> int | None:
    """The row that a field names; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


class WeekForm:
    """The rows of a week, unbound (from the database) or bound (from a post)."""

    def __init__(self, rows: Sequence[ShiftForm]) -> None:
        self.rows = list(rows)

    @classmethod
    def of(cls, shifts: Iterable[WeeklyShift]) -> "WeekForm":
        return cls([ShiftForm(None, row=row, shift=shift) for row, shift in enumerate(shifts)])

    @classmethod
    def posted(cls, data: QueryDict) -> "WeekForm":
        rows = [row for text in data.getlist("row") if (row := row_number(text)) is not None]
        return cls(
            [ShiftForm(data, row=row, shift=None) for row in dict.fromkeys(rows[:MOST_ROWS])]
        )

    @property
    def days(self) -> list[dict[str, Any]]:
        """The week for the template: label, number and rows of each day."""
        return [
            {"number": day.value, "label": day.label, "rows": self._rows_of(day.value)}
            for day in Weekday
        ]

    def _rows_of(self, weekday: int) -> list[ShiftForm]:
        return [row for row in self.rows if str(row["weekday"].value()) == str(weekday)]

    def with_row(self, weekday: int) -> "WeekForm":
        """One empty row more."""
        row = 1 + max((form.row for form in self.rows), default=-1)
        blank = ShiftForm(None, row=row, shift=None)
        blank.initial["weekday"] = weekday
        return WeekForm([*self.rows, blank])

    def with_break(self, row: int) -> "WeekForm":
        """Room for one more break in that row."""
        for form in self.rows:
            if form.row == row and form.break_count < MOST_BREAKS:
                form.add_breaks(1)
        return self

    def copied(self, weekday: int, targets: Iterable[int]) -> "WeekForm":
        """The rows of one day in place of those of the `targets`."""
        days = set(targets) - {weekday}
        kept = [form for form in self.rows if str(form["weekday"].value()) not in map(str, days)]
        row = 1 + max((form.row for form in self.rows), default=-1)
        source = self._rows_of(weekday)
        copies: list[ShiftForm] = []
        for day in sorted(days):
            for form in source:
                copies.append(form.copy_to(day, row=row + len(copies)))
        return WeekForm([*kept, *copies])

    @property
    def blank(self) -> ShiftForm:
        """An empty row for the page to copy."""
        return ShiftForm(None, row=BLANK_ROW, shift=None)

    def without_row(self, row: int) -> "WeekForm":
        return WeekForm([form for form in self.rows if form.row != row])

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.rows]  # each one, for all its messages
        return all(checked)

    @property
    def filled(self) -> list[ShiftForm]:
        """The rows that say something; only after a successful validation."""
        return [form for form in self.rows if not form.is_blank]

    def add_problems(self, problems: dict[int, str]) -> None:
        """What the service refused, by position among `filled`."""
        filled = self.filled
        for position, problem in problems.items():
            filled[position].add_error("starts_at", problem)


class ExceptionForm(forms.Form):
    """One date with other hours; without hours a day off."""

    on = DayField()
    starts_at = ClockField(label=_("Das"), required=False)
    ends_at = ClockField(label=_("Até"), required=False)
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="exception_%s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if (starts is None) != (ends is None) and not self.errors:
            missing = "starts_at" if starts is None else "ends_at"
            self.add_error(missing, _("Informe início e fim, ou nenhum dos dois."))
        elif starts is not None and starts == ends:
            self.add_error("ends_at", _("O início e o fim são iguais."))
        return cleaned

    @property
    def hours(self) -> Hours | None:
        starts, ends = self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]
        return Hours(starts, ends) if starts is not None else None


def _break_count(data: QueryDict, row: int) -> int:
    count = 0
    while f"{row}-break_{count}_starts" in data and count < MOST_BREAKS:
        count += 1
    return count


def _shift_initial(shift: WeeklyShift) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "weekday": shift.weekday,
        "starts_at": shift.hours.starts_at,
        "ends_at": shift.hours.ends_at,
        "valid_from": shift.valid_from,
        "valid_until": shift.valid_until,
    }
    for number, pause in enumerate(shift.breaks):
        initial[f"break_{number}_starts"] = pause.starts_at
        initial[f"break_{number}_ends"] = pause.ends_at
    return initial
