"""Model fields that carry a rule of their own."""

from typing import Any

from django.db import models

from config.lib.crypto import decrypt, encrypt


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
        return decrypt(bytes(value)) if value is not None else ""

    def value_to_string(self, obj: models.Model) -> str:
        return ""  # a dump never holds a secret
