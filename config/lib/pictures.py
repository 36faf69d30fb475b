"""From an uploaded file to square pictures that are safe to show.

The file is decoded and written anew: whatever came with it (EXIF with a place, a second
file behind the picture) is gone.
"""

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageOps

LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
LONGEST_EDGE = 2048  # what is larger is shrunk before anything else is made of it
FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE = "image/webp"
_QUALITY = 82


class PictureTooBig(Exception):
    """More than LARGEST_BYTES, or than LARGEST_PIXELS once decoded."""


class PictureInvalid(Exception):
    """Not a picture of FORMATS that can be read to its end."""


def square_pictures(data: bytes, *, sizes: Sequence[int]) -> list[bytes]:
    """The middle of the picture as WebP, once for each edge length in pixels.

    Turned upright first (EXIF); what is transparent becomes white. Raises PictureTooBig,
    PictureInvalid.
    """
    if len(data) > LARGEST_BYTES:
        raise PictureTooBig
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _decoded(data)
            return [_encoded(picture, size) for size in sizes]
    except PictureTooBig:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooBig from error
    except Exception as error:  # whatever a broken file makes of the library
        raise PictureInvalid from error


def _decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as source:
        if source.width * source.height > LARGEST_PIXELS:
            raise PictureTooBig
        source.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        upright = ImageOps.exif_transpose(source).convert("RGBA")
    ground = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(ground, upright).convert("RGB")


def _encoded(picture: Image.Image, size: int) -> bytes:
    fitted = ImageOps.fit(picture, (size, size), method=Image.Resampling.LANCZOS)
    target = io.BytesIO()
    fitted.save(target, "WEBP", quality=_QUALITY)
    return target.getvalue()
