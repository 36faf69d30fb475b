"""What every store of files can do: a folder, and a bucket of a server that speaks S3."""

import stat
import time
from pathlib import Path
from typing import Any

import pytest

from config.lib.file_store import (
    REST_S,
    FileGone,
    StoreUnavailable,
    check_store,
    has_store,
    put,
    read_part,
    remove,
)
from config.lib.folder_store import FolderStore
from config.lib.store_address import store_at
from tests.stores import Bucket

NAME = "house/0b7c"
BODY = bytes(range(256)) * 4096


def test_parts_of_what_was_put(store: str) -> None:
    put(NAME, BODY)
    assert read_part(NAME, 0, len(BODY)) == BODY
    assert read_part(NAME, 300, 5) == BODY[300:305]
    assert read_part(NAME, len(BODY) - 2, 100) == BODY[-2:]
    assert read_part(NAME, len(BODY), 10) == b""


def test_put_twice_is_the_last_one_whole(store: str) -> None:
    put(NAME, BODY)
    put(NAME, b"short")
    assert read_part(NAME, 0, 100) == b"short"


def test_what_is_removed_is_gone_and_may_be_removed_again(store: str) -> None:
    put(NAME, b"x")
    remove(NAME)
    remove(NAME)
    with pytest.raises(FileGone):
        read_part(NAME, 0, 1)
    check_store()


def test_without_a_store_nothing_is_asked(settings: Any) -> None:
    assert not has_store()
    with pytest.raises(StoreUnavailable, match="ATTACHMENTS_URL"):
        put(NAME, b"x")


def test_a_folder_is_closed_to_others_and_keeps_no_halves(tmp_path: Path, settings: Any) -> None:
    at = tmp_path / "files"
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(f"file://{at}")}
    put(NAME, b"x")
    assert stat.S_IMODE((at / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((at / "house").stat().st_mode) == 0o700
    (at / "house/.0b7c.half").write_bytes(b"what a killed worker left")
    remove(NAME)
    assert list((at / "house").iterdir()) == []


def test_no_name_leaves_the_folder(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(f"file://{tmp_path}/files")}
    with pytest.raises(StoreUnavailable):
        put("../outside", b"x")
    assert not (tmp_path / "outside").exists()


def test_objects_are_private_and_lie_below_the_prefix(bucket: Bucket, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(bucket.url)}
    put(NAME, b"<script>")
    assert bucket.names() == [f"files/{NAME}"]
    told = bucket.client().head_object(Bucket=bucket.name, Key=f"files/{NAME}")
    assert told["ContentType"] == "application/octet-stream"
    acl = bucket.client().get_object_acl(Bucket=bucket.name, Key=f"files/{NAME}")
    assert [grant["Grantee"]["Type"] for grant in acl["Grants"]] == ["CanonicalUser"]


def test_a_bucket_that_is_not_there_is_unavailable(bucket: Bucket, settings: Any) -> None:
    wrong = bucket.url.replace(bucket.name, "another-bucket")
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(wrong)}
    for ask in (check_store, lambda: put(NAME, b"x")):
        with pytest.raises(StoreUnavailable):
            ask()


def test_a_server_that_is_away_is_unavailable(settings: Any) -> None:
    away = store_at("s3+http://k:s@127.0.0.1:9/shop")
    settings.STORAGES = settings.STORAGES | {"attachments": away}
    for ask in (check_store, lambda: read_part(NAME, 0, 1)):
        with pytest.raises(StoreUnavailable):
            ask()


class FlakyStore(FolderStore):
    """Fails as long as its folder has a file "down"; counts who asked."""

    asked = 0

    def delete(self, name: str) -> None:
        type(self).asked += 1
        if (Path(self.location) / "down").exists():
            raise ConnectionError("no route")
        super().delete(name)


def test_a_store_that_failed_rests_and_is_asked_again(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = store_at(f"file://{tmp_path}") | {"BACKEND": f"{__name__}.FlakyStore"}
    settings.STORAGES = settings.STORAGES | {"attachments": entry}
    (tmp_path / "down").touch()
    for _time in range(3):
        with pytest.raises(StoreUnavailable, match="no route"):
            remove(NAME)
    assert FlakyStore.asked == 1
    (tmp_path / "down").unlink()
    later = time.monotonic() + REST_S
    monkeypatch.setattr("config.lib.file_store.time.monotonic", lambda: later)
    remove(NAME)
    assert FlakyStore.asked == 2


def test_without_its_package_the_store_is_said_to_be_so(settings: Any) -> None:
    entry = {"BACKEND": "config.lib.no_such_store.Store"}
    settings.STORAGES = settings.STORAGES | {"attachments": entry}
    with pytest.raises(StoreUnavailable, match="no_such_store"):
        check_store()
