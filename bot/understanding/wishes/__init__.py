"""The sentences of every wish, as patterns over the vocabulary: see `patterns` for their signs.

In order: the first wish that fits counts.
"""

from bot.understanding.wishes.contact import CONTACT
from bot.understanding.wishes.rest import ASIDE, LAST_RESORT
from bot.understanding.wishes.shop import SHOP
from bot.understanding.wishes.visits import KEPT, NEGATED, RULES, STAYS, VISITS

__all__ = ["ASIDE", "KEPT", "LAST_RESORT", "NEGATED", "RULES", "STAYS", "WISHES"]

WISHES = (*CONTACT, *VISITS, *SHOP)
