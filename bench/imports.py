"""Customers from a file: 50,000 rows, from the upload to the last customer, and back.

Each brings two own fields of the house, two labels and a pet.

In one process, as one worker does it, without the pauses between its slices.
"""

import time
from collections.abc import Callable

from bench.report import Row
from bench.shop import NOW
from bench.stand import Stand

ROWS = 50_000
HEADINGS = "Nome;Celular;Aceita promoções;Observações;Nascimento;Peso;Etiquetas;Animais"


def run(stand: Stand, seconds: float) -> list[Row]:
    """Steps and their seconds; `seconds` is of no use here: the work sets the time."""
    from django_scopes import scope  # noqa: PLC0415

    from accounts.models import Customer, User  # noqa: PLC0415
    from accounts.people_enums import AttributeType  # noqa: PLC0415
    from accounts.services import customer_imports as steps  # noqa: PLC0415
    from accounts.services.customer_attributes import define_attribute  # noqa: PLC0415
    from accounts.services.organizations import create_organization  # noqa: PLC0415

    owner = User.objects.create_user("imports@bench.test", "bench", name="Bench")
    house = create_organization(name="imports", slug="imports", owner=owner, vertical="SALON")
    rows: list[Row] = []
    with scope(organization=house):
        for label, kind in (("Nascimento", AttributeType.DATE), ("Peso", AttributeType.NUMBER)):
            define_attribute(organization=house, label=label, type=kind, actor=owner)
        for name, prefix in (("all new", "Cliente"), ("all known, all changed", "Pessoa")):
            content = _file(prefix)
            batch = steps.upload_import(
                organization=house, actor=owner, file_name="bench.csv", content=content
            )
            rows.append(_timed(f"{name}: dry run", lambda b=batch: steps.choose_columns(
                batch=b, mapping=b.mapping, updates_existing=True
            )))  # fmt: skip
            rows.append(_timed(f"{name}: import", lambda b=batch: steps.run_import(
                batch=b, actor=owner
            )))  # fmt: skip
        rows.append(_timed("undo of the changes", lambda: steps.undo_import(
            batch=batch, actor=owner
        )))  # fmt: skip
        if Customer.objects.count() != ROWS:
            raise RuntimeError(f"{Customer.objects.count()} customers instead of {ROWS}")
    return rows


def _timed(name: str, begin: Callable[[], object]) -> Row:
    from accounts.services.import_work import work_on_import  # noqa: PLC0415

    begun = time.perf_counter()
    begin()
    while work_on_import(now=NOW):
        pass
    took = time.perf_counter() - begun
    return {"step": name, "rows": ROWS, "seconds": took, "rows/s": ROWS / took}


def _file(prefix: str) -> bytes:
    lines = [
        f"{prefix} {number};(11) 9{80_000_000 + number};sim;anotação {prefix};"
        f"{1 + number % 28:02d}/03/1990;{number % 90},5;{prefix}, VIP;Rex (cachorro)"
        for number in range(ROWS)
    ]
    return "\n".join([HEADINGS, *lines]).encode()
