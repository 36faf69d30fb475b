"""Django's own password hasher with few rounds."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Stores and reads what `pbkdf2_sha256` does; a login takes no quarter of a second."""

    iterations = 1_000
