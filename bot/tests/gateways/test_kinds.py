"""Places, cards, reactions, links and stickers: what is refused, and what Meta gets."""

from typing import Any

import pytest

from bot.gateways import (
    Capabilities,
    ContactCard,
    Contacts,
    ContentInvalid,
    LinkButton,
    Location,
    LocationRequest,
    Media,
    MediaFile,
    Reaction,
    Recipient,
    Text,
    content_from_dict,
)
from bot.gateways.degrade import degrade
from bot.gateways.media import check_file
from bot.gateways.meta.bodies import message_body
from bot.gateways.places import read_point
from bot.gateways.stickers import STILL_LIMIT, is_moving, webp_sides
from bot.tests.gateways.bodies import needs_captured, shared

TO = Recipient(wa_id="5511987654321")
SALON = Location(-23.5613, -46.6565, "Studio Bela", "Rua Augusta, 100")
CARD = Contacts((ContactCard("Ana Lima", ("+55 11 98123-0137", "3456-7890"), "Studio Bela"),))
LINK = LinkButton("Veja", "Abrir", "https://studio.example/a?b=1", header="H", footer="F")
ASKING = LocationRequest("Onde você está?")
THUMB = Reaction("wamid.IN", "👍🏽")
EVERY = [SALON, CARD, LINK, ASKING, THUMB, Location(0, 0), Reaction("wamid.IN", "")]


def sent(content: Any, reply_to: str = "") -> dict[str, Any]:
    content.check()
    return message_body(TO, content, opaque="", reply_to=reply_to)


@pytest.mark.parametrize("content", EVERY)
def test_each_is_written_and_read_again(content: Any) -> None:
    content.check()
    assert content_from_dict(content.to_dict()) == content


@pytest.mark.parametrize(
    "content",
    [
        Location(91, 0),
        Location(0, -180.5),
        Location(float("nan"), 0),
        Location(0, 0, "x" * 201),
        Contacts(()),
        Contacts((ContactCard("", ("+5511981230137",)),)),
        Contacts((ContactCard("Ana"),)),
        Contacts((ContactCard("Ana", ("ligue já",)),)),
        Contacts((ContactCard("Ana", ("+5511981230137",)),) * 21),
        LinkButton("Veja", "x" * 21, "https://a.example"),
        LinkButton("Veja", "Abrir", "javascript:alert(1)"),
        LinkButton("Veja", "Abrir", "https://a b.example"),
        LinkButton("Veja", "Abrir", "https://[broken"),
        LinkButton("", "Abrir", "https://a.example"),
        LocationRequest("x" * 1025),
        Reaction("", "👍"),
        Reaction("wamid.IN", "ok"),
        Reaction("wamid.IN", "👍" * 21),
    ],
)
def test_what_whatsapp_refuses_is_refused_before(content: Any) -> None:
    with pytest.raises(ContentInvalid):
        content.check()


@pytest.mark.parametrize("emoji", ["👍", "❤️", "👩‍👩‍👧‍👦", "1️⃣", "🇧🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_every_sort_of_emoji_is_one(emoji: str) -> None:
    Reaction("wamid.IN", emoji).check()


@needs_captured
@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (Location(37.44216251868683, -122.16153582049394, "Philz Coffee", "101"), "location", ""),
        (Reaction("wamid.IN", "😀"), "reaction", ""),
        (LINK, "interactive_cta_url", "interactive"),
        (ASKING, "location_request", "interactive"),
        (CARD, "contacts", ""),
    ],
)
def test_bodies_have_the_keys_of_the_documented_ones(content: Any, name: str, key: str) -> None:
    told, documented = sent(content), shared(f"req_doc__{name}")
    assert told["type"] == documented["type"]
    if key:
        assert told[key]["type"] == documented[key]["type"]
        assert told[key]["action"].keys() == documented[key]["action"].keys()
    known, given = documented[told["type"]], told[told["type"]]
    if isinstance(given, list):
        known, given = known[0], given[0]
    assert given.keys() <= known.keys()


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("-23.5613, -46.6565", (-23.5613, -46.6565)),
        ("-23,5613 -46,6565", (-23.5613, -46.6565)),
        ("-23,5613, -46,6565", (-23.5613, -46.6565)),
        ("https://www.google.com/maps/@-23.5613,-46.6565,17z", (-23.5613, -46.6565)),
        ("https://maps.google.com/?q=-23.5613%2C-46.6565", (-23.5613, -46.6565)),
        (
            "https://www.google.com/maps/place/X/@-23.1,-46.1,17z/data=!3d-23.5613!4d-46.6565",
            (-23.5613, -46.6565),
        ),
        ("https://maps.app.goo.gl/abcDEF", None),
        ("91.5, 10.1", None),
        ("Rua Augusta, 100", None),
        ("", None),
    ],
)
def test_points_are_read_from_links_and_degrees(text: str, point: Any) -> None:
    assert read_point(text) == point


