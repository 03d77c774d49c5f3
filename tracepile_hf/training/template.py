"""Chat templates judged without a tokenizer: do they parse, mark what the model says, end it, and start as they must.

`{% generation %}` marks what the loss is counted on. It is an extension: plain jinja2 refuses it, so models are saved
with the marks turned into comments (`clean`), which render the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.models import ModelFacts, read_object
from tracepile_hf.training.recipe import Recipe

PROBE: Final = (
    {"role": "user", "content": "first question"},
    {"role": "assistant", "content": "first answer"},
    {"role": "user", "content": "second question"},
    {"role": "assistant", "content": "second answer"},
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters: in no template
_MARK: Final = re.compile(r"\{%(-?)\s*(end)?generation\s*(-?)%\}")
_FILES: Final = (".jinja", ".j2")  # what TRL takes for a template; anything else for a tokenizer's folder or name


@dataclass(frozen=True, slots=True)
class Rendered:
    """A chat as text, and the spans (from, to) in it that are marked as the model's own words."""

    text: str
    marked: tuple[tuple[int, int], ...]


class _Marks(Extension):
    tags = {"generation"}  # noqa: RUF012  # jinja2 declares it as a set

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_marked"), [], [], body).set_lineno(line)

    def _marked(self, caller: Any) -> str:
        return f"{_OPEN}{caller()}{_CLOSE}"


def render(template: str, messages: Sequence[Mapping[str, Any]], **tokens: Any) -> Rendered:
    """The chat as the template writes it. Errors: jinja2's TemplateError."""

    def refuse(message: str) -> None:
        raise TemplateError(message)

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[_Marks, loopcontrols])
    environment.filters["tojson"] = lambda value, **how: json.dumps(value, ensure_ascii=False)
    environment.globals["raise_exception"] = refuse
    environment.globals["strftime_now"] = lambda _: "01 Jan 2026"
    written = environment.from_string(template).render(
        messages=[dict(message) for message in messages], **{"add_generation_prompt": False, **tokens}
    )
    text, spans, begun = "", [], 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", written):
        if piece == _OPEN:
            begun = len(text)
        elif piece == _CLOSE:
            spans.append((begun, len(text)))
        else:
            text += piece
    return Rendered(text, tuple(spans))


def marked(template: str) -> bool:
    """Whether the template says what the loss is counted on."""
    return _MARK.search(template) is not None


def clean(template: str) -> str:
    """The template without its marks, which renders the same: what a saved model carries."""
    return _MARK.sub(lambda mark: f"{{#{mark[1]} {'end of the ' if mark[2] else ''}answer {mark[3]}#}}", template)


def read(path: Path) -> str:
    """A template file's text. Errors: InputError."""
    with usable("a readable template file", path):
        return path.read_text(encoding="utf-8")


def own(model: Path) -> str | None:
    """The template that a model's folder brings, if it has one."""
    file = model / "chat_template.jinja"
    if file.is_file():
        return read(file)
    found = tokenizer_config(model).get("chat_template")
    return found if isinstance(found, str) else None


def tokenizer_config(model: Path) -> dict[str, Any]:
    """tokenizer_config.json of a model's folder; empty if there is none. Errors: InputError if it cannot be read."""
    file = model / "tokenizer_config.json"
    return read_object(file) if file.is_file() else {}


def special(config: Mapping[str, Any], name: str) -> str | None:
    """A special token of a tokenizer_config: text, or an object with its content."""
    found = config.get(name)
    found = found.get("content") if isinstance(found, dict) else found
    return found if isinstance(found, str) else None


def problems(recipe: Recipe, facts: ModelFacts | None) -> Iterator[InputError]:
    """What is wrong with the template that the recipe will be trained with, as far as it is at hand here."""
    model = Path(recipe.text("model_name_or_path", "."))
    name = recipe.text("chat_template_path")
    where = f"{recipe.path}: chat_template_path"
    path = Path(name)
    found = own(model) if model.is_dir() and (recipe.flag("own_template") or not name) else None
    if found is not None:
        yield from _judged(found, recipe, facts, f"the template of {model}", its_own=True)
    elif name and not path.exists():
        if path.suffix in _FILES or name.startswith((".", "/", "~")) or name.count("/") != 1:
            yield InputError("an existing template file", name, where)
    elif name and path.is_file():
        if path.suffix not in _FILES:
            yield InputError(f"a template file that ends in {' or '.join(_FILES)}", name, where)
        else:
            yield from _judged(read(path), recipe, facts, where, its_own=False)
    elif not name and recipe.flag("assistant_only_loss") and model.is_dir() and (model / "config.json").is_file():
        yield InputError("a chat template with {% generation %} for assistant_only_loss", "none", where)
    elif not name and recipe.flag("assistant_only_loss") and facts is not None and not facts.own_template:
        yield InputError(f"a chat template with {{% generation %}}: {facts.name} has none of its own", "none", where)


