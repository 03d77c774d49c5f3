"""The commands about evaluation: `eval` and `report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracepile_hf.errors import InputError

if TYPE_CHECKING:
    from tracepile_hf.evaluation.results import TaskResult


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("eval")(evaluate)
    app.command()(report)


def evaluate(
    model: Annotated[str, typer.Argument(help="A folder, a Hub id, or a served model's name.")],
    suite: Annotated[str, typer.Option(help="paper, fast, style or coe.")] = "fast",
    task: Annotated[list[str] | None, typer.Option(help="Only these benchmarks; may be given several times.")] = None,
    backend: Annotated[str, typer.Option(help="hf, vllm or openai.")] = "hf",
    out: Annotated[Path, typer.Option(help="Where results go; the same command goes on where it stopped.")] = Path(
        "evaluation"
    ),
    data_dir: Annotated[Path | None, typer.Option(help="A folder of benchmark files; without: the Hub.")] = None,
    corpus: Annotated[str, typer.Option(help="For coe: a built corpus, FOLDER[:CONFIG].")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first items of each benchmark.")] = None,
    chat: Annotated[bool, typer.Option("--chat", help="Ask with the model's chat template.")] = False,
    revision: Annotated[str, typer.Option(help="The model's revision on the Hub.")] = "",
    batch_size: Annotated[str, typer.Option(help="A number or auto.")] = "8",
    max_tokens: Annotated[int | None, typer.Option(min=1, help="A lower limit of answers than the tasks set.")] = None,
    base_url: Annotated[str, typer.Option(help="For openai: where the server is, up to /v1.")] = "",
    model_args: Annotated[list[str] | None, typer.Option(help="KEY=VALUE for lm-eval's model.")] = None,
) -> None:
    """Ask a model the paper's benchmarks through lm-eval; every task's result is written as it ends.

    tracepile eval Qwen/Qwen2.5-0.5B --suite paper --out qwen
    """
    from tracepile_hf.evaluation.harness import COE, EvaluationPlan, evaluate, tasks_of

    if suite == COE and not corpus:
        raise InputError("--corpus FOLDER[:CONFIG]", "none", "--suite coe")
    folder, _, config = corpus.partition(":")
    order = EvaluationPlan(
        model, tasks_of(suite, task or ()), out, backend, revision, data_dir, folder, config or "all", limit, chat,
        batch_size, max_tokens, base_url, dict(map(_pair, model_args or ())),
    )  # fmt: skip
    print(HEAD)
    lacking: list[str] = []

    def lacks(name: str, why: str) -> None:
        lacking.append(name)
        print(f"{name:44}not run: {why}", flush=True)

    results = evaluate(order, _tell, lacks)
    print(f"{len(results)} tasks in {out / 'results.json'}")
    if lacking:
        raise InputError("the data of every task", f"none for {', '.join(lacking)}", str(data_dir or "the Hub"))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise InputError("KEY=VALUE", text, "--model-args")
    return key, value


HEAD = f"{'task':44}{'n':>5}  accuracy  95 % interval   chance  no answer   cut  faults  seconds"


def _tell(result: TaskResult, kept: bool) -> None:
    """One line a task, when it has ended."""
    figures = result.figures()
    share = "     none" if figures["accuracy"] is None else f"{figures['accuracy']:9.1%}"
    low, high = f"{figures['low']:.1%}", f"{figures['high']:.1%}"
    rest = f"{figures['chance'] or 0:8.1%}{figures['no_answer'] or 0:11.1%}{figures['cut']:6}{figures['fault']:8}"
    time = "kept" if kept else f"{result.seconds:.1f}"
    print(f"{result.title[:43]:44}{figures['n']:>5} {share}  {low:>6} - {high:<6}{rest}{time:>9}", flush=True)
    faith = result.faithfulness
    if faith and faith["claims"]:
        shares = ", ".join(f"{name} {faith[name]:.1%}" for name in ("proved", "refuted", "unplaced", "unread"))
        print(f"  {faith['claims']} claims: {shares}", flush=True)


def report(
    results: Annotated[
        list[Path] | None, typer.Argument(help="results.json of `tracepile eval`, or their folders.")
    ] = None,
    published: Annotated[Path | None, typer.Option(help="Published figures, in place of the shipped file.")] = None,
    format: Annotated[str, typer.Option(help="markdown or latex.")] = "markdown",
    out: Annotated[Path | None, typer.Option(help="File to write; without: standard output.")] = None,
    size: Annotated[list[float] | None, typer.Option(help="Samples behind each results file, for Figure 3.")] = None,
    png: Annotated[Path | None, typer.Option(help="Also draw the figures into this file (needs matplotlib).")] = None,
) -> None:
    """Lay results out as the paper's tables, beside its figures, with what lies inside the noise marked.

    tracepile report before/results.json after/results.json --out report.md
    """
    from tracepile_hf.evaluation import report as making

    runs, figures = making.read_runs(results or ()), making.read_published(published)
    text = making.render(runs, figures, format, size or ())
    if png is not None:
        from tracepile_hf.evaluation.drawing import draw

        draw(runs, figures, png, size or ())
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, encoding="utf-8")
        print(f"{out}: {len(text.splitlines())} lines")
