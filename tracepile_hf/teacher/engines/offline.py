"""vLLM in this process: `vllm.LLM.chat`, with the model's chat template, prefix caching and a seed for every answer.

The weights are loaded when the first request needs them: a run that the cache answers loads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tracepile_hf.errors import InputError, TeacherError
from tracepile_hf.teacher.asking import Fault, Identity, Outcome, Reply, Request, Sampling
from tracepile_hf.teacher.engines import name_of, revision_of

INSTALL: Final = "pip install 'tracepile-hf[vllm]'"
BATCH: Final = 512  # requests that are handed over together: what a killed run loses at most


class Offline:
    """A model that vLLM loads: a folder or a Hub id."""

    def __init__(
        self,
        model: str,
        *,
        revision: str = "",
        tensor_parallel: int = 1,
        chat_template: str = "",
        options: Mapping[str, Any] | None = None,
        batch: int = BATCH,
    ) -> None:
        """`chat_template`: Jinja text in place of the model's own. `options`: further settings of `vllm.LLM`."""
        self._model, self._revision, self._batch = model, revision, batch
        self._template = chat_template
        self._options: dict[str, Any] = {"tensor_parallel_size": tensor_parallel, **dict(options or {})}
        self._llm: Any = None
        named = {name: repr(value) for name, value in sorted(self._options.items())}
        settings = {**named, "chat_template": chat_template} if chat_template else named
        self.identity = Identity("vllm", name_of(model), revision_of(model, revision), settings)

    def answers(self, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        """See asking.Teacher. Answers come a batch at a time."""
        for start in range(0, len(requests), self._batch):
            yield from self._batch_of(start, requests[start : start + self._batch], sampling)

    def _batch_of(self, start: int, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        llm = self._loaded()  # first: it says what is missing
        from vllm import SamplingParams

        chats, drawn, places = [], [], []
        for place, request in enumerate(requests, start):
            messages = [{"role": role, "content": content} for role, content in request.messages]
            room = self._room(messages)
            if room < 1:
                yield place, Fault("too_long", f"the prompt leaves no room in {self._longest()} tokens")
                continue
            chats.append(messages)
            places.append(place)
            drawn.append(
                SamplingParams(
                    temperature=sampling.temperature,
                    top_p=sampling.top_p,
                    max_tokens=min(sampling.max_tokens, room),
                    stop=list(sampling.stop) or None,
                    seed=request.seed,
                )
            )
        if not chats:
            return
        try:
            found = llm.chat(chats, drawn, use_tqdm=False, chat_template=self._template or None)
        except (RuntimeError, ValueError) as error:  # an engine that has died, or does not take these
            raise TeacherError(f"expected answers from vLLM, got {type(error).__name__}: {error}") from error
        for place, output in zip(places, found, strict=True):
            yield place, _reply(output)

    def _room(self, messages: list[dict[str, str]]) -> int:
        """Tokens that an answer may have after this prompt."""
        template = {"chat_template": self._template} if self._template else {}
        ids = self._llm.get_tokenizer().apply_chat_template(
            messages, add_generation_prompt=True, tokenize=True, return_dict=False, **template
        )
        return self._longest() - len(ids)

    def _longest(self) -> int:
        return int(self._llm.llm_engine.model_config.max_model_len)

    def _loaded(self) -> Any:
        if self._llm is None:
            try:
                from vllm import LLM
            except ImportError as error:
                raise InputError(f"the package vllm ({INSTALL})", str(error), "--engine vllm") from None
            given = {"enable_prefix_caching": True, **self._options}
            try:
                self._llm = LLM(model=self._model, revision=self._revision or None, **given)
            except (OSError, ValueError, RuntimeError, TypeError) as error:
                first = (str(error).strip() or type(error).__name__).splitlines()[0]
                raise InputError("a model that vLLM can load", first[:300], self._model) from error
        return self._llm


def _reply(output: Any) -> Outcome:
    written = output.outputs[0]
    if written.finish_reason == "abort":
        return Fault("server_error", "vLLM gave it up")
    return Reply(
        written.text, str(written.finish_reason or "stop"), len(output.prompt_token_ids or ()), len(written.token_ids)
    )
