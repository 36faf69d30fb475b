"""Model fields that carry a rule of their own."""

from typing import Any

from django.db import models

from config.lib.crypto import decrypt, encrypt


class EncryptedTextField(models.BinaryField):
    """Text that lies encrypted in the database (config.lib.crypto)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value or "") if not isinstance(value, bytes) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not prepared:
            value = self.get_prep_value(value)
        return super().get_db_prep_value(value, connection, prepared=True)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(bytes(value))

    def value_to_string(self, obj: models.Model) -> str:
        return ""  # a dump never holds a secret
