"""What became of an export of Typebot, in the owner's language."""

from django.utils.translation import gettext as _

from bot.typebot import Remark


def remark_text(remark: Remark) -> str:
    """One sentence: what was turned into what, or what is missing now."""
    words = {
        "cut": _("O texto era longo demais e foi cortado em {limit} caracteres."),
        "formula": _("A fórmula ou variável “{name}” não existe aqui e saiu do texto."),
        "url": _("O link é recebido como texto livre."),
        "rating": _("A nota virou uma pergunta de 0 a {limit}."),
        "pictures": _("As figuras viraram opções de uma lista, sem as imagens."),
        "one_choice": _("O cliente escolhe uma opção por vez."),
        "no_choices": _("As opções vinham de uma variável: virou uma pergunta aberta."),
        "too_many_choices": _("Passavam de 10 opções: {count} ficaram de fora."),
        "long_title": _("“{name}” é longo para um título: inteiro, ficou na descrição."),
        "no_question": _("Não havia um texto antes da pergunta: confira o que ela diz."),
        "set": _("O valor de “{name}” é calculado ({value}): isso não existe aqui."),
        "rule": _("Um caminho da condição ficou sem testes e saiu."),
        "test": _("O teste “{name}: {value}” não existe aqui."),
        "never": _("O sorteio de {value}% virou o mais perto que dá: de 1% a 99%."),
        "wait": _("A espera “{value}” depende de uma variável e saiu."),
        "short_wait": _("A pausa de {count} segundos saiu: o WhatsApp não precisa dela."),
        "redirect": _("O redirecionamento virou uma mensagem com o link."),
        "http": _("A chamada a outro servidor precisa ser conferida antes de publicar."),
        "link": _("Escolha para qual fluxo este passo leva."),
        "media": _("O arquivo virou uma mensagem com o link dele."),
        "unknown": _("Este tipo de bloco não existe aqui. O fluxo segue sem ele."),
    }
    lost = {
        "media": _("O arquivo não tinha endereço e saiu."),
        "redirect": _("O redirecionamento não tinha endereço e saiu."),
        "http": _("A chamada a outro servidor não pôde ser lida e saiu. {value}"),
    }
    chosen = lost.get(remark.code) if remark.is_lost else None
    values = {"name": "", "value": "", "limit": "", "count": "", **remark.values}
    return (chosen or words[remark.code]).format(**values).strip()
