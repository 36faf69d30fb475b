"""ATTACHMENTS_URL in words of Django's STORAGES."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORMS = "file:///folder or s3://key:secret@host/bucket[/prefix][?region=...]"


def store_at(url: str) -> dict[str, Any]:
    """The entry of STORAGES for a folder (`file:///srv/files`) or a bucket of a server that
    speaks S3 (`s3://key:secret@host[:port]/bucket[/prefix][?region=...]`; `s3+http://` where
    it stands in one's own network without TLS). Key and secret are percent-encoded. Raises
    ImproperlyConfigured for anything else, without a word of what it holds.
    """
    try:
        parts = urlsplit(url)
        netloc = _server(parts)
    except ValueError:
        raise ImproperlyConfigured(f"ATTACHMENTS_URL must be {FORMS}") from None
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return _folder(parts.path)
    if parts.scheme in ("s3", "s3+http") and netloc:
        return _bucket(parts, netloc)
    raise ImproperlyConfigured(f"ATTACHMENTS_URL must be {FORMS}")


def _server(parts: SplitResult) -> str:
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""


def _folder(path: str) -> dict[str, Any]:
    return {
        "BACKEND": "config.lib.folder_store.FolderStore",
        "OPTIONS": {
            "location": unquote(path),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def _bucket(parts: SplitResult, netloc: str) -> dict[str, Any]:
    bucket, *prefix = PurePosixPath(unquote(parts.path)).parts[1:] or ("",)
    if not (bucket and parts.username and parts.password):
        raise ImproperlyConfigured(f"ATTACHMENTS_URL must be {FORMS}")
    scheme = "http" if parts.scheme == "s3+http" else "https"
    return {
        "BACKEND": "config.lib.bucket_store.BucketStore",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"{scheme}://{netloc}",
            "bucket_name": bucket,
            "location": "/".join(prefix),
            "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        },
    }
