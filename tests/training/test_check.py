"""What is wrong with a recipe is said in one line, with the value expected: no TRL, GPU or weights needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus.rows import COLUMNS
from tracepile_hf.errors import InputError
from tracepile_hf.training import data, settings
from tracepile_hf.training.check import Machine, layout, problems
from tracepile_hf.training.recipe import Recipe, read
from tracepile_hf.training.where import trainers_folder

RECIPES = sorted((trainers_folder() / "recipes").glob("*/*/*.yaml"))
QWEN = trainers_folder() / "recipes" / "qwen2.5-0.5b" / "two_stage" / "stage1.yaml"
LLAMA = trainers_folder() / "recipes" / "llama-3.1-8b" / "two_stage" / "stage1.yaml"
PRETRAIN = trainers_folder() / "recipes" / "llama-3-8b" / "continued_pretraining" / "pretrain.yaml"
ONE = Machine(1, 80.0, "single")
EIGHT = Machine(8, 80.0, "fsdp2")
GONE = object()


@pytest.fixture(autouse=True)
def _in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trainers_folder().parent)


def not_built(config: str) -> None:
    return None


def said(recipe: Recipe, machine: Machine = ONE, prove: bool = False) -> list[str]:
    """Every line that a recipe gets, as `tracepile train --check-only` finds them; room on this disk is not judged."""
    try:
        found = []
        if not list(settings.problems(recipe)):
            named = [source for source in data.sources(recipe) if source.path]
            found = [data.look(source, not_built, tuple(COLUMNS)) for source in named]
        lines = [str(problem) for problem in problems(recipe, machine, found)]
        lines += [str(problem) for problem in data.unproved(found)] if prove else []
    except InputError as error:
        lines = [str(error)]
    return [line for line in lines if "free disk" not in line]


# (change of the recipe, words of the line): the first are those of the shared cases
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"attn_implementation": "sdpa"}, "expected flash_attention_2 or _3 with packing"),
    ({"packing_strategy": "wrapped"}, "expected packing_strategy bfd_split, got wrapped"),
    ({"packing_strategy": "bfd_splt"}, "expected packing_strategy bfd_split (one of bfd, bfd_split, wrapped)"),
    ({"learning_rate": "fast"}, "expected a number for learning_rate, got 'fast'"),
    ({"num_train_epochs": -1}, "expected num_train_epochs above 0, got -1"),
    ({"lr_scheduler_type": "cosin"}, "expected lr_scheduler_type cosine (one of linear, cosine"),
    ({"save_strategy": "step"}, "expected save_strategy steps (one of no, steps, epoch, best)"),
    ({"dtype": "fp32"}, "expected dtype one of auto, bfloat16, float16, float32"),
    ({"dataset_config": "al"}, "expected a config of the corpus (did you mean all?)"),
    ({"dataset_train_split": "trian"}, "expected a split among train, validation, test, got trian"),
    ({"eos_token": "<|eot_id|>"}, "expected eos_token <|im_end|>, which ends an answer of Qwen"),
    ({"report_to": "wandbb"}, "expected report_to wandb (one of"),
    ({"per_device_train_batch_size": 0}, "expected per_device_train_batch_size of at least 1, got 0"),
    ({"model_name_or_path": GONE}, "expected a model: a folder, or OWNER/NAME on the Hub, got none"),
    ({"dataset_name": GONE}, "expected a data set: dataset_name or datasets, got neither"),
    ({"dataset_name": "nope"}, "got no such folder"),
    ({"dataset_name": "./nope/deep"}, "got no such folder"),
    ({"dataset_name": "runs/a/b"}, "expected a folder, or a set on the Hub as OWNER/NAME"),
    ({"dataset_name": "README.md"}, "expected a folder, or a set on the Hub as OWNER/NAME, got a file"),
    ({"dataset_config": None}, "expected a config of the corpus among algorithm"),
    ({"resume_from_checkpoint": "no/checkpoint"}, "expected a checkpoint, a folder with trainer_state.json"),
    ({"resume_from_checkpoint": "docs"}, "expected a checkpoint, a folder with trainer_state.json, got one without"),
    ({"pakcing": True}, "got 'pakcing' (did you mean packing?)"),
    ({"learning_rat": 1e-5}, "got 'learning_rat' (did you mean learning_rate?)"),
    ({"optim": "adamw_torch_fusd"}, "expected optim adamw_torch_fused"),
    ({"eval_strategy": "step"}, "expected eval_strategy steps"),
    ({"logging_strategy": "sometimes"}, "expected logging_strategy one of no, steps, epoch"),
    ({"attn_implementation": "flash_attention"}, "expected attn_implementation flash_attention_"),
    ({"attn_implementation": "flash_attention_5"}, "expected attn_implementation flash_attention_"),
    ({"bf16": "yes please"}, "expected true or false or null for bf16"),
    ({"packing": 1}, "expected true or false for packing, got 1"),
    ({"packing": "true"}, "expected true or false for packing, got 'true'"),
    ({"learning_rate": 0}, "expected learning_rate above 0 and at most 1, got 0"),
    ({"learning_rate": 10}, "expected learning_rate above 0 and at most 1, got 10"),
    ({"learning_rate": float("nan")}, "expected a number for learning_rate, got nan"),
    ({"max_steps": 0}, "expected max_steps of at least 1, or -1"),
    ({"max_steps": 2.5}, "expected a whole number for max_steps"),
    ({"warmup_steps": -0.1}, "expected warmup_steps of at least 0, got -0.1"),
    ({"gradient_accumulation_steps": 1.5}, "expected a whole number for gradient_accumulation_steps"),
    ({"save_steps": 0}, "expected save_steps above 0, got 0"),
    ({"save_steps": 10.5}, "expected save_steps as a whole number, or a share below 1, got 10.5"),
    ({"save_total_limit": 0}, "expected save_total_limit of at least 1"),
    ({"seed": -1}, "expected seed of at least 0"),
    ({"adam_beta2": 1}, "expected adam_beta2 of at least 0 and below 1, got 1"),
    ({"max_length": 65536}, "expected max_length of at most 32768 for Qwen/Qwen2.5-0.5B"),
    ({"max_length": None}, "expected max_length, the length of a packed sequence, with packing, got null"),
    ({"max_length": "long"}, "expected a whole number or null for max_length"),
    ({"packing_strategy": "bfd"}, "expected packing_strategy bfd_split, got bfd, which drops"),
    ({"packing": False, "padding_free": True}, "expected max_length: null with padding_free alone"),
    ({"fp16": True, "bf16": True}, "expected bf16: the layouts compute in bf16, got fp16"),
    ({"bf16": False}, "expected bf16: true: the layouts compute in bf16, got false"),
    ({"dtype": "float16"}, "float16 weights do not train"),
    ({"gradient_checkpointing": True}, "expected activation_checkpointing alone"),
    ({"load_in_4bit": True}, "expected use_peft: true: quantised weights do not train"),
    ({"load_in_4bit": True, "load_in_8bit": True, "use_peft": True}, "expected 4 or 8 bits, got both"),
    ({"lora_r": 8}, "expected use_peft: true with lora settings"),
    ({"use_peft": True, "lora_r": 0}, "expected lora_r of at least 1"),
    ({"use_peft": True, "lora_dropout": 1}, "expected lora_dropout of at least 0 and below 1"),
    ({"use_peft": True, "lora_target_modules": ["lm_head"]}, "expected lora_target_modules without lm_head"),
    ({"use_peft": True, "lora_task_type": "SEQ_CLS"}, "expected lora_task_type CAUSAL_LM"),
    ({"load_best_model_at_end": True, "eval_strategy": "no", "eval_steps": None, "eval_rows": None},
     "expected eval_strategy steps, as save_strategy"),
    ({"load_best_model_at_end": True, "save_steps": 70}, "expected save_steps as a multiple of eval_steps (50)"),
    ({"eval_strategy": "no", "eval_rows": None}, "expected eval_strategy: steps with eval_steps"),
    ({"lr_scheduler_type": "reduce_lr_on_plateau", "eval_strategy": "no", "eval_steps": None, "eval_rows": None},
     "with reduce_lr_on_plateau"),
    ({"dataset_test_split": "dev"}, "expected a split among train, validation, test, got dev"),
    ({"dataloader_prefetch_factor": 2}, "expected dataloader_num_workers of at least 1"),
    ({"dataset_streaming": True}, "expected max_steps with dataset_streaming"),
    ({"completion_only_loss": True}, "expected either assistant_only_loss or completion_only_loss, got both"),
    ({"assistant_only_loss": False, "completion_only_loss": True, "eos_token": GONE}, "'prompt' and 'completion'"),
    ({"fsdp": "full_shard"}, "expected --layout fsdp2 on the command line, got fsdp in the recipe"),
    ({"deepspeed": "zero3.json"}, "expected --layout zero3 on the command line"),
    ({"local_rank": 3}, "expected --gpus and --rank on the command line"),
    ({"auto_find_batch_size": True}, "the global batch is to be kept"),
    ({"push_to_hub": True}, "expected hub_model_id, OWNER/NAME, with push_to_hub"),
    ({"push_to_hub": True, "hub_model_id": "me/m", "hub_strategy": "every_save"}, "expected hub_strategy end"),
    ({"hub_token": "hf_abcdefghijklmnopqrst"}, "expected no token in a recipe"),
    ({"run_name": "hf_abcdefghijklmnopqrst"}, "expected no token in a recipe"),
    ({"model_init_kwargs": {"token": "x"}}, "expected no token in a recipe"),
    ({"env": {"WANDB_API_KEY": "123"}}, "expected no token in a recipe"),
    ({"env": "HF_TOKEN"}, "expected a mapping of environment variables"),
    ({"use_cpu": True, "use_liger_kernel": True}, "expected use_liger_kernel: false on a CPU"),
    ({"eos_token": GONE}, "expected eos_token <|im_end|>, which ends an answer of Qwen/Qwen2.5-0.5B, got none"),
    ({"own_template": False, "chat_template_path": "trainers/templates/none.jinja"}, "an existing template file"),
    ({"chat_template_path": "trainers/templates/plain.jinja"}, "a template with {% generation %}"),
    ({"chat_template_path": "README.md"}, "expected a template file that ends in .jinja or .j2"),
    ({"chat_template_path": "trainers/templates/llama3.jinja"},
     "expected eos_token <|eot_id|>, which the template ends an answer with, got <|im_end|>"),
    ({"model_name_or_path": "./nowhere"}, "expected a model's folder, or OWNER/NAME on the Hub, got no such folder"),
    ({"model_name_or_path": "docs"}, "expected a folder with config.json or adapter_config.json, got neither"),
    ({"model_name_or_path": "README.md"}, "expected a model's folder, or OWNER/NAME on the Hub, got a file"),
    ({"model_name_or_path": "meta-llama/Llama-3.1-8B", "eos_token": "<|eot_id|>"}, "GiB of memory per GPU"),
    ({"model_name_or_path": "meta-llama/Llama-3.1-8B", "eos_token": "<|eot_id|>"}, "has none of its own"),
    ({"output_dir": "README.md/x"}, "expected a folder for the model, got a file in its place"),
    ({"global_batch": 0}, "expected global_batch of at least 1"),
    ({"datasets": [{"path": "a/b"}]}, "expected either dataset_name or datasets, got both"),
    ({"dataset_name": GONE, "dataset_config": GONE, "datasets": []}, "expected a list of sources"),
    ({"dataset_name": GONE, "dataset_config": GONE, "datasets": [{"name": "all"}]}, "expected a path of the data set"),
    ({"dataset_name": GONE, "dataset_config": GONE, "datasets": [{"path": "a/b", "splt": "x"}]}, "a key among"),
    ({"dataset_name": GONE, "dataset_config": GONE, "datasets": [{"path": "nope"}]}, "got no such folder"),
    ({"dataset_name": GONE, "dataset_config": GONE,
      "datasets": [{"path": "a/b", "fraction": 0.5}, {"path": "a/c"}]}, "expected a fraction for every source"),
    ({"dataset_name": "allenai/tulu-3-sft-mixture", "dataset_config": GONE, "dataset_train_split": "trian"},
     "expected a split among train, got trian"),
]  # fmt: skip


def changed(recipe: Recipe, change: dict[str, Any]) -> Recipe:
    gone = [key for key, value in change.items() if value is GONE]
    return recipe.without(*gone).using(**{key: value for key, value in change.items() if value is not GONE})


@pytest.mark.parametrize(("change", "words"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_a_wrong_recipe_gets_its_line(change: dict[str, Any], words: str) -> None:
    lines = said(changed(read(QWEN), change))
    assert any(words in line for line in lines), lines
    assert all("\n" not in line and "expected" in line and ", got " in line for line in lines)


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_shipped_recipe_is_sound(path: Path) -> None:
    recipe = read(path)
    tiny = recipe.flag("use_cpu")
    if tiny:  # what it names is made by `make smoke-train`
        recipe = recipe.using(dataset_name="allenai/tulu-3-sft-mixture", dataset_config=None)
    assert said(recipe, Machine(0, 0.0, "single") if tiny else Machine(8, 80.0, "fsdp2", 2, 1, "host")) == []


def test_a_secret_is_not_repeated() -> None:
    (line,) = said(read(QWEN).using(hub_token="hf_abcdefghijklmnopqrst"))
    assert "hf_abc" not in line
    assert said(read(QWEN).using(eos_token="<|im_end|>", pad_token=None, hub_token=None)) == []


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (Machine(8, 80.0, "single"), "expected ddp, fsdp2 or zero3 for several GPUs, got single"),
        (Machine(0, 0.0, "fsdp2"), "expected single (or ddp) without GPUs, got fsdp2"),
        (Machine(0, 0.0, "zero3"), "expected single (or ddp) without GPUs, got zero3"),
        (Machine(8, 80.0, "fsdp2", 2), "expected --main-address, the first machine's name or address, got none"),
        (Machine(8, 80.0, "fsdp2", 2, 2, "host"), "expected a --rank from 0 to 1, got 2"),
        (Machine(8, 80.0, "tpu"), "expected one of single, ddp, fsdp2, zero3, got tpu"),
    ],
)
def test_a_layout_that_cannot_be(machine: Machine, words: str) -> None:
    assert words in str(next(layout(machine)))
    assert any(words in line for line in said(read(QWEN), machine))


def test_a_batch_that_cannot_be_shared_out_names_numbers_that_can() -> None:
    lines = said(read(QWEN), Machine(6, 80.0, "ddp"))
    assert lines == [
        "expected a number of GPUs that divides a global batch of 512 in rows of 1, such as 1, 2, 4, 8, got 6"
        f" ({QWEN}: global_batch)"
    ]


def test_a_template_must_begin_as_the_tokenizer_does(tmp_path: Path) -> None:
    assert said(read(PRETRAIN), EIGHT) == []
    (line,) = said(read(PRETRAIN).using(chat_template_path="trainers/templates/plain.jinja"), EIGHT)
    assert "expected a template that begins with <|begin_of_text|>, as the model's tokenizer does" in line
    broken = tmp_path / "broken.jinja"
    broken.write_text("{% for message in messages %}{{ message.content }")
    (line,) = said(read(LLAMA).using(chat_template_path=str(broken)), EIGHT)
    assert "expected a template that writes a chat, got" in line
    outside = tmp_path / "outside.jinja"
    outside.write_text(
        "{{- bos_token }}{%- for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}"
        "{% endgeneration %}<|eot_id|>{% else %}{{ m.content }}{% endif %}{%- endfor %}"
    )
    (line,) = said(read(LLAMA).using(chat_template_path=str(outside)), EIGHT)
    assert "expected {% generation %} around <|eot_id|> too: the model learns to stop" in line


def test_a_proof_needs_programs() -> None:
    stage2 = read(QWEN.with_name("stage2.yaml"))
    assert said(stage2) == []
    (line,) = said(stage2, prove=True)
    assert "with --prove-every, got no code, entry_point, input, question_kind, seed" in line
    assert said(read(QWEN), prove=True) == []


def corpus(folder: Path, columns: dict[str, list[Any]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for split in ("train", "validation"):
        (folder / "all").mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(columns), folder / "all" / f"{split}-00000-of-00001.parquet")
    configs = [{"split": split, "path": f"all/{split}-*.parquet"} for split in ("train", "validation")]
    card = yaml.safe_dump({"configs": [{"config_name": "all", "data_files": configs}]})
    (folder / "README.md").write_text(f"---\n{card}---\n")
    return folder


CHAT = [[{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]] * 3


def test_a_folder_is_opened(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", {"messages": CHAT})
    here = read(QWEN).using(dataset_name=str(folder))
    assert said(here) == []
    assert "expected a config among all, got al" in said(here.using(dataset_config="al"))[0]
    assert "expected a split among train, validation, got trian" in said(here.using(dataset_train_split="trian"))[0]
    assert "expected a split among train, validation, got test" in said(here.using(dataset_test_split="test"))[0]
    (found,) = [data.look(source, not_built, ()) for source in data.sources(here)]
    assert found.splits == {"train": 3, "validation": 3}
    pin = data.pin(found)
    assert (pin["rows"], pin["config"], len(pin["sha256"])) == (3, "all", 64)
    other = corpus(tmp_path / "d", {"question": ["q"]})
    assert "a column 'messages', got question" in said(here.using(dataset_name=str(other)))[0]
    for file in folder.glob("all/train-*"):
        file.write_bytes(file.read_bytes()[:-20])
    (line,) = said(here)
    assert "expected a whole Parquet file, got" in line


def test_a_run_that_goes_on_sees_the_rows_it_began_with(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", {"messages": CHAT})
    here = read(QWEN).using(dataset_name=str(folder))
    (found,) = [data.look(source, not_built, ()) for source in data.sources(here)]
    data.pinned(tmp_path / "run", [found], {}, resumed=False)
    data.pinned(tmp_path / "run", [found], {}, resumed=True)
    corpus(folder, {"messages": CHAT[:2]})
    (other,) = [data.look(source, not_built, ()) for source in data.sources(here)]
    with pytest.raises(InputError, match="expected the rows that the run began with"):
        data.pinned(tmp_path / "run", [other], {}, resumed=True)


def test_a_model_s_folder_is_believed(tmp_path: Path) -> None:
    config = {"hidden_size": 64, "num_hidden_layers": 2, "vocab_size": 100, "num_attention_heads": 4}
    config |= {"intermediate_size": 128, "max_position_embeddings": 512}
    (tmp_path / "config.json").write_text(json.dumps(config))
    own = "{% for m in messages %}{{ m.role + ': ' + m.content + '</s>' }}{% endfor %}"
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"eos_token": "</s>", "chat_template": own}))
    vocabulary = {"model": {"vocab": {"a": 0}}, "added_tokens": [{"content": "</s>"}, {"content": "<s>"}]}
    (tmp_path / "tokenizer.json").write_text(json.dumps(vocabulary))
    here = read(QWEN).using(model_name_or_path=str(tmp_path), max_length=512, eos_token="</s>")
    assert any("expected weights as .safetensors" in line for line in said(here))
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert said(here) == []
    assert "at most 512" in said(here.using(max_length=513))[0]
    assert any("expected a token of" in line for line in said(here.using(eos_token="<|im_end|>")))
    assert any("eos_token </s>, which the template ends" in line for line in said(here.using(eos_token="<s>")))
    (tmp_path / "config.json").write_text("{")
    assert "expected JSON" in said(here)[0]
    (tmp_path / "config.json").write_text(json.dumps({"n_embd": 4}))
    assert said(here) == [], "a model of another make is not known, and not refused"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(settings.table().settings)), VALUES, max_size=4))
def test_no_value_whatever_ends_in_a_traceback(change: dict[str, Any]) -> None:
    for line in said(read(QWEN).using(**change)):
        assert "expected" in line
