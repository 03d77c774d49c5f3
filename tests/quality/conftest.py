"""A tokenizer in a folder, as models have it: trained here, on text of this file's own."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = """The loop on line 4 begins iteration 1 with `x` = 3. Line 5 appends `x` to `seen`, which is now [1, 2, 3].
def total(values):\n    found = 0\n    for value in values:\n        found += value\n    return found\n"""


@pytest.fixture(scope="session")
def tokenizer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tokenizers = pytest.importorskip("tokenizers", reason="the extra `tokens` is not installed")
    made = tokenizers.Tokenizer(tokenizers.models.BPE())
    made.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = tokenizers.pre_tokenizers.ByteLevel.alphabet()
    trainer = tokenizers.trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet, special_tokens=["<s>"])
    made.train_from_iterator([TEXT] * 3, trainer)
    made.post_processor = tokenizers.processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    folder = tmp_path_factory.mktemp("models") / "little"
    folder.mkdir()
    made.save(str(folder / "tokenizer.json"))
    return folder
