"""For whom it is: "banho pro Thor", "corte pra minha filha Sofia", "bath for Rex"."""

import re
from collections.abc import Collection, Sequence

from bot.understanding import parts_of_day
from bot.understanding.calendar_words import months, weekdays
from bot.understanding.named import Known
from bot.understanding.names import is_small
from bot.understanding.normalize import listed, normalize
from bot.understanding.numbers import CARDINALS
from bot.understanding.services_said import PETS, in_own_words, own_name

_CHILDREN = (
    r"(?:filh(?:o|a|inho|inha)s?|criancas?|little (?:one|man|boy|girl|lad|fella)|toddler|nen[ea]"
    r"|ninos?"
    r"|ninas|(?:mi|la|una|nuestra) nina|children|kids|menin[oa]|net[oa]"
    r"|sobrinh[oa]|son|daughter|kid|hij[oa])"
)
_LEAD = re.compile(
    r"\b(?:(?:para|for|p|a|lev(?:o|ar|ando)|trazer|take|bring|do|da|de|of|no|na|get|can)"
    r" (?:(?:o|a|os|as|el|la|los|las|meu|minha|mi|my|nosso|nossa|our|tomar|dar|outro|outra|two"
    r"|dois|duas|dos|meus|minhas|mis) )*"
    rf"(?:(?P<noun>{PETS}|{_CHILDREN}) (?:se )?(?:chamad[oa] |chama |e |called |named )?)?"
    r"|\b(?:nome d(?:ele|ela) e|(?:ele|ela|se|que) chama(?: se)?|(?:his|her|its) name is|se llama"
    r"|su nombre es|llamad[oa]|chamad[oa]|named|called) (?:o |a |el |la )?"
    rf"|\b(?P<bare>{PETS}|{_CHILDREN}) (?:(?:que )?se )?(?:chamad[oa] |chama |llama |called "
    rf"|named )?)(?P<name>[^\W\d_]{{2,20}})\b"
)
# "Pro thor": certain enough in lower case; "da mel" only beside something done to animals.
_AND_MORE = re.compile(
    r"^ (?:e|y|and) (?:para |for |do |da )?(?:(?:o|a|el|la|meu|minha) )?(?P<name>[^\W\d_]{2,20})\b"
)
_NO_NAMES = frozenset(
    listed(
        "mim ele ela eles elas nos gente mae pai marido esposa namorado namorada mulher homem "
        "amiga amigo irma irmao crianca dois duas tres outra outro outros proxima proximo semana "
        "mes ano dia dias cedo tarde noite manha hoje agora depois antes fazer tomar ver saber "
        "marcar agendar remarcar mudar cancelar confirmar ficar levar buscar pegar falar receber "
        "filho filha filhos meninos menino menina cachorro cachorra gato gata pet bebe neto neta "
        "casamento festa formatura evento natal ano novo fim final comeco inicio meio feriado "
        "cabelo unha unhas pe pes mao maos barba rosto pele corpo corte preco valor horario "
        "higienica completa completo grande pequeno medio porte vez voces voce qualquer quem "
        "it that this them her him us both all time price week month weekend later now noon "
        "midday evening night some any someone cut trim wash dog cat mascota perro gato hijo "
        "hija favor ella ellos nosotros luego manana tarde noche fin mediodia pedir hacer casa "
        "salao loja clinica aqui la tua sua minha meu nossa dela dele hora horas minutos cliente "
        "verdade vdd certeza errado certo almoco trabalho expediente almuerzo trabajo get be "
        "junto juntos juntas tambem together too along alguem quem someone anyone mamae he she "
        "is are was were needs wants gets had will tem precisa quer ficou vai foi esta ta se no "
        "shitzu lhasa yorkshire york golden spitz maltes pitbull rottweiler bulldog buldogue "
        "pinscher "
        "salsicha dachshund beagle chihuahua husky pastor schnauzer cocker boxer akita doberman "
        "retriever persa siames srd viralata vira raca racas "
        "medio mediano mediana chico chica large small medium big miniatura raza raca ne viu "
        "tipo adulto adulta adultos adult adults normal comum simples simple regular "
        "have has been appointment booking turno cita reserva visita consulta vaga meia lugar "
        "inves banho tosa vacina bath groom grooming bano work lunch morning afternoon"
    )
)


# "Para bañarlo" names nobody.
# "Luna necesita un corte": whoever needs something, written with a capital.
_NEEDY = re.compile(r"\b(\w{2,20}) (?:precisa|necesita|needs|ta precisando|esta precisando)\b")
# "O Bolinha tá com carrapato": the same beside something done to animals.
_ILL = re.compile(
    r"\b(?:o|a|el|la|meu|minha|my|mi) (\w{2,20}) (?:ta|esta|anda|tem|tiene|has|is) (?!livre|livres"
    r"|disponivel|free|available|libre)"
)
_INFINITIVE = re.compile(r"[aei]r(?:l[aoe]s?|me|se|te)?$")
# "Meu cachorro comeu", "for a check": no names, unless with a capital.
_VERB = re.compile(
    r"(?:eu|ou|iu|ava|ando|endo|indo|ing)$|^check(?:up)?$|^(?:sal|com|volv|perd|mord|romp|sub)io$"
)
_A_CHILD = re.compile(rf"\b{_CHILDREN}\b")


def speaks_of_a_child(plain: str) -> bool:
    return _A_CHILD.search(plain) is not None


def known_in(plain: str, dependants: Sequence[Known]) -> dict[str, str]:
    """Word to name: those of the customer's own whom the text names."""
    words = set(plain.split())
    return {
        first: one.name
        for one in dependants
        if (first := (normalize(one.name, "").split() or [""])[0])
        and not words.isdisjoint({first, f"{first}s"})
    }


def unknown_in(text: str, plain: str, taken: Collection[str], *, lower: bool) -> dict[str, str]:
    """Word to name: somebody new. `lower`: names written without a capital count as well;
    `taken` are words that are something else."""
    capitals = {normalize(word, ""): word for word in re.findall(r"\b[A-ZÀ-Ý][\w]+", text[:1000])}
    is_shouted = text.isupper()
    found: dict[str, str] = {}
    for match in _LEAD.finditer(plain):
        has_noun = bool(match["noun"])
        names = [match["name"]]
        more = _AND_MORE.match(plain[match.end() :])
        if more:
            names.append(more["name"])
        for name in names:
            written = "" if is_shouted else capitals.get(name, "")
            if not written and _INFINITIVE.search(name):
                break
            if not written and _VERB.search(name):
                break
            if _is_something(name, taken) or not (written or lower or has_noun):
                break
            if not written and not has_noun and match[0].split()[0] in ("a", "no", "na", "can"):
                break
            found[name] = written or name.capitalize()
    for match in (*_NEEDY.finditer(plain), *(_ILL.finditer(plain) if lower else ())):
        written = "" if is_shouted else capitals.get(match[1], "")
        if written and not _is_something(match[1], taken):
            found[match[1]] = written
    return found


def _is_something(word: str, taken: Collection[str]) -> bool:
    return (
        word in taken
        or word in _NO_NAMES
        or is_small(word)
        or in_own_words(word) != word
        or parts_of_day.find(word) is not None
        or word in weekdays("pt-BR")
        or word in months("pt-BR")
        or any(word in numbers for numbers in CARDINALS.values())
    )


def words_of(services: Sequence[Known], staff: Sequence[Known]) -> frozenset[str]:
    """All words that name services and people."""
    ours = [own_name(one.name) for one in services]
    ours += [normalize(one.name, "") for one in (*services, *staff)]
    return frozenset(word for name in ours for word in name.split())
