"""Uploaded files become square pictures, or are refused."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from config.lib.pictures import (
    LARGEST_BYTES,
    PictureInvalid,
    PictureTooBig,
    square_pictures,
)

GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    """Red on the left half, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_squared_in_each_size(kind: str) -> None:
    made = [opened(data) for data in square_pictures(picture(kind), sizes=(96, 384))]
    assert [(one.format, one.size) for one in made] == [("WEBP", (96, 96)), ("WEBP", (384, 384))]
    left, right = made[1].getpixel((40, 190)), made[1].getpixel((340, 190))
    assert left[0] > 200
    assert right[2] > 200


def test_place_is_forgotten_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6  # lies on its side
    exif.get_ifd(GPS_TAG)[1] = "S"
    data = picture(exif=exif)
    assert b"Exif" in data
    (made,) = square_pictures(data, sizes=(96,))
    assert not opened(made).getexif()
    assert b"EXIF" not in made
    top, bottom = opened(made).getpixel((48, 10)), opened(made).getpixel((48, 86))
    assert top[0] > 200
    assert bottom[2] > 200


def test_broken_notes_in_a_picture_are_refused_and_no_error() -> None:
    exif = Image.Exif()
    exif[ORIENTATION_TAG], exif[0x010E] = 6, "words"
    data = bytearray(picture(exif=exif))
    data[data.index(b"Exif") + 17] = 9  # the words are said to be a number
    with pytest.raises(PictureInvalid):
        square_pictures(bytes(data), sizes=(96,))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of one program")
def test_small_file_of_many_points_takes_little_memory() -> None:
    script = (
        "import re, sys\n"
        "from config.lib.pictures import square_pictures\n"
        "square_pictures(sys.stdin.buffer.read(), sizes=(96,))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])\n"
    )
    target = io.BytesIO()
    Image.new("L", (7000, 7000)).save(target, "PNG")
    data = target.getvalue()
    assert len(data) < 100_000
    done = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True
    )
    assert int(done.stdout) < 300_000  # kilobytes


def test_transparency_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(target, "PNG")
    (made,) = square_pictures(target.getvalue(), sizes=(96,))
    assert min(opened(made).convert("RGB").getpixel((48, 48))) > 250


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload='alert(1)'/>",
        picture("GIF"),
        picture("BMP"),
        picture()[:400],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
    ],
    ids=["empty", "svg", "gif", "bmp", "cut", "broken"],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(PictureInvalid):
        square_pictures(data, sizes=(96,))


def test_too_much_is_refused() -> None:
    with pytest.raises(PictureTooBig):
        square_pictures(b"x" * (LARGEST_BYTES + 1), sizes=(96,))
    target = io.BytesIO()
    Image.new("1", (8000, 8000)).save(target, "PNG")  # small in bytes, large once decoded
    with pytest.raises(PictureTooBig):
        square_pictures(target.getvalue(), sizes=(96,))
