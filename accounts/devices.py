"""What a browser says of itself, in words a person recognizes."""

from django.utils.translation import gettext as _

# The first that is named wins: each browser also claims to be the ones below it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
HANDHELD = {"Android", "iPhone", "iPad"}


def device_name(user_agent: str) -> str:
    """ "Chrome em Android", or what little is known."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s em %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Aparelho desconhecido")


def is_handheld(user_agent: str) -> bool:
    """Whether it is a telephone or a tablet."""
    return _first(SYSTEMS, user_agent) in HANDHELD


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
