"""Who a person is in the team."""

from accounts.models import User
from scheduling.models import Staff


def own_staff(user: User) -> Staff | None:
    """The active professional that this account belongs to; None for anybody else."""
    found: Staff | None = Staff.objects.filter(user=user, is_active=True).first()
    return found
