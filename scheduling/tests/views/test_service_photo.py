"""The photo of a service: upload, show in the list and while booking, remove."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.enums import Role
from accounts.models import Picture
from catalog.models import Service
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_staff_photo import photo


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def url(salon: Salon, rest: str = "") -> str:
    return salon.url(f"services/{salon.service.pk}/photo/{rest}")


def test_photo_is_kept_shown_replaced_and_removed(salon: Salon, owner: Client) -> None:
    answer = owner.post(url(salon), {"photo": photo()})
    assert answer["Location"] == salon.url("services/")
    first = Picture.objects.get()
    small = salon.url(f"pictures/{first.pk}/small/")
    assert small in owner.get(salon.url("services/")).content.decode()
    chosen = salon.url(f"appointments/options/?service={salon.service.pk}")
    assert small in owner.get(chosen, headers=PARTIAL).content.decode()
    assert small not in owner.get(salon.url("appointments/options/")).content.decode()
    assert Image.open(io.BytesIO(owner.get(small).content)).size == (96, 96)
    owner.post(url(salon), {"photo": photo("blue")})
    assert owner.get(small).status_code == 404
    assert Picture.objects.count() == 1
    for _ in range(2):
        assert owner.post(url(salon, "removal/"), headers=PARTIAL).status_code == 204
    assert not Picture.objects.exists()
    assert Service.objects.get(pk=salon.service.pk).photo_id is None


def test_file_that_is_no_photo_is_refused(salon: Salon, owner: Client) -> None:
    given = {"photo": SimpleUploadedFile("corte.jpg", b"<script>", "image/jpeg")}
    answer = owner.post(url(salon), given)
    assert answer.status_code == 422
    assert "Não conseguimos ler" in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_change_nothing(salon: Salon, login: Callable[..., Client], role: Role) -> None:
    assert login(role).post(url(salon), {"photo": photo()}).status_code == 403
    assert login(role).post(url(salon, "removal/")).status_code == 403
    assert not Picture.objects.exists()
