"""One turn of the conversation: what came in, what goes out, and what it happens in."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.flows.desk import FrontDesk, Profile
from bot.flows.state import State
from bot.flows.words import Words
from bot.gateways.content import Content

UNKNOWN_AD = "?"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a customer sent as one thought.

    `texts` are the messages in order; `reply_id` is the id of a tapped button or row
    (`reply_title` its title); `kind` is the name of a `MessageKind`, that of the last message.
    `context_id` is the provider's id of the message that is answered, `ad` the id of the ad
    that brought the customer (UNKNOWN_AD where it is not told).
    """

    texts: tuple[str, ...] = ()
    reply_id: str = ""
    reply_title: str = ""
    kind: str = "TEXT"
    context_id: str = ""
    ad: str = ""

    @property
    def text(self) -> str:
        """Everything that was written, as one line."""
        return " ".join(" ".join(self.texts).split())


@dataclass(frozen=True, slots=True)
class Turn:
    """What to do now: keep `state`, send `replies` (0 to 3) in order.

    `wants_more_time`: the text was not understood, and nothing was written at the desk; the
    caller may throw the turn away, wait a little longer for the second half of the thought,
    and ask again with all of it. `is_unread`: nothing of the text was understood, so somebody
    else may answer instead. `handed_over`: a person was called, the bot falls silent.
    `finished`: the conversation came to an end (booked, cancelled, thanked). `came_to` names
    what the customer wanted where that is no question of a booking (see `bot.flows.asking`).
    """

    state: State
    replies: tuple[Content, ...] = ()
    wants_more_time: bool = False
    is_unread: bool = False
    handed_over: bool = False
    finished: bool = False
    came_to: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What every step needs. `lead` is put before the next question (a hint, an
    explanation); `with_help` adds the way to a person to it."""

    desk: FrontDesk
    t: Words
    now: datetime
    profile: Profile
    lead: str = ""
    with_help: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.profile.time_zone)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def saying(self, lead: str) -> "Talk":
        """The same with `lead` before the next question."""
        joined = f"{self.lead}\n\n{lead}" if self.lead and lead else self.lead or lead
        return replace(self, lead=joined)
