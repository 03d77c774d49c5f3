"""The program that `tracepile train` launches: TRL's supervised fine-tuning with the proof callback added.

It reads the same file as `trl sft --config` through the same parser; without a `prove` it does the same as that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tracepile_hf.training.proof import Prove

HELD_OUT: Final = ("validation", "test")
ANSWERS: Final = 4  # answers sampled each time: a few, so that training is not held up


def main(recipe: Path, prove: Prove | None = None, prove_every: int = 0) -> None:
    """Parse, load, train, save; with `prove`, log every `prove_every` steps how many claims of the model are proved."""
    from datasets import load_dataset
    from trl import SFTTrainer, get_dataset, get_peft_config, get_quantization_config
    from trl.scripts.sft import make_parser

    parser = make_parser()
    given = ["--config", str(recipe)]
    script, training, model, mixture = parser.parse_args_and_config(given, fail_with_unknown_args=True)
    training.model_init_kwargs = {
        "revision": model.model_revision,
        "attn_implementation": model.attn_implementation,
        "dtype": model.dtype,
        **(training.model_init_kwargs or {}),
    }
    data: Any = get_dataset(mixture) if mixture.datasets else load_dataset(script.dataset_name, script.dataset_config)
    evaluated = data[script.dataset_test_split] if training.eval_strategy != "no" else None
    trainer = SFTTrainer(
        model=model.model_name_or_path,
        args=training,
        train_dataset=data[script.dataset_train_split],
        eval_dataset=evaluated,
        quantization_config=get_quantization_config(model),
        peft_config=get_peft_config(model),
    )
    if prove is not None and prove_every:
        from transformers import Trainer

        from tracepile_hf.training.proof import ProofCallback

        rows = held_out(data)

        def report(figures: dict[str, float]) -> None:
            Trainer.log(trainer, figures)  # to the trackers too; TRL's own would end its averages of the training here

        trainer.add_callback(ProofCallback(rows, trainer.processing_class, prove, report, every=prove_every))
    trainer.train(resume_from_checkpoint=training.resume_from_checkpoint)
    trainer.save_model(training.output_dir)


def held_out(data: Any) -> list[dict[str, Any]]:
    """The first rows of the first held-out split; of the training split only if there is no other."""
    split = next((name for name in HELD_OUT if name in data and len(data[name])), "train")
    return [data[split][number] for number in range(min(ANSWERS, len(data[split])))]
