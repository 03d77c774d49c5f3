"""The commands about publishing models: `card` and `push-model`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracepile_hf.errors import InputError

Folder = Annotated[Path, typer.Argument(help="A trained model's folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(card)
    app.command("push-model")(push_model)


def card(
    model_dir: Folder,
    base: Annotated[str, typer.Option(help="The base model, such as Qwen/Qwen2.5-7B.")],
    paradigm: Annotated[str, typer.Option(help="Such as two_stage/stage2: the recipe's place.")],
    results: Annotated[Path | None, typer.Option(help="Measured results as JSON; without: not measured.")] = None,
) -> None:
    """Render a model's card into its folder, from tables and measured results."""
    from tracepile_hf.publishing.model_card import CardFacts, render, template_file
    from tracepile_hf.publishing.results import Results, read_results

    if not model_dir.is_dir():
        raise InputError("a model's folder", "none", str(model_dir))
    measured = Results() if results is None else read_results(results)
    text = str(render(CardFacts(model_dir.resolve().name, base, paradigm, measured), template_file()))
    (model_dir / "README.md").write_text(text, encoding="utf-8")
    print(f"{model_dir / 'README.md'}: {len(measured.results)} results")


def push_model(
    model_dir: Folder,
    repo: Annotated[str, typer.Argument(help="OWNER/NAME on the Hub.")],
    dry_run: Annotated[bool, typer.Option(help="Say what would be sent and send nothing.")] = False,
    public: Annotated[bool, typer.Option(help="Make the repository public; private otherwise.")] = False,
) -> None:
    """Push a model's folder to the Hub: weights, tokenizer and card, never optimizer states."""
    from tracepile_hf.publishing.push import plan, push

    upload = plan(model_dir, repo)
    for name, size in upload.files:
        print(f"{size:14,}  {name}")
    print(f"{upload.size:14,}  bytes in {len(upload.files)} files to {repo} ({'public' if public else 'private'})")
    if not dry_run:
        print(push(model_dir, repo, public=public))
