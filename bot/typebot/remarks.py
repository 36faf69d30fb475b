"""What became of each block of an export, as codes: `bot.typebot_words` says them."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Remark:
    """`code` names what happened. `is_lost`: nothing stands for it now; else it was turned
    into something else. `group` is the title of its group, `block` Typebot's name of its
    type; `values` are what the sentence needs."""

    code: str
    group: str = ""
    block: str = ""
    is_lost: bool = False
    values: Mapping[str, object] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
