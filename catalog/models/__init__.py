from catalog.models.add_on import OfferedAddOn, ServiceAddOn
from catalog.models.service import Service, ServiceCategory
from catalog.models.size import ServiceSize

__all__ = ["OfferedAddOn", "Service", "ServiceAddOn", "ServiceCategory", "ServiceSize"]
