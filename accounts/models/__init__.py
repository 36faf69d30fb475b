from accounts.models.audit import AuditEntry
from accounts.models.base import TenantModel
from accounts.models.consent import Consent
from accounts.models.customer import Customer, CustomerIdentity
from accounts.models.customer_attribute import CustomerAttribute
from accounts.models.customer_import import CustomerImport, ImportRow
from accounts.models.customer_merge import CustomerMerge
from accounts.models.customer_note import CustomerNote
from accounts.models.dependant import Dependant, Vaccination
from accounts.models.event import EventReceipt, EventRecord
from accounts.models.invitation import Invitation
from accounts.models.live import LiveChange
from accounts.models.location import Location
from accounts.models.mail import OutgoingMail
from accounts.models.onboarding import OnboardingStep
from accounts.models.organization import Membership, Organization, OrganizationPermission
from accounts.models.picture import Picture
from accounts.models.sample import SampleData, SampleRow
from accounts.models.tag import CustomerTag, Tag
from accounts.models.user import User

__all__ = [
    "AuditEntry",
    "Consent",
    "Customer",
    "CustomerAttribute",
    "CustomerIdentity",
    "CustomerImport",
    "CustomerMerge",
    "CustomerNote",
    "CustomerTag",
    "Dependant",
    "EventReceipt",
    "EventRecord",
    "ImportRow",
    "Invitation",
    "LiveChange",
    "Location",
    "Membership",
    "OnboardingStep",
    "Organization",
    "OrganizationPermission",
    "OutgoingMail",
    "Picture",
    "SampleData",
    "SampleRow",
    "Tag",
    "TenantModel",
    "User",
    "Vaccination",
]
