"""Who is who in one webhook value."""

from dataclasses import dataclass
from typing import Any

from bot.gateways.meta.reading import a_dict, a_list, a_text, a_user_id, a_wa_id
from bot.gateways.updates import Contact

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class People:
    """The entries of `contacts[]`. They are paired by id, never by position."""

    by_id: dict[str, Entry]
    by_tail: dict[str, Entry]
    only: Entry

    @classmethod
    def of(cls, contacts: Any) -> "People":
        entries = [entry for entry in a_list(contacts) if isinstance(entry, dict)]
        by_id: dict[str, Entry] = {}
        by_tail: dict[str, Entry] = {}
        for entry in entries:
            for key in ("user_id", "wa_id"):
                if value := a_text(entry.get(key)).removeprefix("+"):
                    by_id.setdefault(value, entry)
            if tail := _tail(entry.get("wa_id")):
                # Two that look alike are told apart by their whole id alone.
                by_tail[tail] = {} if tail in by_tail else entry
        return cls(by_id, by_tail, entries[0] if len(entries) == 1 else {})

    def contact(self, address: Any, user_id: Any, parent_user_id: Any = None) -> Contact:
        """The user whom an element names by address (a number, or an id) and user id."""
        entry = self._entry(address, user_id)
        profile = a_dict(entry.get("profile"))
        return Contact(
            wa_id=a_wa_id(address) or a_wa_id(entry.get("wa_id")),
            user_id=a_user_id(user_id)
            or a_user_id(address)
            or a_user_id(entry.get("user_id"))
            or a_user_id(entry.get("wa_id")),
            parent_user_id=a_user_id(parent_user_id) or a_user_id(entry.get("parent_user_id")),
            name=a_text(profile.get("name")).strip(),
            username=a_text(profile.get("username")).strip().removeprefix("@"),
        )

    def _entry(self, address: Any, user_id: Any) -> Entry:
        for value in (user_id, address):
            key = a_text(value).removeprefix("+")
            if key and key in self.by_id:
                return self.by_id[key]
        if alike := self.by_tail.get(_tail(address)):
            return alike
        is_anonymous = not a_text(address) and not a_user_id(user_id)
        has_id = a_wa_id(self.only.get("wa_id")) or a_user_id(self.only.get("user_id"))
        return self.only if is_anonymous or not has_id else {}


def is_somebody(contact: Contact) -> bool:
    return bool(contact.wa_id or contact.user_id)


def same_number(one: Any, other: Any) -> bool:
    """Whether two writings ("+1 555-078", "1555078") are the same phone number."""
    digits = _digits(one)
    return bool(digits) and digits == _digits(other)


def _digits(value: Any) -> str:
    return "".join(character for character in a_text(value) if character in "0123456789")


def _tail(value: Any) -> str:
    """What the forms of a number share: ids in Brazil, Mexico and Argentina come with and
    without a digit after the country's code."""
    number = a_wa_id(value) or ""
    return f"{number[:2]} {number[-8:]}" if len(number) > 10 else ""