def test_a_card_offers_a_chat_only_with_a_whole_number() -> None:
    (card,) = sent(CARD)["contacts"]
    assert [phone.get("wa_id") for phone in card["phones"]] == ["5511981230137", None]
    assert card["name"] == {"formatted_name": "Ana Lima", "first_name": "Ana Lima"}
    assert card["org"] == {"company": "Studio Bela"}


def test_a_reaction_quotes_nothing() -> None:
    assert "context" not in sent(THUMB, reply_to="wamid.IN")
    assert sent(Text("oi"), reply_to="wamid.IN")["context"] == {"message_id": "wamid.IN"}


def test_without_the_kind_its_words_are_sent() -> None:
    poor = Capabilities(
        has_links=False, has_contacts=False, has_locations=False, has_location_requests=False
    )
    words = {type(content): degrade(content, poor).text() for content in EVERY[:4]}
    assert words[LinkButton] == "*H*\nVeja\n\nAbrir: https://studio.example/a?b=1\n\n_F_"
    assert words[Contacts] == "*Ana Lima*\nStudio Bela\n+55 11 98123-0137\n3456-7890"
    assert words[Location].startswith("*Studio Bela*\nRua Augusta, 100\nhttps://")
    assert "query=-23.5613,-46.6565" in words[Location]
    assert words[LocationRequest] == "Onde você está?"
    for content in EVERY:
        assert degrade(content, Capabilities()) is content


def webp(form: bytes, rest: bytes, size: int = 64) -> bytes:
    return (b"RIFF\0\0\0\0WEBP" + form + b"\0\0\0\0" + rest).ljust(size, b"\0")


EXTENDED = webp(b"VP8X", b"\x00\0\0\0\xff\x01\0\xff\x01\0")
MOVING = webp(b"VP8X", b"\x02\0\0\0\xff\x01\0\xff\x01\0", STILL_LIMIT + 1)
LOSSLESS = webp(b"VP8L", b"\x2f" + (511 | 511 << 14).to_bytes(4, "little"))
LOSSY = webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x00\x02\x00\x02")


@pytest.mark.parametrize("body", [EXTENDED, MOVING, LOSSLESS, LOSSY])
def test_stickers_of_the_right_size_are_taken(body: bytes) -> None:
    assert webp_sides(body) == (512, 512)
    assert is_moving(body) is (body is MOVING)
    kind = check_file(MediaFile("image/webp", body, "oi.webp"))
    Media(kind, "", "oi.webp").check()
    assert kind == "sticker"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"no webp at all, but thirty bytes and more", "content"),
        (b"RIFF", "content"),
        (webp(b"VP8X", b"\x00\0\0\0\xff\x01\0\xff\x02\0"), "sides"),
        (EXTENDED.ljust(STILL_LIMIT + 1, b"\0"), "size"),
    ],
)
def test_other_pictures_are_no_stickers(body: bytes, field: str) -> None:
    with pytest.raises(ContentInvalid) as refused:
        check_file(MediaFile("image/webp", body))
    assert refused.value.field == field


def test_a_sticker_has_no_caption() -> None:
    with pytest.raises(ContentInvalid):
        Media("sticker", "oi").check()
