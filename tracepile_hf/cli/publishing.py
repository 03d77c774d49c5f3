"""The commands about publishing: `card`, and `push-model`, `push`, `push-space`, which send nothing unless told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.hub.push import Upload

Folder = Annotated[Path, typer.Argument(help="A trained model's folder.")]
Repo = Annotated[str, typer.Argument(help="OWNER/NAME on the Hub.")]
Send = Annotated[bool, typer.Option("--send/--dry-run", help="Send it; otherwise only say what would be sent.")]
_ADDED: Final = 1024  # tokens that training may have added to a vocabulary, or a library padded it by
Public = Annotated[bool, typer.Option("--public/--private", help="Who may see the repository.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(card)
    app.command("push-model")(push_model)
    app.command("push")(push_corpus)
    app.command("push-space")(push_space)


def card(
    model_dir: Folder,
    base: Annotated[str, typer.Option(help="The base model, such as Qwen/Qwen2.5-7B.")],
    paradigm: Annotated[str, typer.Option(help="Such as two_stage/stage2: the recipe's place.")],
    results: Annotated[
        Path | None,
        typer.Option(help="Measured results as JSON, in the form of docs/guides/train.md; else: not measured."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="The card's title; by default of base and paradigm.")] = None,
) -> None:
    """Render a model's or an adapter's card into its folder, from tables and measured results."""
    from tracepile_hf.hub.cards import CardFacts, name_of, render, template_file
    from tracepile_hf.hub.results import Results, read_results

    if not model_dir.is_dir():
        raise InputError("a model's folder", "none", str(model_dir))
    measured = Results() if results is None else read_results(results)
    _demand_made_from(model_dir, base)
    adapter = (model_dir / "adapter_config.json").is_file() and not (model_dir / "config.json").is_file()
    facts = CardFacts(name or name_of(base, paradigm), base, paradigm, measured, adapter)
    text = str(render(facts, template_file()))
    with usable("a model's folder that can be written", model_dir):
        (model_dir / "README.md").write_text(text, encoding="utf-8")
    print(f"{model_dir / 'README.md'}: {len(measured.results)} results")


def _demand_made_from(model_dir: Path, base: str) -> None:
    """InputError when the folder's config has other sizes than the base model: it was made from another."""
    from tracepile_hf.training.models import facts_of

    found, wanted = facts_of(str(model_dir)), facts_of(base)
    if found is None or wanted is None:
        return
    of_found, of_base = (found.layers, found.hidden), (wanted.layers, wanted.hidden)
    if of_found != of_base or abs(found.vocabulary - wanted.vocabulary) > _ADDED:
        expected = f"a model made from {base} ({of_base[0]} layers of {of_base[1]}, {wanted.vocabulary} tokens)"
        got = f"{of_found[0]} layers of {of_found[1]}, {found.vocabulary} tokens"
        raise InputError(expected, got, f"{model_dir}: --base")


def push_model(model_dir: Folder, repo: Repo, send: Send = False, public: Public = False) -> None:
    """Push a model's or an adapter's folder to the Hub: weights, tokenizer and card, and nothing else that is there."""
    from tracepile_hf.hub.push import plan

    _push(plan(model_dir, repo), send, public)


def publish(model_dir: Path, repo: str, private: bool) -> str:
    """Push what a training run has saved, as `push_to_hub` asks for: the address of the commit."""
    from tracepile_hf.hub.push import plan, push

    return push(plan(model_dir, repo), public=not private)


def push_corpus(
    corpus: Annotated[Path, typer.Argument(help="A built corpus, or a mixture.")],
    repo: Repo,
    send: Send = False,
    public: Public = False,
) -> None:
    """Push a built corpus to the Hub: rows, their account and the card, never what was rejected."""
    from tracepile_hf.hub.push import plan_corpus

    _push(plan_corpus(corpus, repo), send, public)


def push_space(
    folder: Annotated[Path, typer.Argument(help="The Space's folder: spaces/trace_explorer of the repository.")],
    repo: Repo,
    send: Send = False,
    public: Public = False,
) -> None:
    """Push the trace explorer to the Hub as a Space: its own files, and the package that it imports."""
    from tracepile_hf.hub.space import plan_space

    _push(plan_space(folder, repo), send, public)


def _push(upload: Upload, send: bool, public: bool) -> None:
    from tracepile_hf.hub.push import push

    for name, size in upload.files:
        print(f"{size:14,}  {name}")
    print(f"{upload.size:14,}  bytes in {len(upload.files)} files to {'a public' if public else 'a private'} ", end="")
    print(f"{upload.kind} repository, {upload.repo}")
    print(push(upload, public=public) if send else "Nothing was sent: this was a dry run. --send sends it.")
