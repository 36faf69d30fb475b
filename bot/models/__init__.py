from bot.models.assistant import AssistantMonth, AssistantSettings, AssistantTurn
from bot.models.attachment import Attachment
from bot.models.canned_reply import CannedReply
from bot.models.channel import Channel, ChannelEvent, ChannelPermission
from bot.models.conversation import Conversation
from bot.models.delivery import Delivery, DeliveryUpdate
from bot.models.embedding import EmbeddingSettings, KnowledgePassage
from bot.models.flow import FlowCall, FlowDefinition, FlowRun, FlowStep, FlowVersion
from bot.models.flow_file import FlowFile
from bot.models.flow_moment import FlowMoment
from bot.models.flow_secret import FlowSecret
from bot.models.flow_sending import FlowSending
from bot.models.knowledge import CustomerFact, KnowledgeEntry
from bot.models.leftover import LeftoverFile
from bot.models.mention import Mention
from bot.models.message import Message
from bot.models.pairing import Pairing
from bot.models.phone_book import PhoneBookEntry
from bot.models.receipt import QuarantinedUpdate, WebhookReceipt
from bot.models.retention import RetentionPolicy
from bot.models.scheduled_message import ScheduledMessage
from bot.models.template import MessageTemplate
from bot.models.text import BotText

__all__ = [
    "AssistantMonth",
    "AssistantSettings",
    "AssistantTurn",
    "Attachment",
    "BotText",
    "CannedReply",
    "Channel",
    "ChannelEvent",
    "ChannelPermission",
    "Conversation",
    "CustomerFact",
    "Delivery",
    "DeliveryUpdate",
    "EmbeddingSettings",
    "FlowCall",
    "FlowDefinition",
    "FlowFile",
    "FlowMoment",
    "FlowRun",
    "FlowSecret",
    "FlowSending",
    "FlowStep",
    "FlowVersion",
    "KnowledgeEntry",
    "KnowledgePassage",
    "LeftoverFile",
    "Mention",
    "Message",
    "MessageTemplate",
    "Pairing",
    "PhoneBookEntry",
    "QuarantinedUpdate",
    "RetentionPolicy",
    "ScheduledMessage",
    "WebhookReceipt",
]
