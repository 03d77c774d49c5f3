"""The commands about publishing: `card`, and `push-model`, `push`, `push-space`, which send nothing unless told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracepile_hf.errors import InputError, usable

if TYPE_CHECKING:
    from tracepile_hf.hub.push import Upload

Folder = Annotated[Path, typer.Argument(help="A trained model's folder.")]
Repo = Annotated[str, typer.Argument(help="OWNER/NAME on the Hub.")]
Send = Annotated[bool, typer.Option("--send/--dry-run", help="Send it; otherwise only say what would be sent.")]
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
    results: Annotated[Path | None, typer.Option(help="Measured results as JSON; without: not measured.")] = None,
) -> None:
    """Render a model's card into its folder, from tables and measured results."""
    from tracepile_hf.hub.cards import CardFacts, render, template_file
    from tracepile_hf.hub.results import Results, read_results

    if not model_dir.is_dir():
        raise InputError("a model's folder", "none", str(model_dir))
    measured = Results() if results is None else read_results(results)
    text = str(render(CardFacts(model_dir.resolve().name, base, paradigm, measured), template_file()))
    with usable("a model's folder that can be written", model_dir):
        (model_dir / "README.md").write_text(text, encoding="utf-8")
    print(f"{model_dir / 'README.md'}: {len(measured.results)} results")


def push_model(model_dir: Folder, repo: Repo, send: Send = False, public: Public = False) -> None:
    """Push a model's folder to the Hub: weights, tokenizer and card, never optimizer states."""
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
