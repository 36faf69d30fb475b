"""Phone numbers: reading what people type, and comparing what providers say."""

import re

import phonenumbers

_BRAZIL = re.compile(r"^55(\d{2})(9?)([6-9]\d{7})$")


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


def show_phone_number(number: str) -> str:
    """E.164 or a WhatsApp id, spaced for reading: "+55 11 98123-0137"."""
    try:
        parsed = phonenumbers.parse(number if number.startswith("+") else f"+{number}")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
