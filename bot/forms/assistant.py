"""How the assistant is set up, the texts it may use, what it remembers."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.enums import ModelKind
from bot.models import AssistantSettings, EmbeddingSettings, KnowledgeEntry
from bot.models.assistant import LEAST_SECONDS, MOST_SECONDS
from bot.models.knowledge import FACT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from bot.services.assistant_settings import AssistantDetails, EmbeddingDetails, allows_plain_http

KEPT = (
    "is_on",
    "kind",
    "base_url",
    "model_name",
    "timeout_s",
    "month_tokens",
    "month_usd",
    "input_usd",
    "output_usd",
)
EMBEDDING = ("model_name", "base_url", "usd")
PREFIX = "embedding_"


class AssistantForm(forms.Form):
    """The key is never shown back; left empty, the one that is there stays."""

    is_on = forms.BooleanField(
        label=_("O assistente responde quando o robô não entende"),
        required=False,
        help_text=_("Ele nunca marca sozinho: propõe, e o cliente confirma com um botão."),
    )
    kind = forms.ChoiceField(label=_("Tipo de modelo"), choices=ModelKind.choices)
    base_url = forms.URLField(
        label=_("Endereço da API"),
        max_length=200,
        assume_scheme="https",
        help_text=_(
            "OpenAI: https://api.openai.com/v1 · Anthropic: https://api.anthropic.com · ou o de "
            "outro provedor compatível."
        ),
        error_messages={"required": _("Escreva o endereço da API.")},
    )
    model_name = forms.CharField(
        label=_("Nome do modelo"),
        max_length=100,
        help_text=_("Como aparece na lista de modelos do provedor."),
        error_messages={"required": _("Escreva o nome do modelo.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    api_key = forms.CharField(
        label=_("Chave da API"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    timeout_s = forms.IntegerField(
        label=_("Espera no máximo (segundos)"),
        min_value=LEAST_SECONDS,
        max_value=MOST_SECONDS,
        help_text=_("Depois disso o robô responde no lugar."),
    )
    month_tokens = forms.IntegerField(
        label=_("Limite de tokens por mês"), min_value=0, max_value=10_000_000_000
    )
    month_usd = forms.DecimalField(
        label=_("Limite em dólares por mês"),
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        help_text=_("Vale quando você escreve os preços abaixo."),
    )
    input_usd = forms.DecimalField(
        label=_("Preço de 1 milhão de tokens lidos (US$)"),
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=4,
        help_text=_("Na tabela de preços do provedor: input ou entrada."),
    )
    output_usd = forms.DecimalField(
        label=_("Preço de 1 milhão de tokens escritos (US$)"),
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=4,
        help_text=_("Na tabela de preços do provedor: output ou saída."),
    )

    embedding_model_name = forms.CharField(
        label=_("Modelo de busca"),
        max_length=100,
        required=False,
        help_text=_("Por exemplo text-embedding-3-small. Vazio: busca só pelas palavras."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    embedding_base_url = forms.URLField(
        label=_("Outro endereço para a busca"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Só se for de outro provedor. Vazio: o mesmo endereço e a mesma chave."),
    )
    embedding_api_key = forms.CharField(
        label=_("Chave desse endereço"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    embedding_usd = forms.DecimalField(
        label=_("Preço de 1 milhão de tokens da busca (US$)"),
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=4,
        required=False,
        help_text=_("Conta nos mesmos limites do mês."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kept: AssistantSettings | None,
        embedding: EmbeddingSettings | None = None,
    ) -> None:
        self.kept, self.embedding = kept, embedding
        shown = kept or AssistantSettings(base_url="https://api.openai.com/v1")
        initial = {name: getattr(shown, name) for name in KEPT}
        found = embedding or EmbeddingSettings()
        initial |= {f"{PREFIX}{name}": getattr(found, name) for name in EMBEDDING}
        super().__init__(data, initial=initial)
        if embedding and embedding.api_key:
            self.fields["embedding_api_key"].help_text = _(
                "Guardada com segurança. Deixe vazio para manter."
            )
        if kept and kept.api_key:
            self.fields["api_key"].help_text = _("Guardada com segurança. Deixe vazio para manter.")
        else:
            self.fields["api_key"].help_text = _("Você cria no painel do provedor.")

    def clean_base_url(self) -> str:
        return _address(str(self.cleaned_data["base_url"]))

    def clean_embedding_base_url(self) -> str:
        return _address(str(self.cleaned_data["embedding_base_url"] or ""))

    def clean_embedding_usd(self) -> Decimal:
        return self.cleaned_data["embedding_usd"] or Decimal(0)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_embedding(given)
        if given.get("api_key") or not given.get("base_url"):
            return given
        is_kept = bool(self.kept and self.kept.api_key)
        if is_kept and self.kept and self.kept.base_url != given["base_url"]:
            self.add_error("api_key", _("O endereço mudou: cole a chave de novo."))
        elif not is_kept and given.get("is_on"):
            self.add_error("api_key", _("Cole a chave para ligar o assistente."))
        return given

    def _check_embedding(self, given: dict[str, Any]) -> None:
        url = given.get("embedding_base_url")
        if not given.get("embedding_model_name") or url is None:
            return
        if not url:
            if given.get("kind") == ModelKind.ANTHROPIC:
                text = _("Este tipo de modelo não faz busca: escreva o endereço de outro provedor.")
                self.add_error("embedding_base_url", text)
            return
        kept = self.embedding
        is_kept = bool(kept and kept.api_key and kept.base_url == url)
        if not is_kept and not given.get("embedding_api_key"):
            self.add_error("embedding_api_key", _("Cole a chave deste endereço."))

    @property
    def details(self) -> AssistantDetails:
        """Only after a successful validation."""
        return AssistantDetails(**{name: self.cleaned_data[name] for name in (*KEPT, "api_key")})

    @property
    def embedding_details(self) -> EmbeddingDetails:
        """Only after a successful validation."""
        names = (*EMBEDDING, "api_key")
        return EmbeddingDetails(**{name: self.cleaned_data[f"{PREFIX}{name}"] for name in names})


def _address(written: str) -> str:
    """Without the last slash; "" stays."""
    url = written.rstrip("/")
    parts = urlsplit(url)
    if url and parts.scheme != "https" and not allows_plain_http():
        raise forms.ValidationError(_("O endereço precisa começar com https://."))
    if parts.username or parts.query or parts.fragment:
        raise forms.ValidationError(_("Escreva só o endereço, sem usuário nem parâmetros."))
    return url


class KnowledgeFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)
    archived = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def shows_archived(self) -> bool:
        return bool(self.cleaned_data.get("archived"))


class KnowledgeForm(forms.Form):
    title = forms.CharField(
        label=_("Pergunta ou assunto"),
        max_length=TITLE_LENGTH,
        help_text=_("Como um cliente perguntaria: “Tem estacionamento?”"),
        error_messages={"required": _("Escreva a pergunta ou o assunto.")},
    )
    text = forms.CharField(
        label=_("Resposta"),
        max_length=TEXT_LENGTH,
        error_messages={
            "required": _("Escreva a resposta."),
            "max_length": _("A resposta passa de 4.000 letras: divida em duas."),
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, entry: KnowledgeEntry | None) -> None:
        initial = {"title": entry.title, "text": entry.text} if entry else {}
        super().__init__(data, initial=initial, auto_id="knowledge_%s")


class FactForm(forms.Form):
    text = forms.CharField(
        label=_("O que lembrar"),
        max_length=FACT_LENGTH,
        help_text=_("Uma frase curta: “Prefere ser atendida pela Ana.”"),
        error_messages={"required": _("Escreva o que lembrar.")},
    )
