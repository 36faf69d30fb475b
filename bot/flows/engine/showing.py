"""Nodes that send more than words: files, places, cards."""

from bot.flows.engine.effects import SendFile
from bot.flows.engine.walk import Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.flows.graph.sendable import degrees
from bot.gateways.contact_cards import CARD_NAME_LIMIT, ContactCard, Contacts
from bot.gateways.content import fit
from bot.gateways.media import CAPTION_LIMIT
from bot.gateways.places import ADDRESS_LIMIT, PLACE_NAME_LIMIT, Location


class FileNode(Silent):
    def enter(self, walk: Walk) -> Step:
        caption = walk.fill(walk.data["text"], CAPTION_LIMIT)
        walk.effects.append(SendFile(walk.data["file"], caption))
        return Leave(Port.DONE)


class LocationNode(Silent):
    """A place that is none is said in words."""

    def enter(self, walk: Walk) -> Step:
        data = walk.data
        latitude, longitude = degrees(data["latitude"]), degrees(data["longitude"])
        nowhere = float("nan")
        walk.say(
            Location(
                nowhere if latitude is None else latitude,
                nowhere if longitude is None else longitude,
                walk.line(data["name"], PLACE_NAME_LIMIT),
                walk.line(data["address"], ADDRESS_LIMIT),
            )
        )
        return Leave(Port.DONE)


class ContactNode(Silent):
    """Without a name of its own the card has that of the house."""

    def enter(self, walk: Walk) -> Step:
        data = walk.data
        name = walk.line(data["name"], CARD_NAME_LIMIT)
        card = ContactCard(
            name or fit(walk.facts.business, CARD_NAME_LIMIT),
            (data["phone"].strip(),),
            walk.line(data["company"], CARD_NAME_LIMIT),
        )
        walk.say(Contacts((card,)))
        return Leave(Port.DONE)
