import base64

import pytest

from bot.gateways.meta import sign, signing_secret
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
    assert signing_secret(body, header, [SECRET]) == SECRET
    for other, _ in VECTORS:
        assert (signing_secret(other, header, [SECRET]) == SECRET) == (other == body)


def test_any_of_several_secrets_will_do():
    assert signing_secret(BODY, HEADER, ["new secret", SECRET]) == SECRET
    assert signing_secret(BODY, sign(BODY, "new"), ("new", SECRET)) == "new"


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
    assert signing_secret(BODY, header, [SECRET]) is None


def test_no_secret_or_an_empty_one_signs_nothing():
    assert signing_secret(BODY, HEADER, []) is None
    assert signing_secret(BODY, sign(BODY, ""), [""]) is None


@needs_captured
def test_the_shared_vectors_agree():
    known = shared("constructed__meta_signature_vectors")
    for vector in known["vectors"]:
        body = base64.b64decode(vector["body_base64"])
        assert signing_secret(body, vector["x_hub_signature_256"], [known["app_secret"]])
