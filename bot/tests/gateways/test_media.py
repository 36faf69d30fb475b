"""Where our token may go for a file."""

import pytest

from bot.gateways.meta.media import _is_trusted

BASE = "https://graph.facebook.com/v24.0"


@pytest.mark.parametrize(
    ("url", "is_trusted"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
        ("https://mmg.whatsapp.net/x", True),
        ("https://graph.facebook.com/media/x", True),
        ("http://lookaside.fbsbx.com/x", False),
        ("https://fbsbx.com.evil.test/x", False),
        ("https://evilfbsbx.com/x", False),
        ("https://user@lookaside.fbsbx.com/x", False),
        ("http://169.254.169.254/latest", False),
        ("http://graph.facebook.com/media/x", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_the_stores_of_the_provider(url: str, is_trusted: bool) -> None:
    assert _is_trusted(url, BASE) is is_trusted
