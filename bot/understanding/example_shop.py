"""A salon with a pet corner: what is understood when no shop of one's own is named."""

from bot.understanding.named import Known


def _known(name: str, for_kind: str = "") -> Known:
    return Known(name, name, for_kind)


SERVICES = (
    *map(_known, ("Corte", "Corte masculino", "Barba", "Escova", "Hidratação", "Coloração")),
    *map(_known, ("Luzes", "Progressiva", "Manicure", "Pedicure", "Sobrancelha", "Depilação")),
    *map(_known, ("Massagem relaxante", "Massagem modeladora", "Limpeza de pele")),
    _known("Corte infantil", "CHILD"),
    *(_known(name, "PET") for name in ("Banho", "Tosa", "Banho e tosa")),
    *(_known(name, "PET") for name in ("Consulta veterinária", "Vacina")),
)
STAFF = tuple(
    map(_known, ("Ana", "Beatriz", "Carla", "Carlos", "João", "Fernanda", "Rafael", "Camila"))
)
DEPENDANTS = (_known("Thor", "PET"), _known("Mel", "PET"), _known("Sofia", "CHILD"))
