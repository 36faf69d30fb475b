"""Where files go, by ATTACHMENTS_URL."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.lib.store_address import store_at


def test_a_folder() -> None:
    entry = store_at("file:///srv/zap%20files")
    assert entry["OPTIONS"]["location"] == "/srv/zap files"
    assert entry["OPTIONS"]["file_permissions_mode"] == 0o600


def test_a_bucket_with_a_secret_that_must_be_encoded() -> None:
    options = store_at("s3://KEY:a%2Fb%2Bc@s3.example.com:9000/shop/a/b?region=sa-east-1")[
        "OPTIONS"
    ]
    assert options == {
        "access_key": "KEY",
        "secret_key": "a/b+c",
        "endpoint_url": "https://s3.example.com:9000",
        "bucket_name": "shop",
        "location": "a/b",
        "region_name": "sa-east-1",
    }
    assert store_at("s3+http://k:s@minio/shop")["OPTIONS"]["endpoint_url"] == "http://minio"


@pytest.mark.parametrize(
    "url",
    [
        "files",
        "file://host/folder",
        "file:///",
        "s3://bucket",
        "s3://key:hidden@host",
        "s3://key@host/bucket",
        "s3://key:hidden@host:port/bucket",
        "ftp://key:hidden@host/bucket",
    ],
)
def test_anything_else_stops_the_start_and_tells_no_secret(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        store_at(url)
    assert "hidden" not in str(caught.value)
