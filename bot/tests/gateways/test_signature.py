import base64

import pytest

from bot.gateways.meta import sign, verify_signature
from bot.tests.gateways.bodies import needs_captured, own, shared

SECRET = own("signatures.json")["app_secret"]
VECTORS = [
    (base64.b64decode(vector["body_base64"]), vector["header"])
    for vector in own("signatures.json")["vectors"]
]
BODY, HEADER = VECTORS[0]


@pytest.mark.parametrize(("body", "header"), VECTORS)
def test_each_writing_of_a_body_has_its_own_signature(body, header):
    assert sign(body, SECRET) == header
    assert verify_signature(body, header, [SECRET])
    for other, _ in VECTORS:
        assert verify_signature(other, header, [SECRET]) == (other == body)


def test_any_of_several_secrets_will_do():
    assert verify_signature(BODY, HEADER, ["new secret", SECRET])
    assert verify_signature(BODY, sign(BODY, "new secret"), ("new secret", SECRET))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        HEADER.removeprefix("sha256="),
        HEADER[:-1],
        HEADER + "0",
        HEADER + "\n",
        HEADER.replace("sha256", "sha512"),
        HEADER.upper(),
        "sha256=" + "0" * 64,
        "sha256=" + "é" * 64,
        " " + HEADER[:-1],
    ],
)
def test_anything_else_is_refused(header):
    assert not verify_signature(BODY, header, [SECRET])


def test_no_secret_or_an_empty_one_signs_nothing():
    assert not verify_signature(BODY, HEADER, [])
    assert not verify_signature(BODY, sign(BODY, ""), [""])


@needs_captured
def test_the_shared_vectors_agree():
    known = shared("constructed__meta_signature_vectors")
    for vector in known["vectors"]:
        body = base64.b64decode(vector["body_base64"])
        assert verify_signature(body, vector["x_hub_signature_256"], [known["app_secret"]])
