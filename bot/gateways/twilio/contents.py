"""The Content resources of one account: templates, and the layouts of buttons and lists."""

from typing import Any

from bot.gateways.protocol import ErrorScope, GatewayError, RemoteTemplate
from bot.gateways.twilio.account import TwilioAccount
from bot.gateways.twilio.layouts import NAME, Layout
from bot.gateways.twilio.templates import UNSUBMITTED, as_template

# Sids of layouts by (account, name): looked up or made once in a process.
_layouts: dict[tuple[tuple[str, str], str], str] = {}


class Contents:
    """Listing, making and submitting. Every method may raise GatewayError."""

    def __init__(self, account: TwilioAccount) -> None:
        self._account = account

    def templates(self) -> list[RemoteTemplate]:
        """All contents but our layouts, submitted to WhatsApp or not."""
        return [
            as_template(item)
            for item in self._all()
            if not str(item.get("friendly_name")).startswith(NAME)
        ]

    def create(self, draft: dict[str, Any]) -> str:
        """The new content's sid."""
        made = self._account.call("POST", self._account.content("/Content"), json=draft)
        if not isinstance(made.get("sid"), str):
            raise GatewayError(code=None, permanent=False, detail="answer without sid")
        return str(made["sid"])

    def submit(self, sid: str, *, name: str, category: str) -> dict[str, Any]:
        """Ask WhatsApp to approve a content."""
        url = self._account.content(f"/Content/{sid}/ApprovalRequests/whatsapp")
        return self._account.call("POST", url, json={"name": name, "category": category})

    def unsubmitted(self, name: str, language: str) -> str:
        """The sid of a template that was made and never submitted; "" without one."""
        wanted = (name, language, UNSUBMITTED)
        left = (one for one in self.templates() if (one.name, one.language, one.status) == wanted)
        found = next(left, None)
        return found.id if found else ""

    def layout(self, layout: Layout) -> str:
        """A layout's sid, made where the account lacks it; "" when Twilio refuses it."""
        key = (self._account.key, layout.name)
        if key in _layouts:
            return _layouts[key]
        try:
            for item in self._all():
                _layouts[self._account.key, str(item.get("friendly_name"))] = str(item.get("sid"))
            if key not in _layouts:
                _layouts[key] = self.create(layout.draft())
        except GatewayError as error:
            if error.permanent and error.scope != ErrorScope.NUMBER:
                return ""
            # Nothing has been said to the customer yet, whatever became of the layout.
            error.outcome_unknown = False
            raise
        return _layouts[key]

    def forget(self, layout: Layout) -> None:
        """Somebody has deleted it over there."""
        _layouts.pop((self._account.key, layout.name), None)

    def _all(self) -> list[dict[str, Any]]:
        url = self._account.content("/ContentAndApprovals?PageSize=100")
        return list(self._account.pages(url, "contents"))


def forget_layouts() -> None:
    """Look every layout up anew."""
    _layouts.clear()
