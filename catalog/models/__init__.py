from catalog.models.add_on import OfferedAddOn, ServiceAddOn
from catalog.models.service import Service, ServiceCategory

__all__ = ["OfferedAddOn", "Service", "ServiceAddOn", "ServiceCategory"]
