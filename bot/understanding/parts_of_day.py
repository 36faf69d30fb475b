"""Parts of a day: morning, before lunch, the end of the day."""

import re
from datetime import time

Part = tuple[time | None, time | None]

# Words that only look like a part of the day.
_NOT_MEANT = re.compile(
    r"\b(?:bom dia|boa tarde|boa noite|buen(?:os)? dias?|buenas tardes|buenas noches|buenas"
    r"|good (?:morning|afternoon|evening|night)|(?:mais|mas|muito|muy|ja e|too) tarde|mais cedo"
    r"|(?:muito|muy|tao|too|demasiado) (?:cedo|temprano|early|late)$"
    r"|mas temprano|earlier|quanto antes|tarde demais)\b"
)
_END = r"(?:fim|final|finalzinho|finzinho)"
_BEGINNING = r"(?:comeco|comecinho|inicio|principio)"
_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), part)
    for pattern, part in (
        (r"antes d[oe]l? (?:almoco|almuerzo|almorzar)|before lunch", (None, time(11, 59))),
        (
            r"(?:depois|despues) d[oe]l? (?:almoco|almuerzo|almorzar|comer)|after lunch",
            (time(13), None),
        ),
        (
            r"(?:na |no |em )?(?:hora|horario) d[oe]l? (?:almoco|almuerzo)|no almoco|lunch ?time",
            (time(11, 30), time(13, 30)),
        ),
        (
            r"(?:depois|despues) d[oe]l? (?:trabalho|expediente|servico|trabajo)|after work",
            (time(18), None),
        ),
        (
            rf"{_END} d[oe]l? (?:dia|tarde)|{_END} da tarde|tardinha|tardezinha|tardecinha"
            rf"|tardecita|end"
            rf" of (?:the )?day"
            r"|late afternoon|atardecer",
            (time(16), time(19, 59)),
        ),
        (rf"{_BEGINNING} (?:da|de la) tarde|early afternoon", (time(12), time(14, 59))),
        (r"(?:meio|metade) da tarde|mid ?afternoon", (time(14), time(16, 30))),
        (r"(?:meio|metade) da manha|media manana|mid ?morning", (time(9), time(11))),
        (rf"{_END} (?:da|de la) (?:manha|manana)|late morning", (time(10), time(11, 59))),
        (
            rf"{_BEGINNING} (?:da|de la|do) (?:manha|manana|dia)|(?:bem )?cedo|cedinho"
            rf"|manha?zinha|mananita"
            r"|tempran(?:o|ito)"
            r"|early morning|early|first thing|primeira hora|primera hora",
            (time(5), time(9, 59)),
        ),
        (r"madrugada", (time(0), time(5, 59))),
        (
            r"manha|(?:por|en|a|de) la manana|de manana|mornings?|(?<!boas )manhas|por las mananas",
            (time(5), time(11, 59)),
        ),
        (r"tardes?|afternoons?|arvo", (time(12), time(17, 59))),
        (r"noite|noitinha|noches?|evenings?|nights?|tonight", (time(18), time(23, 59))),
    )
)


def find(plain: str) -> Part | None:
    """The first and the last start (both included) of the part of day a normalized text
    names; None stands for an open end, or for no part at all."""
    meant = _NOT_MEANT.sub(" ", plain)
    for pattern, part in _PARTS:
        if pattern.search(meant):
            return part
    return None


def holds(part: Part, moment: time) -> bool:
    first, last = part
    return (first is None or first <= moment) and (last is None or moment <= last)
