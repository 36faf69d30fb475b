"""Phone numbers: reading what people type, and comparing what providers say."""

import re
from functools import lru_cache

import phonenumbers

_BRAZIL = re.compile(r"^55(\d{2})(9?)([6-9]\d{7})$")

_REGIONS = {
    "pt-BR": frozenset({"BR", "PT", "AO", "MZ", "CV"}),
    "es": frozenset(
        {"AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA"}
        | {"PE", "PR", "PY", "SV", "UY", "VE"}
    ),
    "en": frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN", "NG", "KE", "JM", "SG"}),
}


class PhoneNumberInvalid(ValueError):
    """The text is no phone number of any country we can tell."""


def read_phone_number(text: str, country: str) -> str:
    """`text` as people type it, in E.164 ("+5511981230137").

    `country` (ISO 3166 alpha-2) is assumed where the text has no country code. Raises
    PhoneNumberInvalid.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise PhoneNumberInvalid(text) from error
    if not phonenumbers.is_possible_number(number):
        raise PhoneNumberInvalid(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_match_key(number: str) -> str:
    """What two spellings of one number have in common; digits only.

    Brazilian mobile numbers got a ninth digit that some WhatsApp ids lack: with and without
    it are one number (area code + last eight digits, which begin with 6 to 9). Landlines,
    which begin with 2 to 5, never take it and are left alone.
    """
    digits = re.sub(r"\D", "", number)
    match = _BRAZIL.match(digits)
    return f"55{match[1]}{match[3]}" if match else digits


def language_of_number(number: str) -> str:
    """The likely language (BCP 47 tag of ours) of a number of another country; "" if unknown.

    `number` in digits with the country code. Only a first guess, until the customer asks for
    another language.
    """
    try:
        parsed = phonenumbers.parse(f"+{number.removeprefix('+')}")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    region = phonenumbers.region_code_for_number(parsed) or ""
    return next((language for language, regions in _REGIONS.items() if region in regions), "")


@lru_cache(maxsize=20_000)
def show_phone_number(number: str) -> str:
    """E.164 or a WhatsApp id, spaced for reading: "+55 11 98123-0137"."""
    try:
        parsed = phonenumbers.parse(number if number.startswith("+") else f"+{number}")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
