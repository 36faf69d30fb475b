"""What is wrong with a flow, in the owner's language."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from bot.flow_field_words import CHOICE_WORDS
from bot.flows.graph import Problem


def problem_text(problem: Problem) -> str:
    """One sentence, with the values of the problem filled in."""
    words = {
        "not_a_flow": _("Este arquivo não é um fluxo do Zapenda."),
        "unknown_version": _("Este fluxo é de outra versão do formato: {name}."),
        "unknown_kind": _("Não conheço este tipo de passo: {name}."),
        "unknown_field": _("Não conheço este campo: {name}."),
        "unknown_choice": _("Esta opção não existe: {name}."),
        "unknown_port": _("Este passo não tem a saída {name}."),
        "unknown_target": _("A saída leva a um passo que não existe: {name}."),
        "unknown_flow": _("O fluxo {name} não existe ou não está publicado."),
        "flows_too_deep": _("Fluxos demais esperam um pelo outro: no máximo {limit}."),
        "unknown_template": _("O modelo {name} não está aprovado pelo WhatsApp."),
        "unknown_button": _("O modelo não tem o botão {name}."),
        "unknown_secret": _("Não há senha guardada com o nome {name}."),
        "unknown_file": _("Este arquivo não está mais guardado. Escolha outro."),
        "needs_file": _("Este modelo leva um arquivo no topo: escolha qual."),
        "other_file": _("Este modelo leva outro tipo de arquivo."),
        "unknown_person": _(
            "Esta pessoa não atende mais conversas: quem estiver livre na equipe será chamado."
        ),
        "empty_role": _("Ninguém da equipe tem a função {name}: quem estiver livre será chamado."),
        "no_assistant": _(
            "O assistente está desligado: aqui a conversa segue pela saída de erro. Ligue em "
            "Configurações, Assistente."
        ),
        "bad_degrees": _("Isto não é um ponto do mapa: {name}. De -{limit} a {limit}."),
        "bad_phone": _("Isto não é um telefone: {name}."),
        "unknown_trigger": _("Não conheço este gatilho: {name}."),
        "wrong_type": _("O valor não é do tipo certo."),
        "missing": _("Falta preencher."),
        "bad_name": _("Este nome não serve: {name}. Use letras minúsculas, números e _."),
        "bad_variable": _("Esta variável não pôde ser lida: {name}."),
        "unsendable": _("Há caracteres que o WhatsApp não aceita."),
        "one_line": _("Este texto cabe em uma linha só."),
        "too_long": _("Longo demais: {actual} caracteres, no máximo {limit}."),
        "too_small": _("Pequeno demais: {actual}, no mínimo {limit}."),
        "too_large": _("Grande demais: {actual}, no máximo {limit}."),
        "too_many": _("Itens demais: {actual}, no máximo {limit}."),
        "too_few": _("Itens de menos: no mínimo {limit}."),
        "not_unique": _("Repetido: {name}."),
        "reserved_port": _("O nome {name} é reservado, use outro."),
        "bad_time": _("Esta hora não existe: {name}. Escreva como 09:30."),
        "no_start": _("O fluxo não tem um passo inicial."),
        "dead_end": _("Esta saída não leva a lugar nenhum."),
        "missing_idle": _("Falta dizer o que fazer quando o cliente não responde."),
        "missing_error": _("Falta dizer o que fazer quando dá erro."),
        "unreachable": _("Nenhum caminho chega a este passo."),
        "loop_without_question": _("Estes passos se repetem sem nunca perguntar nada."),
        "loop_without_customer": _(
            "Estes passos se repetem para sempre, mesmo que o cliente nunca responda."
        ),
        "unbound_variable": _("A variável {name} pode estar vazia aqui."),
        "booking_order": _("Antes deste passo é preciso escolher o serviço e o horário."),
        "needs_template": _(
            "Um fluxo que começa sozinho precisa começar com um modelo aprovado: sem mensagem do "
            "cliente há mais de 24 horas, o WhatsApp não aceita outra coisa."
        ),
        "no_way_to_human": _("Nenhum caminho leva a uma pessoa da equipe."),
        "missing_question": _(
            "Falta perguntar “{name}”: sem isso nenhum horário é marcado. Acrescente um passo "
            "“Perguntar como o robô”."
        ),
        "missing_some_question": _(
            "Falta perguntar “{name}”: quem precisar responder isso vai para uma pessoa da equipe."
        ),
        "sent_numbered": _(
            "Pela {name}, as opções viram texto numerado: o cliente responde com o número."
        ),
        "sent_written": _("Pela {name}, isto vai escrito, como um texto comum."),
        "sent_too_long": _(
            "Pela {name} este texto não chega: cada mensagem tem no máximo {limit} caracteres."
        ),
        "sent_never": _(
            "Pela {name} não saem modelos aprovados: lá este passo segue por “Se der erro”."
        ),
        "no_trigger": _("Nada começa este fluxo: falta um gatilho."),
    }
    values = {"name": "", "limit": "", "actual": "", **problem.values}
    if problem.code.startswith("missing_"):
        values["name"] = CHOICE_WORDS["asks"].get(str(values["name"]), "")
    if isinstance(values["name"], tuple):
        values["name"] = get_text_list([str(one) for one in values["name"]], _("e"))
    return words[problem.code].format(**values)
