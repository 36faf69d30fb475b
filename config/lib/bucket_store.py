"""Files in a bucket of a server that speaks S3 (the extra "s3": django-storages and boto3)."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage


class BucketStore(S3Storage):
    """Private always: objects get no ACL and no public address. An object of the same name is
    replaced. A server that is silent is given up after seconds, not after a minute."""

    def __init__(self, **options: Any) -> None:
        patience = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=5,
            read_timeout=20,
            retries={"total_max_attempts": 2, "mode": "standard"},
            # What AWS takes by now, other servers of the protocol refuse.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(
            **options, client_config=patience, default_acl=None, file_overwrite=True, gzip=False
        )

    def read_part(self, name: str, start: int, length: int) -> bytes:
        """Raises FileNotFoundError; nothing else of the object is fetched."""
        asked = f"bytes={start}-{start + length - 1}"
        try:
            answer = self.bucket.Object(self._normalize_name(name)).get(Range=asked)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status == 404:
                raise FileNotFoundError(name) from None
            if status == 416:  # past the end
                return b""
            raise
        return bytes(answer["Body"].read())
