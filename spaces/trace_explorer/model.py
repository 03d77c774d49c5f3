"""A model's own Chain of Execution for the code that is shown. Off unless the environment names a model:

    TRACE_EXPLORER_MODEL      the model's name at the endpoint, or a model of the Hub
    TRACE_EXPLORER_ENDPOINT   address of an OpenAI-compatible endpoint; without it the Hub's inference providers
    TRACE_EXPLORER_KEY        its key or token, if it wants one

The code on the page is sent there; the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tracepile_hf.errors import TracepileError

Complete = Callable[[str], str]
LONGEST: Final = 30_000  # characters of an answer that are read
SECONDS: Final = 60.0
TOKENS: Final = 2048
TASK: Final = """\
{prompt}

Tell the run step by step in plain English, in the order in which things happen, so that every statement can be checked:
- begin a statement with the line it is about: "Line 3 sets `total` to 5.", "On line 4, `x > best` is True."
- "Iteration 2 of the loop on line 3 begins.", "The loop on line 3 ends after 4 iterations."
- "It calls `f(2)`.", "`f` returns 5.", "Line 7 prints '3'.", "It raises ValueError."
- say values as Python literals, and say nothing that you have not worked out.
End with "The answer is V." where V is the value that is returned (or, for a script, "Answer:" and all of its output
in a fenced block).
"""


def from_environment(environment: Mapping[str, str], key: str) -> tuple[str, Complete] | None:
    """(name, how to ask it), or None where no model is named."""
    name = environment.get("TRACE_EXPLORER_MODEL", "").strip()
    if not name:
        return None
    return name, endpoint(name, environment.get("TRACE_EXPLORER_ENDPOINT", "").strip() or None, key or None)


def endpoint(name: str, address: str | None, key: str | None) -> Complete:
    """A model behind an OpenAI-compatible address, or the Hub's own without one."""
    from huggingface_hub import InferenceClient

    if address:
        client = InferenceClient(base_url=address, api_key=key or "none", timeout=SECONDS)
    else:
        client = InferenceClient(token=key, timeout=SECONDS)

    def complete(prompt: str) -> str:
        messages = [{"role": "user", "content": prompt}]
        reply = client.chat_completion(messages, model=name, max_tokens=TOKENS, temperature=0.0)
        return str(reply.choices[0].message.content or "")

    return complete


def telling(complete: Complete, prompt: str) -> str:
    """What the model says of a run that `prompt` describes. Errors: TracepileError, in words for the visitor."""
    try:
        text = complete(TASK.format(prompt=prompt))
    except Exception as error:  # the boundary to somebody else's service: whatever fails there is said, and ends here
        raise TracepileError(f"The model did not answer ({type(error).__name__}).") from error
    if not text.strip():
        raise TracepileError("The model gave an empty answer.")
    return text[:LONGEST]
