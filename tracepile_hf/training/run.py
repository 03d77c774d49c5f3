"""The program that `tracepile train` launches: TRL's supervised fine-tuning on rows that were made into tokens here.

It reads the same file as `trl sft --config` through the same parser, streams, saves, pushes and ends as that does.
Chats are turned into tokens by tokens.py, with the model's own template where it has one; validation rows are judged by
kind, and with a `prove` the model's own answers too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.training import template
from tracepile_hf.training.counts import Counts, schedule, tokens_of
from tracepile_hf.training.data import record
from tracepile_hf.training.recipe import Recipe, read
from tracepile_hf.training.tokens import encode

if TYPE_CHECKING:
    from tracepile_hf.training.proof import Prove

HELD_OUT: Final = ("validation", "test")
KIND: Final = "question_kind"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is done beside training: who is told, how often the model is proved and on what, the rate, the push."""

    tell: Callable[[str], None] = lambda _: None
    prove: Prove | None = None
    prove_every: int = 0
    prove_questions: int = 4
    prove_on: tuple[str, str | None] | None = None  # path and config; None: the recipe's own data
    rate: float = 0.0  # tokens a second over all GPUs; 0: not known
    publish: Callable[[Path, str, bool], str] | None = None  # folder, repository, whether it is private


_ALONE: Final = Watch()


def main(recipe_file: Path, watch: Watch = _ALONE) -> None:
    """Parse, load, count, train, save, push."""
    from trl import SFTTrainer, get_peft_config, get_quantization_config

    recipe = read(recipe_file)
    script, training, model, mixture = _parsed(recipe_file)
    wanted, training.push_to_hub = training.push_to_hub, False  # what goes is chosen by name, at the end
    data = _loaded(script, mixture)
    train = data[script.dataset_train_split]
    evaluated = _held_back(data, script, training, recipe)
    tokenizer = _tokenizer(recipe, model, training)
    with training.main_process_first(desc="tokenizing"):
        rows = _tokenized(train, tokenizer, recipe, training)
        judged = {name: _tokenized(split, tokenizer, recipe, training) for name, split in evaluated.items()}
    if rows is not train:
        training.assistant_only_loss, training.chat_template_path = False, None
    trainer = SFTTrainer(
        model=model.model_name_or_path,
        args=training,
        train_dataset=rows,
        eval_dataset=judged or None,
        processing_class=tokenizer,
        quantization_config=get_quantization_config(model),
        peft_config=get_peft_config(model),
    )
    main_process = trainer.is_world_process_zero()
    _count(trainer, train, rows, watch if main_process else _ALONE)
    if watch.prove is not None and watch.prove_every:
        _watch_claims(trainer, data, tokenizer, watch, main_process)
    trainer.train(resume_from_checkpoint=training.resume_from_checkpoint)
    trainer.save_model(training.output_dir)
    if wanted and watch.publish is not None and main_process:
        private = training.hub_private_repo is not False
        watch.tell(watch.publish(Path(training.output_dir), training.hub_model_id, private))
    trainer.end()


def _parsed(recipe_file: Path) -> Any:
    from trl.scripts.sft import make_parser

    # This package's own settings are unknown to it; that there are no others was checked
    parsed = make_parser().parse_args_and_config(["--config", str(recipe_file)], fail_with_unknown_args=False)
    script, training, model, mixture = parsed
    training.model_init_kwargs = {
        "revision": model.model_revision,
        "attn_implementation": model.attn_implementation,
        "dtype": model.dtype,
        **(training.model_init_kwargs or {}),
    }
    return script, training, model, mixture


def _loaded(script: Any, mixture: Any) -> Any:
    from datasets import load_dataset
    from trl import get_dataset

    if mixture.datasets:
        return get_dataset(mixture)
    return load_dataset(script.dataset_name, script.dataset_config, streaming=script.dataset_streaming)


def _held_back(data: Any, script: Any, training: Any, recipe: Recipe) -> dict[str, Any]:
    """The split for the loss while it trains: at most `eval_rows` of it, in all and by kind of question."""
    if str(training.eval_strategy) == "no" or training.eval_strategy == "no":
        return {}
    split = data[script.dataset_test_split]
    most = int(recipe.number("eval_rows"))
    if script.dataset_streaming:
        return {script.dataset_test_split: split.take(most) if most else split}
    if most and most < len(split):
        split = split.shuffle(seed=training.seed).select(range(most))
    found = {script.dataset_test_split: split}
    if KIND in split.column_names:
        kinds = split[KIND]
        for kind in sorted(set(kinds)):
            found[kind] = split.select([at for at, one in enumerate(kinds) if one == kind])
    return found if len(found) != 2 else {script.dataset_test_split: split}


