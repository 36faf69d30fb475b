"""What the three demo businesses offer, and who works there."""

from dataclasses import dataclass

WEEKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service: minutes, price in reais ("" on request), buffer minutes before and after."""

    name: str
    minutes: int
    price: str
    before: int = 0
    after: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A professional and the categories they perform. `weekdays` with Monday as 0."""

    name: str
    does: tuple[str, ...]
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    opens: int = 9
    closes: int = 18
    lunch: int = 12


@dataclass(frozen=True, slots=True)
class Business:
    """One demo organization."""

    slug: str
    name: str
    vertical: str
    address: str
    phone: str
    catalogue: dict[str, tuple[Offer, ...]]
    team: tuple[Person, ...]


SALON = Business(
    slug="studio-bela",
    name="Studio Bela",
    vertical="SALON",
    address="Rua das Acácias, 120 - Vila Mariana, São Paulo",
    phone="+551140000000",
    catalogue={
        "Cabelo": (
            Offer("Corte feminino", 60, "120.00", description="Com lavagem e finalização"),
            Offer("Corte masculino", 30, "70.00"),
            Offer("Escova", 45, "80.00"),
            Offer("Coloração", 120, "280.00", before=5, after=15, description="Raiz e comprimento"),
            Offer("Hidratação", 45, "95.00"),
        ),
        "Unhas": (
            Offer("Manicure", 45, "45.00"),
            Offer("Pedicure", 45, "55.00"),
            Offer("Manicure e pedicure", 90, "95.00"),
        ),
        "Rosto": (
            Offer("Design de sobrancelha", 30, "60.00"),
            Offer("Limpeza de pele", 75, "180.00", after=15),
            Offer("Maquiagem", 60, "", description="Valor conforme a ocasião"),
        ),
    },
    team=(
        Person("Ana Souza", ("Cabelo",)),
        Person("Bruno Lima", ("Cabelo",), weekdays=(1, 2, 3, 4, 5), opens=10, closes=19, lunch=14),
        Person("Carla Dias", ("Unhas",), lunch=13),
        Person("Daniela Alves", ("Unhas", "Rosto"), weekdays=WEEKDAYS),
        Person("Elisa Prado", ("Rosto",), weekdays=(3, 4, 5), opens=10, closes=16, lunch=13),
    ),
)

CLINIC = Business(
    slug="clinica-vida",
    name="Clínica Vida",
    vertical="CLINIC",
    address="Avenida Brasil, 800 - Centro, Campinas",
    phone="+551940000000",
    catalogue={
        "Consultas": (
            Offer("Clínica geral", 30, "220.00"),
            Offer("Pediatria", 40, "260.00"),
            Offer("Nutrição", 50, "190.00"),
            Offer("Retorno", 20, "", description="Até 30 dias depois da consulta"),
        ),
        "Terapias": (
            Offer("Fisioterapia", 50, "150.00", before=5, after=10),
            Offer("Psicologia", 50, "200.00", after=10),
            Offer("Acupuntura", 60, "170.00"),
        ),
        "Exames": (Offer("Eletrocardiograma", 20, "120.00", after=10),),
    },
    team=(
        Person("Dra. Helena Vaz", ("Consultas", "Exames"), weekdays=WEEKDAYS, opens=8, closes=17),
        Person(
            "Dr. Igor Matos",
            ("Consultas", "Exames"),
            weekdays=(0, 2, 4),
            opens=13,
            closes=20,
            lunch=16,
        ),
        Person("Lúcia Teles", ("Terapias",), weekdays=WEEKDAYS),
        Person("Otávio Reis", ("Terapias",), weekdays=(1, 3, 5), opens=8, closes=14, lunch=11),
        Person("Dra. Regina Sá", ("Consultas",), weekdays=(1, 3, 5), opens=8, closes=14, lunch=11),
    ),
)

PETSHOP = Business(
    slug="pet-amigo",
    name="Pet Amigo",
    vertical="PETSHOP",
    address="Rua do Bosque, 45 - Savassi, Belo Horizonte",
    phone="+553140000000",
    catalogue={
        "Banho e tosa": (
            Offer("Banho porte pequeno", 45, "60.00", after=10),
            Offer("Banho porte grande", 75, "110.00", after=15),
            Offer("Banho e tosa", 90, "130.00", after=15),
            Offer("Tosa higiênica", 40, "55.00"),
            Offer("Corte de unhas", 20, "30.00"),
        ),
        "Veterinário": (
            Offer("Consulta veterinária", 30, "160.00", before=5, after=5),
            Offer("Vacina", 20, "95.00", description="Traga a carteirinha"),
            Offer("Retorno", 20, ""),
        ),
    },
    team=(
        Person("Camila Nery", ("Banho e tosa",)),
        Person(
            "Diego Farias",
            ("Banho e tosa",),
            weekdays=(1, 2, 3, 4, 5),
            opens=10,
            closes=19,
            lunch=14,
        ),
        Person("Dra. Paula Leal", ("Veterinário",), weekdays=WEEKDAYS, opens=9, closes=17),
        Person("Dr. Renato Cruz", ("Veterinário",), weekdays=(3, 4, 5), opens=10, closes=16),
        Person("Simone Braga", ("Banho e tosa",), weekdays=(4, 5), opens=8, closes=16),
    ),
)

BUSINESSES = {"salon": SALON, "clinic": CLINIC, "petshop": PETSHOP}
