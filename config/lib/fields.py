"""Model fields that carry a rule of their own."""

from typing import Any

from django.db import models

from config.lib.crypto import DecryptionFailed, decrypt, encrypt
from config.lib.logging import get_logger

log = get_logger(__name__)


class EncryptedTextField(models.Field):  # type: ignore[type-arg]
    """Text that lies encrypted in the database (config.lib.crypto); empty by default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.Database.Binary(encrypt(value or ""))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        if value is None:
            return ""
        try:
            return decrypt(bytes(value))
        except DecryptionFailed:
            # One secret under a lost key must not take the others with it: it reads as not
            # given, and what needs it says so.
            log.error("secret_unreadable", field=self.name)
            return ""

    def value_to_string(self, obj: models.Model) -> str:
        return ""  # a dump never holds a secret


class RealField(models.FloatField):  # type: ignore[type-arg]
    """A float of four bytes: half the room, where six digits are plenty."""

    def db_type(self, connection: Any) -> str:
        return "real"
