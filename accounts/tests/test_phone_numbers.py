import pytest

from accounts.phone_numbers import (
    PhoneNumberInvalid,
    phone_match_key,
    read_phone_number,
    show_phone_number,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5511981230137", "551181230137"),
        ("+55 11 98123-0137", "551181230137"),
        ("5531987654321", "+553187654321"),
    ],
)
def test_match_key_ninth_digit_is_one_number(one: str, other: str) -> None:
    assert phone_match_key(one) == phone_match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("551132345678", "5511932345678"),  # a landline never takes the ninth digit
        ("5511981230137", "5521981230137"),
        ("16505551234", "6505551234"),
    ],
)
def test_match_key_different_numbers_stay_different(one: str, other: str) -> None:
    assert phone_match_key(one) != phone_match_key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 98123-0137", "+5511981230137"),
        ("(11) 98123 0137", "+5511981230137"),
        ("+1 650 555 1234", "+16505551234"),
    ],
)
def test_read_phone_number_any_spelling(text: str, expected: str) -> None:
    assert read_phone_number(text, "BR") == expected


@pytest.mark.parametrize("text", ["abc", "12", "", "9" * 40])
def test_read_phone_number_refuses(text: str) -> None:
    with pytest.raises(PhoneNumberInvalid):
        read_phone_number(text, "BR")


def test_show_phone_number_spaces_digits() -> None:
    assert show_phone_number("5511981230137") == "+55 11 98123-0137"
    assert show_phone_number("rubbish") == "rubbish"