def _judged(
    template: str, recipe: Recipe, facts: ModelFacts | None, where: str, *, its_own: bool
) -> Iterator[InputError]:
    asked = recipe.flag("assistant_only_loss")
    eos, bos = ends_with(recipe, facts), begins_with(recipe, facts)
    tokens = {"eos_token": eos or "<end>", "bos_token": bos or ""}
    try:
        rendered = render(template, PROBE, **tokens)
    except (TemplateError, TypeError, ValueError, AttributeError, RecursionError) as error:
        yield InputError("a template that writes a chat", " ".join(str(error).split())[:200], where)
        return
    if asked and not marked(template) and not its_own:
        yield InputError("a template with {% generation %} for assistant_only_loss", "one without", where)
        return
    spans = [rendered.text[begin:end] for begin, end in rendered.marked]
    if (
        asked
        and marked(template)
        and not all(
            any(answer["content"] in span for span in spans) for answer in PROBE if answer["role"] == "assistant"
        )
    ):
        yield InputError("{% generation %} around every answer", "answers outside of it", where)
    yield from _ends(rendered, recipe, eos, spans, asked and marked(template))
    if bos and not rendered.text.startswith(bos):
        yield InputError(
            f"a template that begins with {bos}, as the model's tokenizer does", repr(rendered.text[:20]), where
        )


def _ends(
    rendered: Rendered, recipe: Recipe, eos: str | None, spans: Sequence[str], marks: bool
) -> Iterator[InputError]:
    """An answer must end with the token that the model is to stop at, and be learned with it."""
    if eos is None:
        return
    last = str(PROBE[-1]["content"])
    after = rendered.text[rendered.text.rindex(last) + len(last) :] if last in rendered.text else ""
    where = f"{recipe.path}: eos_token"
    if not after.lstrip().startswith(eos):
        written = re.match(r"\s*(<[^>]*>)", after)
        wanted = (
            f"eos_token {written[1]}, which the template ends an answer with"
            if written
            else "an answer that ends with it"
        )
        yield InputError(wanted, eos, where)
    elif marks and spans and eos not in spans[-1]:
        yield InputError(f"{{% generation %}} around {eos} too: the model learns to stop", "it outside", where)


def ends_with(recipe: Recipe, facts: ModelFacts | None) -> str | None:
    """The token that the model will be saved to stop at: the recipe's, or its tokenizer's; None if not known here."""
    if recipe.text("eos_token"):
        return recipe.text("eos_token")
    model = Path(recipe.text("model_name_or_path", "."))
    known = special(tokenizer_config(model), "eos_token") if model.is_dir() else None
    return known or (facts.eos if facts is not None and facts.eos else None)


def begins_with(recipe: Recipe, facts: ModelFacts | None) -> str | None:
    """The token that the model's tokenizer puts before every text; None if none, or not known here."""
    model = Path(recipe.text("model_name_or_path", "."))
    if not model.is_dir():
        return facts.bos if facts is not None and facts.bos else None
    config = tokenizer_config(model)
    bos = special(config, "bos_token")
    if bos is None or config.get("add_bos_token") is False:
        return None
    return bos if config.get("add_bos_token") is True or _added(model, bos) else None


def _added(model: Path, bos: str) -> bool:
    """Whether the fast tokenizer's own last step (its post-processor) puts the token in front."""
    file = model / "tokenizer.json"
    if not file.is_file():
        return False
    with usable("a readable tokenizer.json", file):
        text = file.read_text(encoding="utf-8")
    try:
        last = json.loads(text).get("post_processor") or {}
    except (ValueError, AttributeError, RecursionError) as error:
        raise InputError("a tokenizer as JSON", str(error), str(file)) from None
    for step in [last, *last.get("processors", [])]:
        first = (step.get("single") or [{}])[0]
        if first.get("SpecialToken", {}).get("id") == bos:
            return True
    return False
