"""What the fields of a step are called, and what may be chosen in them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD_WORDS: dict[str, Promise] = {
    "text": _("Texto"),
    "header": _("Título acima"),
    "footer": _("Rodapé"),
    "title": _("Texto da opção"),
    "description": _("Descrição"),
    "button": _("Texto do botão que abre a lista"),
    "variable": _("Guardar a resposta como"),
    "answer": _("Tipo da resposta"),
    "minimum": _("Mínimo"),
    "maximum": _("Máximo"),
    "retry_text": _("Se não entender, dizer"),
    "retries": _("Tentativas a mais"),
    "idle_minutes": _("Esperar a resposta por (minutos)"),
    "blocks": _("Textos"),
    "choices": _("Opções"),
    "buttons": _("Botões"),
    "sections": _("Partes da lista"),
    "rows": _("Opções"),
    "rules": _("Caminhos"),
    "match": _("Vale quando"),
    "tests": _("Testes"),
    "of": _("Comparar"),
    "name": _("Nome"),
    "op": _("Como"),
    "value": _("Valor"),
    "branches": _("Caminhos"),
    "weight": _("Peso"),
    "assignments": _("Valores"),
    "target": _("Onde"),
    "add": _("Pôr etiquetas"),
    "remove": _("Tirar etiquetas"),
    "minutes": _("Minutos"),
    "category": _("Só desta categoria"),
    "allow_any": _("Aceita “tanto faz”"),
    "reason": _("Motivo, para a equipe"),
    "flow": _("Qual fluxo"),
    "template": _("Qual modelo"),
    "values": _("Valores do modelo"),
    "slot": _("Variável do modelo"),
    "until": _("Esperar até"),
    "date": _("Data"),
    "days": _("Dias depois (antes, com sinal de menos)"),
    "time": _("Hora"),
    "only_chosen": _("Só do serviço que o cliente escolheu"),
    "returns": _("Volta para este fluxo no fim"),
    "gets": _("O que traz de volta"),
    "url": _("Endereço"),
    "send": _("O que vai no aviso"),
    "method": _("Como pergunta"),
    "headers": _("Cabeçalhos"),
    "body": _("Corpo"),
    "save": _("O que guardar da resposta"),
    "path": _("Onde está na resposta"),
    "timeout_s": _("Esperar no máximo (segundos)"),
    "word": _("Palavra"),
    "words": _("Palavras"),
    "intent": _("Intenção"),
}
ADD_WORDS: dict[str, Promise] = {
    "blocks": _("Mais um texto"),
    "choices": _("Mais uma opção"),
    "buttons": _("Mais um botão"),
    "sections": _("Mais uma parte"),
    "rows": _("Mais uma opção"),
    "rules": _("Mais um caminho"),
    "tests": _("Mais um teste"),
    "branches": _("Mais um caminho"),
    "assignments": _("Mais um valor"),
    "values": _("Mais um valor"),
    "gets": _("Mais uma resposta"),
    "send": _("Mais um dado"),
    "headers": _("Mais um cabeçalho"),
    "save": _("Mais uma resposta"),
    "add": _("Pôr uma etiqueta"),
    "remove": _("Tirar uma etiqueta"),
}
HINTS: dict[str, Promise] = {
    "variable": _("Depois use no texto: {{nome}}. Letras minúsculas, números e _."),
    "category": _("Vazio mostra todos os serviços."),
    "slot": _("O que está entre chaves no modelo: 1, 2 ou um nome."),
    "date": _("Uma data guardada, por exemplo {{attribute.nascimento}}."),
    "time": _("Como 09:00 ou 18:30."),
    "url": _("Só endereços que o administrador do sistema liberou, com https."),
    "headers": _("Uma senha se escreve {{secret.nome}}; ela fica em Configurações."),
    "path": _("Por exemplo: itens.0.nome"),
    "reason": _("A equipe lê isto na conversa; o cliente não."),
}
FILLS: dict[str, Promise] = {
    "customer.first_name": _("Primeiro nome do cliente"),
    "customer.name": _("Nome do cliente"),
    "business.name": _("Nome da sua empresa"),
    "said": _("O que o cliente acabou de dizer"),
}
CHOICE_WORDS: dict[str, dict[str, Promise]] = {
    "answer": {
        "text": _("Texto livre"),
        "number": _("Número"),
        "email": _("E-mail"),
        "date": _("Data"),
        "time": _("Hora"),
        "phone": _("Telefone"),
        "choice": _("Uma das opções"),
    },
    "match": {
        "all": _("Todos os testes batem"),
        "any": _("Um dos testes bate"),
        "exact": _("A mensagem é só a palavra"),
        "word": _("A palavra aparece na mensagem"),
    },
    "of": {
        "variable": _("Resposta guardada"),
        "attribute": _("Campo do cliente"),
        "tag": _("Etiqueta do cliente"),
        "time": _("Hora agora"),
        "weekday": _("Dia da semana (1 a 7)"),
        "hours": _("Aberto agora"),
        "name": _("Nome do cliente"),
    },
    "op": {
        "is": _("é igual a"),
        "is_not": _("não é"),
        "contains": _("contém"),
        "starts_with": _("começa com"),
        "above": _("é maior que"),
        "below": _("é menor que"),
        "at_least": _("é no mínimo"),
        "at_most": _("é no máximo"),
        "filled": _("está preenchido"),
        "empty": _("está vazio"),
    },
    "until": {
        "opening": _("A próxima abertura"),
        "time": _("Uma hora do dia"),
        "date": _("Uma data"),
    },
    "method": {"GET": _("Só lê (GET)"), "POST": _("Envia dados (POST)")},
    "target": {"variable": _("Nesta conversa"), "attribute": _("No campo do cliente")},
}


def field_label(name: str) -> str:
    """What a field is called on the screen."""
    return str(FIELD_WORDS.get(name, name))


def place_label(path: str) -> str:
    """Where a problem is: "buttons.1.title" is "Botões 2, Texto da opção"."""
    parts: list[str] = []
    for piece in path.split("."):
        if piece.isdigit() and parts:
            parts[-1] += f" {int(piece) + 1}"
        elif not piece.isdigit():
            parts.append(field_label(piece))
    return ", ".join(parts)
