"""The words that wishes are made of, in all languages at once, normalized.

Entries are parted by commas. `*` ends a word in any way, `(a|b)` is one of these, `?` makes what
stands before it optional and `{name}` is another vocabulary. Words that mean something else in a
neighbouring language come with the words that tell ("no puedo": in Portuguese "no" is "in the").
"""

from bot.understanding.words import contact, shop, visits

WORDS = {**visits.VISITS, **contact.CONTACT, **shop.SHOP}
