"""A small model of meaning: words of one subject point one way, whatever their language."""

import hashlib
import re

SUBJECTS = (
    "cachorro cachorrinho pet bichinho bicho animal animais gato focinheira perro dog",
    "carro moto vaga estacionamento estacionar garagem parking veículo",
    "pagar pagamento pix cartão dinheiro crédito maquininha parcela",
    "criança crianças filho filha bebê menino escola",
    "química tintura alergia amônia produto sensível",
)
DIMENSIONS = len(SUBJECTS) + 8
_AXES = {word: axis for axis, words in enumerate(SUBJECTS) for word in words.split()}


def meaning_of(text: str) -> list[float]:
    """One number for each subject, and a little that is the text's alone."""
    vector = [0.0] * len(SUBJECTS)
    for word in re.findall(r"\w+", text.lower()):
        if word in _AXES:
            vector[_AXES[word]] += 1.0
    noise = hashlib.sha256(text.encode()).digest()[: DIMENSIONS - len(SUBJECTS)]
    return [*vector, *((byte - 128) / 1280 for byte in noise)]
