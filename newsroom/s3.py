"""Pictures and documents in a bucket of S3, or of what speaks like it (docs/decisions/0013).

Nothing is made public from here and no address is signed: readers get renditions, from where the
bucket's own policy shows that one folder or through our door, and all else through the desk's
doors and that of documents, which ask who may see it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from newsroom.media import KEPT_S

_PUBLIC = "renditions/"
_TYPES = {"jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
# Larger files are read by way of a temporary one.
_MOST_IN_MEMORY = 4 * 1024 * 1024


class BucketStorage(S3Storage):
    """What goes wrong with the bucket is told as a disk tells it: by an OSError."""

    def __init__(self, **options):
        super().__init__(client_config=_client(options.get("endpoint_url")), **options)

    def get_default_settings(self):
        # Nothing is taken from settings of its own names but the keys, as AWS names them.
        return super().get_default_settings() | {
            "public": "",
            "file_overwrite": False,
            "default_acl": None,
            "querystring_auth": False,
            "max_memory_size": _MOST_IN_MEMORY,
        }

    def get_object_parameters(self, name):
        """How it is served if somebody shows it: anything but a rendition never as a page."""
        name = name.removeprefix(f"{self.location}/")
        kind = _TYPES.get(name.rpartition(".")[2])
        if name.startswith(_PUBLIC) and kind:
            return {"ContentType": kind, "CacheControl": f"public, max-age={KEPT_S}"}
        return {
            "ContentType": "application/octet-stream",
            "ContentDisposition": "attachment",
            "CacheControl": "private, no-store",
        }

    def url(self, name, parameters=None, expire=None, http_method=None):
        """Where readers find it; nobody serves anything but renditions there."""
        if self.public and name.startswith(_PUBLIC):
            return f"{self.public}/{filepath_to_uri(name)}"
        return settings.MEDIA_URL + filepath_to_uri(name)

    def is_open_to_all(self, name: str) -> bool:
        """Whether somebody without a key gets it out of the bucket."""
        key = self._normalize_name(name)
        with self._told():
            try:
                self.unsigned_connection.Object(self.bucket_name, key).load()
            except ClientError:
                return False
        return True

    def look(self) -> None:
        """Raises OSError where there is no such bucket, or where the key may not list it: what is
        not there would be forbidden then, and not missing.
        """
        with self._told():
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)

    def _open(self, name, mode="rb"):
        with self._told():
            return super()._open(name, mode)

    def _save(self, name, content):
        with self._told():
            return super()._save(name, content)

    def delete(self, name):
        with self._told():
            super().delete(name)

    def exists(self, name):
        with self._told():
            return super().exists(name)

    def listdir(self, name):
        with self._told():
            return super().listdir(name)

    def size(self, name):
        with self._told():
            return super().size(name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as fault:
            raise OSError(f"The bucket {self.bucket_name}: {fault}") from fault


def _client(endpoint: str | None) -> Config:
    """Gives up in time for a reader who waits; what is not Amazon's own may know neither buckets as
    host names nor its newer checksums.
    """
    bounds = {
        "connect_timeout": 5,
        "read_timeout": 20,
        "retries": {"mode": "standard", "total_max_attempts": 3},
    }
    if not endpoint:
        return Config(**bounds)
    return Config(
        **bounds,
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
