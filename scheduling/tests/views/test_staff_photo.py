"""The photo of a professional: upload, show, remove."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.enums import Role
from accounts.models import Picture
from config.lib.pictures import LARGEST_BYTES
from scheduling.models import Staff
from scheduling.tests.views.conftest import Salon


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def photo(color: str = "red") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (200, 300), color).save(target, "PNG")
    return SimpleUploadedFile("../../eu.png", target.getvalue(), "image/png")


def url(salon: Salon, rest: str = "") -> str:
    return salon.url(f"staff/{salon.ana.pk}/photo/{rest}")


def test_photo_is_kept_shown_replaced_and_removed(salon: Salon, owner: Client) -> None:
    answer = owner.post(url(salon), {"photo": photo()})
    assert answer["Location"] == salon.url(f"staff/{salon.ana.pk}/hours/")
    first = Picture.objects.get()
    small = salon.url(f"pictures/{first.pk}/small/")
    assert small in owner.get(salon.url("staff/")).content.decode()
    calendar = owner.get(salon.url("agenda/?day=2026-11-24")).context["calendar"]
    assert calendar["resources"][0]["extendedProps"]["photo"] == small
    shown = owner.get(small)
    assert shown["Content-Type"] == "image/webp"
    assert "private" in shown["Cache-Control"]
    assert Image.open(io.BytesIO(shown.content)).size == (96, 96)
    owner.post(url(salon), {"photo": photo("blue")})
    assert owner.get(small).status_code == 404
    assert Picture.objects.count() == 1
    owner.post(url(salon, "removal/"))
    assert not Picture.objects.exists()
    assert Staff.objects.get(pk=salon.ana.pk).photo_id is None


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<script>", "Não conseguimos ler"), (b"x" * (LARGEST_BYTES + 1), "grande demais")],
)
def test_bad_file_is_refused(salon: Salon, owner: Client, content: bytes, words: str) -> None:
    given = {"photo": SimpleUploadedFile("eu.jpg", content, "image/jpeg")}
    answer = owner.post(url(salon), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert owner.post(url(salon), {}).status_code == 422
    assert not Picture.objects.exists()


def test_photo_is_shown_to_the_house_alone(
    salon: Salon, other_salon: Salon, login: Callable[..., Client], owner: Client
) -> None:
    owner.post(url(salon), {"photo": photo()})
    picture = Picture.objects.get()
    assert login(Role.VIEWER).get(salon.url(f"pictures/{picture.pk}/")).status_code == 200
    assert owner.get(other_salon.url(f"pictures/{picture.pk}/")).status_code == 404
    assert Client().get(salon.url(f"pictures/{picture.pk}/")).status_code == 302


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_change_nothing(salon: Salon, login: Callable[..., Client], role: Role) -> None:
    assert login(role).post(url(salon), {"photo": photo()}).status_code == 403
    assert not Picture.objects.exists()
