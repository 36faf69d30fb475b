"""What the doctor says of the files of messages."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.tests.factories import make_customer
from bot.models import Attachment, Channel, LeftoverFile
from bot.selectors.doctor_files import check_files
from bot.selectors.doctor_ground import Check, Status
from bot.services.file_moves import move_file_due
from bot.tests.factories import make_conversation
from bot.tests.services.test_file_moves import NOWHERE, keep, place_at


@pytest.fixture
def file(channel: Channel) -> Attachment:
    talk = make_conversation(channel, make_customer(channel.organization))
    return keep(talk, move_at=timezone.now())


def said() -> Check:
    (found,) = check_files(timezone.now())
    return found


def test_without_a_store_all_is_well_until_a_file_lies_elsewhere(file: Attachment) -> None:
    assert (said().status, said().fix) == (Status.OK, "")
    Attachment.objects.update(store_name="house/x", body=None)
    assert said().status == Status.FAIL
    assert "ATTACHMENTS_URL" in said().fix


def test_a_store_is_tried_and_what_waits_is_counted(file: Attachment, store: str) -> None:
    assert said().status == Status.OK
    assert said().detail.endswith("À espera da vez: 1.")
    assert move_file_due(now=timezone.now())
    assert said().detail.endswith("À espera da vez: 0.")
    LeftoverFile.objects.create(store_name="house/x", due_at=timezone.now(), attempts=5)
    assert said().status == Status.WARN


def test_a_store_that_is_away_is_told_without_its_secret(file: Attachment, settings: Any) -> None:
    place_at(NOWHERE.replace("k:s@", "k:topsecret@"), settings)
    assert said().status == Status.FAIL
    assert "ATTACHMENTS_URL" in said().fix
    assert "topsecret" not in said().detail
