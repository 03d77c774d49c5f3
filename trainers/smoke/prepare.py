"""Prepares what the tiny-cpu recipes name, below runs/tiny-cpu: corpus, chat sample, tokenizer and a random model.

    python trainers/smoke/prepare.py [--samples 80] [--out runs/tiny-cpu]

The tokenizer is byte-level BPE trained on the corpus itself; the model is a Qwen2 of about a million random weights. No
network is used.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from datasets import Dataset, load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast, Qwen2Config

HERE = Path(__file__).parent
VOCABULARY = 2048


def corpus(out: Path, samples: int) -> None:
    """A small verified corpus of the bundled algorithms, through the public command."""
    command = [sys.executable, "-m", "tracepile_hf.cli", "build", "--config", "algorithm", "--samples", str(samples)]
    command += ["--workers", str(os.cpu_count() or 1)]
    subprocess.run([*command, "--out", str(out), "--no-cache"], check=True)


def chat(out: Path) -> None:
    """The bundled chat sample, in Tulu-3's columns, as a data set folder."""
    out.mkdir(parents=True, exist_ok=True)
    Dataset.from_json(str(HERE / "chat_sample.jsonl")).to_parquet(str(out / "train.parquet"))


def tokenizer(texts: list[str], out: Path, vocabulary: int = VOCABULARY) -> PreTrainedTokenizerFast:
    """A byte-level BPE of so many tokens, trained on the texts, with the two marks of the chat template."""
    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    core.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=vocabulary, special_tokens=special, initial_alphabet=alphabet)
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=core, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    fast.chat_template = (HERE.parent / "templates" / "chatml.jinja").read_text()
    fast.save_pretrained(out)
    return fast


def main() -> None:
    """Prepare the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=80)
    parser.add_argument("--out", type=Path, default=Path("runs/tiny-cpu"))
    options = parser.parse_args()
    corpus(options.out / "corpus", options.samples)
    chat(options.out / "chat")
    rows = load_dataset(str(options.out / "corpus"), "algorithm", split="train")
    fast = tokenizer([message["content"] for row in rows for message in row["messages"]], options.out / "base")
    config = Qwen2Config(
        vocab_size=len(fast),
        hidden_size=128,
        intermediate_size=256,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        tie_word_embeddings=True,
        eos_token_id=fast.eos_token_id,
        pad_token_id=fast.pad_token_id,
    )
    AutoModelForCausalLM.from_config(config).save_pretrained(options.out / "base")


if __name__ == "__main__":
    main()
