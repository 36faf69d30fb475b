"""What every template and script of ours keeps to (docs/frontend.md).

Each rule is a function from a file's text to its offences, and each is shown a bad
example below, so that a rule that sees nothing fails.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = [ROOT / "templates", *sorted(ROOT.glob("*/templates"))]
TEMPLATES = sorted(path for folder in OURS for path in folder.rglob("*.html"))
STYLES = sorted((ROOT / "static" / "app").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "app").rglob("*.js"))

Rule = Callable[[str], list[str]]


def tags(text: str, name: str = r"[a-z][\w-]*") -> list[str]:
    """The opening HTML tags of that name, with Django's own `>` kept inside."""
    return re.findall(
        rf"<{name}\b(?:{{%.*?%}}|{{{{.*?}}}}|\"[^\"]*\"|'[^']*'|[^<>\"'])*>", text, re.S
    )


def bare(text: str) -> str:
    """Without Django comments."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)
    return re.sub(r"{#.*?#}", "", text)


def inline_script(text: str) -> list[str]:
    return [
        tag
        for tag in tags(text, "script")
        if " src=" not in tag and 'type="application/json"' not in tag
    ]


def inline_style(text: str) -> list[str]:
    return tags(text, "style") + [tag for tag in tags(text) if re.search(r"\sstyle\s*=", tag)]


def event_attribute(text: str) -> list[str]:
    return [tag for tag in tags(text) if re.search(r"\son[a-z]+\s*=", tag)]


def evaluated_htmx(text: str) -> list[str]:
    """What htmx could only do with eval, or does no longer."""
    bad = r"[\s}]hx-on\b|=\s*[\"'](?:js|javascript):|[\s}]hx-ext\b|[\s}]hx-trigger=[\"'][^\"']*\["
    return [tag for tag in tags(text) if re.search(bad, tag)]


def inherited_unsaid(text: str) -> list[str]:
    """hx-headers and the like on an element that sends nothing itself: htmx 4 inherits
    only what says `:inherited`."""
    senders = r"[\s}]hx-(?:get|post|put|patch|delete|action|boost)\b"
    carried = r"[\s}]hx-(?:headers|target|swap|include|vals|sync|indicator|disable|confirm)="
    return [
        tag
        for tag in tags(text)
        if re.search(carried, tag)
        and not re.search(senders, tag)
        and not tag.startswith("<hx-partial")
    ]


def hex_colour(text: str) -> list[str]:
    return re.findall(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b(?![\w-])", text)


def template_hex(text: str) -> list[str]:
    return [tag for tag in tags(text) if re.search(r"=\s*[\"']?#(?:[0-9a-f]{3}){1,2}\b[\"']", tag)]


def image_without_alt(text: str) -> list[str]:
    return [tag for tag in tags(text, "img") if " alt=" not in tag]


def button_without_type(text: str) -> list[str]:
    return [tag for tag in tags(text, "button") if " type=" not in tag]


def dangerous_without_script(text: str) -> list[str]:
    """Without its script such a button acts at once, unless the server is told to ask."""
    return [
        tag
        for tag in tags(text, "button")
        if " data-confirm" in tag
        and 'type="submit"' in tag
        and ('name="unasked" value="' not in tag or " data-confirm=" in tag)
    ]


def untranslated(text: str) -> list[str]:
    """Letters that a person would read and that stand outside translate tags."""
    text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", bare(text), flags=re.S)
    text = re.sub(r"<script[^>]* type=\"application/json\">.*?</script>", "", text, flags=re.S)
    text = re.sub(r"{%\s*block \w+_class\s*%}[\w\s-]*{%\s*endblock\s*%}", "", text)
    read = re.findall(
        r"\s(?:aria-label|title|placeholder|alt|data-confirm(?:-text|-verb)?)=\"([^\"]*)\"", text
    )
    read += re.findall(r"\sname=\"unasked\" value=\"([^\"]*)\"", text)
    read += re.findall(r"\s(?:title|text|label|over)=\"([^\"]*)\"", " ".join(includes(text)))
    words = re.sub(r"<kbd\b.*?</kbd>|<!doctype html>", "", text, flags=re.S | re.I)
    for tag in tags(words) + re.findall(r"</[\w-]+>", words):
        words = words.replace(tag, "\n")
    pieces = [re.sub(r"{%.*?%}|{{.*?}}", "", piece) for piece in [*read, *words.split("\n")]]
    return [p.strip() for p in pieces if re.search(r"[^\W\d_]{2}", p.replace("Zapenda", ""))]


def includes(text: str) -> list[str]:
    return re.findall(r"{%\s*include\s.*?%}", text, re.S)


TEMPLATE_RULES: dict[Rule, str] = {
    inline_script: "<script>alert(1)</script>",
    inline_style: '<p style="color:red">{{ x }}</p>',
    event_attribute: '<a {% if x > 1 %}class="y"{% endif %} onclick="go()">{{ x }}</a>',
    evaluated_htmx: '<a hx-get="/" hx-trigger="click[ctrlKey]">{{ x }}</a>',
    inherited_unsaid: '<div hx-target="#list">{{ x }}</div>',
    template_hex: '<rect fill="#0f766e"/>',
    image_without_alt: '<img src="x.png">',
    button_without_type: "<button class='btn'>{{ x }}</button>",
    dangerous_without_script: '<button type="submit" data-confirm="{{ x }}">{{ y }}</button>',
    untranslated: '<p class="a">Olá {{ name }}</p>',
}

OTHER_BAD_EXAMPLES: list[tuple[Rule, str]] = [
    (inline_style, "<style>p{}</style>"),
    (evaluated_htmx, '<a hx-on:click="go()">{{ x }}</a>'),
    (evaluated_htmx, '<a hx-post="/" hx-vals="js:{a: 1}">{{ x }}</a>'),
    (evaluated_htmx, '<div hx-ext="sse"></div>'),
    (untranslated, '<input aria-label="Buscar">'),
    (untranslated, '{% include "x.html" with title="Serviços" %}'),
]
GOOD_EXAMPLES: list[tuple[Rule, str]] = [
    (inline_script, '<script src="{% static "a.js" %}" defer></script>'),
    (inherited_unsaid, "<body hx-headers:inherited='{}'>"),
    (inherited_unsaid, '<form hx-post="/" hx-target="#panel-content">'),
    (untranslated, '<p>{% translate "Olá" %} <b>{{ name }}</b> · Zapenda <kbd>Esc</kbd></p>'),
    (
        untranslated,
        '<p aria-label="{% translate \'Olá\' %}"{% if a > b %} class="x"{% endif %}></p>',
    ),
    (untranslated, '<script type="application/json">{"ids": {"login": "go"}}</script>'),
    (template_hex, '<a href="#main">{{ x }}</a>'),
]


def name_of(value: object) -> str:
    if isinstance(value, Path):
        return str(value.relative_to(ROOT))
    return getattr(value, "__name__", "example")


@pytest.mark.parametrize("rule", TEMPLATE_RULES, ids=name_of)
@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_keeps_the_rule(path: Path, rule: Rule) -> None:
    assert rule(bare(path.read_text())) == []


@pytest.mark.parametrize(
    ("rule", "example"), [*TEMPLATE_RULES.items(), *OTHER_BAD_EXAMPLES], ids=name_of
)
def test_rule_sees_a_bad_example(rule: Rule, example: str) -> None:
    assert rule(example)


@pytest.mark.parametrize(("rule", "example"), GOOD_EXAMPLES, ids=name_of)
def test_rule_lets_a_good_example_pass(rule: Rule, example: str) -> None:
    assert rule(example) == []


def misnamed(names: dict[str, str]) -> list[str]:
    """Files that are included or are no page of their own, but have no `_` in front."""
    used = {
        target
        for text in names.values()
        for target in re.findall(r"{%\s*include\s+[\"']([^\"']+)[\"']", text)
    }
    return sorted(name for name in used if not name.rsplit("/", 1)[-1].startswith("_"))


def test_fragments_start_with_an_underscore() -> None:
    texts = {str(path): path.read_text() for path in TEMPLATES}
    assert misnamed(texts) == []
    assert misnamed({"a.html": '{% include "b/row.html" %}'}) == ["b/row.html"]


def test_included_templates_exist() -> None:
    known = {str(path.relative_to(folder)) for folder in OURS for path in folder.rglob("*.html")}
    used = {
        target
        for path in TEMPLATES
        for target in re.findall(
            r"{%\s*(?:include|extends)\s+[\"']([^\"']+\.html)[\"']", path.read_text()
        )
    }
    assert used
    assert used - known - {"admin/base_site.html"} == set()


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_colours_are_written_in_tokens_only(path: Path) -> None:
    assert hex_colour(path.read_text()) == [] or path.name == "tokens.css"
    assert hex_colour("a { color: #fff; }") == ["#fff"]
    assert hex_colour("#panel { } #confirm-act { }") == []


def evaluating(text: str) -> list[str]:
    code = r"\beval\(|new Function|document\.write|^import |^export "
    markup = r"\.innerHTML\s*=|insertAdjacentHTML"
    return re.findall(f"{code}|{markup}", text, re.M)


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_builds_no_code_or_markup_from_text(path: Path) -> None:
    assert evaluating(path.read_text()) == []
    assert evaluating("x.innerHTML = y") == [".innerHTML ="]