def _tokenizer(recipe: Recipe, model: Any, training: Any) -> Any:
    """The model's tokenizer, with the end of an answer that the recipe names and, for chats, the template in use."""
    from transformers import AutoTokenizer

    revision = {"revision": model.model_revision, "trust_remote_code": training.trust_remote_code}
    tokenizer = AutoTokenizer.from_pretrained(model.model_name_or_path, **revision)
    if training.eos_token is not None and training.eos_token in tokenizer.get_vocab():
        tokenizer.eos_token = training.eos_token
    written = in_use(recipe, tokenizer)
    if written is not None and recipe.flag("assistant_only_loss"):
        tokenizer.chat_template = template.clean(written)
    return tokenizer


def in_use(recipe: Recipe, tokenizer: Any) -> str | None:
    """The text of the template file that rows are written with; None: the model's own, wanted or the only one."""
    path = Path(recipe.text("chat_template_path") or "/")
    if path.suffix not in (".jinja", ".j2") or (recipe.flag("own_template") and tokenizer.chat_template):
        return None
    return template.read(path)


def _tokenized(split: Any, tokenizer: Any, recipe: Recipe, training: Any) -> Any:
    """Chats as input_ids and labels; rows of another form are left to TRL."""
    columns = split.column_names or list(next(iter(split)))
    if "messages" not in columns or "input_ids" in columns:
        return split
    given = {"written": in_use(recipe, tokenizer), "answers_only": recipe.flag("assistant_only_loss")}
    workers = {} if recipe.flag("dataset_streaming") else {"num_proc": training.dataset_num_proc, "desc": "Tokenizing"}
    return split.map(tokens_of_row, fn_kwargs={"tokenizer": tokenizer, **given}, remove_columns=columns, **workers)


def tokens_of_row(row: Mapping[str, Any], tokenizer: Any, written: str | None, answers_only: bool) -> dict[str, Any]:
    """A row of chats as TRL takes it: input_ids and labels."""
    tools = row.get("tools")
    given = {"tools": json.loads(tools) if isinstance(tools, str) else tools} if tools else {}
    encoded = encode(tokenizer, row["messages"], written, answers_only=answers_only, **given)
    return {"input_ids": encoded.ids, "labels": encoded.labels}


def _count(trainer: Any, train: Any, rows: Any, watch: Watch) -> None:
    """Tell, and record beside the recipe, what the run will see."""
    args, prepared = trainer.args, trainer.train_dataset
    if not hasattr(rows, "num_rows") or "labels" not in (prepared.column_names or ()):
        return
    if not len(prepared):
        expected = f"rows with something to learn within max_length {args.max_length}"
        raise InputError(expected, f"none of {len(train)}", args.output_dir)
    if not args.packing and len(prepared) < len(train):
        watch.tell(f"left out: {len(train) - len(prepared)} rows whose answers begin beyond max_length")
    processes = args.world_size
    batch = args.per_device_train_batch_size * processes * args.gradient_accumulation_steps
    steps = schedule(
        len(prepared),
        args.per_device_train_batch_size,
        processes,
        args.gradient_accumulation_steps,
        args.num_train_epochs,
        args.max_steps,
        args.dataloader_drop_last,
    )
    tokens, learned = tokens_of(prepared)
    epochs = (
        min(float(args.num_train_epochs), steps * batch / len(prepared))
        if args.max_steps <= 0
        else steps * batch / len(prepared)
    )
    counts = Counts(len(train), len(prepared), tokens, learned, batch, steps, epochs)
    for line in counts.lines(watch.rate):
        watch.tell(line)
    if trainer.is_world_process_zero():
        record(Path(args.output_dir), counts=counts.record())


def _watch_claims(trainer: Any, data: Any, tokenizer: Any, watch: Watch, main_process: bool) -> None:
    """Add the callback that proves the model's own answers, on rows that fit."""
    from datasets import load_dataset
    from transformers import Trainer

    from tracepile_hf.training.proof import ProofCallback, chosen

    if watch.prove_on is not None:
        data = load_dataset(*watch.prove_on)
    rows, limit = chosen(held_out(data), tokenizer, watch.prove_questions)
    if main_process:
        watch.tell(
            f"proof: {len(rows)} held-out questions every {watch.prove_every} steps, {limit} tokens each at most"
        )

    def report(figures: dict[str, float]) -> None:
        Trainer.log(trainer, figures)  # to the trackers too; TRL's own would end its averages of the training here

    assert watch.prove is not None
    trainer.add_callback(ProofCallback(rows, tokenizer, watch.prove, report, every=watch.prove_every, new_tokens=limit))


def held_out(data: Any, most: int = 200) -> list[dict[str, Any]]:
    """The first rows of the held-out splits; of the training split only if there is no other."""
    rows: list[dict[str, Any]] = []
    for split in [name for name in HELD_OUT if name in data] or ["train"]:
        found = data[split]
        if hasattr(found, "num_rows"):
            rows += [found[number] for number in range(min(most, len(found)))]
        else:
            rows += [dict(row) for row in found.take(most)]
    return rows
