"""X-Twilio-Signature, by the example of Twilio's documentation."""

import pytest

from bot.gateways.twilio import sign, verify_signature

TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_the_documented_example() -> None:
    assert sign(URL, FORM, TOKEN) == SIGNATURE


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        (URL, True),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", True),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", False),
        ("https://mycompany.com:8443/myapp.php?foo=1&bar=2", False),
        ("https://mycompany.com/myapp.php/?foo=1&bar=2", False),
        ("https://mycompany.com:x/", False),
    ],
)
def test_the_address_counts_with_or_without_the_standard_port(url: str, is_ours: bool) -> None:
    assert verify_signature([url], FORM, SIGNATURE, [TOKEN]) is is_ours


def test_one_of_several_addresses_and_tokens_is_enough() -> None:
    urls = ["http://10.0.0.7:8000/myapp.php?foo=1&bar=2", URL]
    assert verify_signature(urls, FORM, SIGNATURE, ["new", "", TOKEN])


@pytest.mark.parametrize("header", ["", None, "é", SIGNATURE[:-1], SIGNATURE.lower()])
def test_other_headers_are_refused(header: str | None) -> None:
    assert not verify_signature([URL], FORM, header, [TOKEN])


def test_an_empty_token_signs_nothing() -> None:
    assert not verify_signature([URL], FORM, sign(URL, FORM, ""), ["", ""])


def test_blank_and_repeated_fields_count() -> None:
    blank = [*FORM, ("FromCity", "")]
    assert sign(URL, blank, TOKEN) != SIGNATURE
    assert sign(URL, [*FORM, FORM[0]], TOKEN) == SIGNATURE
