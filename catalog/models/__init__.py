from catalog.models.service import Service, ServiceCategory

__all__ = ["Service", "ServiceCategory"]
