"""The model: Llama's form with tied embeddings, as a dict of tensors under the names that transformers gives them.

Plain functions of torch, so that a run needs torch alone and the weights open with `AutoModelForCausalLM`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.experiment.design import Shape
from tracepile_hf.experiment.tokenizer import END, PAD, Tokenizer

Weights = dict[str, Any]  # name -> tensor
THETA: Final = 10_000.0
EPSILON: Final = 1e-6
_SPREAD: Final = 0.02


def require_torch() -> Any:
    """torch, or an InputError that says how to have it."""
    try:
        import torch
    except ImportError:
        raise InputError("torch, which models are trained with", "none", "pip install 'tracepile-hf[train]'") from None
    return torch


def device() -> str:
    """Where models are trained: the GPU if there is one."""
    return "cuda" if require_torch().cuda.is_available() else "cpu"


def fresh(shape: Shape, words: int, seed: int, place: str) -> Weights:
    """Random weights, the same for a seed."""
    torch = require_torch()
    random = torch.Generator().manual_seed(seed)

    def drawn(*size: int, spread: float = _SPREAD) -> Any:
        return torch.randn(*size, generator=random) * spread

    width, inner, deep = shape.width, shape.inner, _SPREAD / (2 * shape.layers) ** 0.5
    weights = {"model.embed_tokens.weight": drawn(words, width), "model.norm.weight": torch.ones(width)}
    for number in range(shape.layers):
        at = f"model.layers.{number}."
        weights |= {f"{at}self_attn.{name}_proj.weight": drawn(width, width) for name in ("q", "k", "v")}
        weights[f"{at}self_attn.o_proj.weight"] = drawn(width, width, spread=deep)
        weights |= {f"{at}mlp.{name}_proj.weight": drawn(inner, width) for name in ("gate", "up")}
        weights[f"{at}mlp.down_proj.weight"] = drawn(width, inner, spread=deep)
        weights |= {f"{at}{name}.weight": torch.ones(width) for name in ("input_layernorm", "post_attention_layernorm")}
    return {name: tensor.to(place).requires_grad_() for name, tensor in weights.items()}


def size(weights: Weights) -> int:
    """How many parameters there are."""
    return sum(int(tensor.numel()) for tensor in weights.values())


def angles(length: int, shape: Shape, place: str) -> tuple[Any, Any]:
    """Cosines and sines of rotary positions, (length, head) each."""
    torch = require_torch()
    half = torch.arange(0, shape.width // shape.heads, 2, device=place) / (shape.width // shape.heads)
    turned = torch.outer(torch.arange(length, device=place).float(), THETA**-half)
    both = torch.cat((turned, turned), dim=-1)
    return both.cos(), both.sin()


def _turn(x: Any, turns: tuple[Any, Any]) -> Any:
    torch = require_torch()
    left, right = x.chunk(2, dim=-1)
    return (x * turns[0] + torch.cat((-right, left), dim=-1) * turns[1]).to(x.dtype)


class Memory:
    """Keys and values of what was read, (rows, heads, room, head) a layer, for decoding; set aside, then filled."""

    def __init__(self, shape: Shape, rows: int, room: int, place: str) -> None:
        torch = require_torch()
        size = (rows, shape.heads, room, shape.width // shape.heads)
        self.keys = [torch.empty(size, device=place) for _ in range(shape.layers)]
        self.values = [torch.empty(size, device=place) for _ in range(shape.layers)]
        self.read = 0

    def add(self, layer: int, key: Any, value: Any) -> tuple[Any, Any]:
        """Write down what a layer has for the next places; all of it up to there."""
        stop = self.read + key.shape[2]
        self.keys[layer][:, :, self.read : stop] = key
        self.values[layer][:, :, self.read : stop] = value
        if layer == len(self.keys) - 1:
            self.read = stop
        return self.keys[layer][:, :, :stop], self.values[layer][:, :, :stop]

    def keep(self, rows: Any) -> None:
        """Only these rows stay."""
        self.keys = [key[rows] for key in self.keys]
        self.values = [value[rows] for value in self.values]


def states(
    weights: Weights, shape: Shape, ids: Any, turns: tuple[Any, Any], mask: Any = None, memory: Memory | None = None
) -> Any:
    """Hidden states, (rows, length, width), of ids (rows, length). Without a mask every place sees those before it.

    `mask`: (rows, 1, length, all that was read) of booleans, true where a place may look.
    """
    functional = require_torch().nn.functional
    rows, length = ids.shape
    x = functional.embedding(ids, weights["model.embed_tokens.weight"])
    for number in range(shape.layers):
        at = f"model.layers.{number}."
        y = functional.rms_norm(x, (shape.width,), weights[f"{at}input_layernorm.weight"], EPSILON)
        query, key, value = (
            functional.linear(y, weights[f"{at}self_attn.{name}_proj.weight"])
            .view(rows, length, shape.heads, shape.width // shape.heads)
            .transpose(1, 2)
            for name in ("q", "k", "v")
        )
        query, key = _turn(query, turns), _turn(key, turns)
        if memory is not None:
            key, value = memory.add(number, key, value)
        y = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=mask is None)
        y = y.transpose(1, 2).reshape(rows, length, shape.width)
        x = x + functional.linear(y, weights[f"{at}self_attn.o_proj.weight"])
        y = functional.rms_norm(x, (shape.width,), weights[f"{at}post_attention_layernorm.weight"], EPSILON)
        gate = functional.silu(functional.linear(y, weights[f"{at}mlp.gate_proj.weight"]))
        up = functional.linear(y, weights[f"{at}mlp.up_proj.weight"])
        x = x + functional.linear(gate * up, weights[f"{at}mlp.down_proj.weight"])
    return functional.rms_norm(x, (shape.width,), weights["model.norm.weight"], EPSILON)


def scores(weights: Weights, hidden: Any) -> Any:
    """Logits over the vocabulary for hidden states."""
    return require_torch().nn.functional.linear(hidden, weights["model.embed_tokens.weight"])


def save_for_hub(weights: Weights, shape: Shape, tokenizer: Tokenizer, longest: int, folder: Path) -> None:
    """A folder that `AutoModelForCausalLM` and `AutoTokenizer` open: weights, config, tokenizer."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in weights.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    config = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": len(tokenizer),
        "hidden_size": shape.width, "intermediate_size": shape.inner, "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads, "num_key_value_heads": shape.heads, "hidden_act": "silu",
        "max_position_embeddings": longest, "rms_norm_eps": EPSILON, "rope_theta": THETA, "tie_word_embeddings": True,
        "attention_bias": False, "mlp_bias": False, "bos_token_id": None, "eos_token_id": tokenizer.end,
        "pad_token_id": tokenizer.pad, "torch_dtype": "float32",
    }  # fmt: skip
    named = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": END,
        "pad_token": PAD,
        "clean_up_tokenization_spaces": False,
    }
    for name, content in (
        ("config.json", config),
        ("tokenizer.json", tokenizer.as_hub_file()),
        ("tokenizer_config.json", named),
        ("generation_config.json", {"eos_token_id": tokenizer.end, "pad_token_id": tokenizer.pad, "do_sample": False}),
    ):
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
