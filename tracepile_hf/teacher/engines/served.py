"""Any server that speaks OpenAI's protocol (vllm serve, TGI, llama.cpp, a hosted one), through the `openai` client.

So many requests are under way at once; errors that deserve it are tried again, with growing waits (tenacity). One
request that finds no answer is a fault and no more; a server that is gone, or does not know us or the model, ends the
run with one line, and what it had answered is kept by who asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf.errors import InputError, TeacherError
from tracepile_hf.teacher.asking import Fault, Identity, Outcome, Reply, Request, Sampling

INSTALL: Final = "pip install 'tracepile-hf[teacher]'"
AGAIN: Final = (408, 409, 425, 429)  # and every 5xx: another try may go better
_NO_MONEY: Final = "insufficient_quota"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for (seconds), and how often and after which waits a request is tried again."""

    seconds: float = 600.0
    tries: int = 6
    first: float = 1.0
    longest: float = 60.0


class Served:
    """A model behind an address."""

    def __init__(
        self,
        model: str,
        base_url: str,
        *,
        key: str = "",
        revision: str = "",
        concurrency: int = 32,
        patience: Patience = Patience(),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """`key`: what the server wants to see, if anything. `extra` goes into the body of every request.

        InputError for a missing package or address.
        """
        try:
            import openai
            import tenacity
        except ImportError as error:
            raise InputError(f"the packages openai and tenacity ({INSTALL})", str(error), "--engine openai") from None
        if not base_url.startswith(("http://", "https://")):
            raise InputError("an address such as http://localhost:8000/v1", base_url or "none", "--base-url")
        self._openai, self._tenacity = openai, tenacity
        self._url, self._key, self._extra = base_url, key, dict(extra or {})
        self._concurrency, self._patience = concurrency, patience
        self._limit = "max_tokens"  # newer hosted models call it otherwise, and say so
        self.identity = Identity(
            "openai", model, revision, {name: repr(value) for name, value in sorted(self._extra.items())}
        )

    def answers(self, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        """See asking.Teacher. What is under way when the caller stops is given up.

        The event loop turns in a thread of its own: the caller's may have one that is running (a notebook's has).
        """
        loop = asyncio.new_event_loop()
        thread = ThreadPoolExecutor(1, "teacher")
        client = self._openai.AsyncOpenAI(
            api_key=self._key or "none", base_url=self._url, max_retries=0, timeout=self._patience.seconds
        )
        waiting: Iterator[tuple[int, Request]] = enumerate(requests)
        under_way: set[asyncio.Task[_Outcome]] = set()
        failed: list[BaseException] = []
        watch = _Watch()
        try:
            while True:
                for place, request in () if failed else waiting:
                    asked = self._numbered(client, place, request, sampling, watch.now())
                    under_way.add(loop.create_task(asked))
                    if len(under_way) >= self._concurrency:
                        break
                if not under_way and failed:  # only now: what the others were answered is not thrown away
                    raise failed[0]
                if not under_way and watch.unreached and not watch.last:
                    # Nobody was asked after these: whether the server is gone, only asking shows.
                    waiting = iter([(place, requests[place]) for place in watch.last_tries()])
                    continue
                if not under_way:
                    yield from watch.rest()
                    return
                some = asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                done, under_way = thread.submit(loop.run_until_complete, some).result()
                failed += [error for task in done if (error := task.exception()) is not None]
                for task in done:
                    if task.exception() is None:
                        yield from watch.seen(*task.result())
                over = watch.last and not under_way and not watch.answered_last
                if len(watch.unreached) >= self._concurrency or (watch.unreached and over):
                    failed.append(self._gone(watch.unreached[0].fault))
        finally:
            for task in under_way:  # the thread may be waiting for them, where the caller was interrupted
                loop.call_soon_threadsafe(task.cancel)
            thread.submit(loop.run_until_complete, _given_up(client, under_way)).result()
            thread.shutdown()
            loop.close()

    async def _numbered(self, client: Any, place: int, request: Request, sampling: Sampling, began: int) -> _Outcome:
        return place, await self._answer(client, request, sampling), began

    async def _answer(self, client: Any, request: Request, sampling: Sampling) -> Outcome:
        """One request, tried as often as it deserves."""
        tries = 0
        again = self._tenacity.AsyncRetrying(
            stop=self._tenacity.stop_after_attempt(self._patience.tries),
            wait=self._wait,
            retry=self._tenacity.retry_if_exception(self._deserves_another),
            reraise=True,
        )

        async def once() -> Reply:
            nonlocal tries
            tries += 1
            return await self._once(client, request, sampling)

        try:
            reply: Reply = await again(once)
        except _NoText as error:
            return Fault("no_text", str(error), tries)
        except self._openai.OpenAIError as error:
            return self._fault(error, tries)
        return reply

    async def _once(self, client: Any, request: Request, sampling: Sampling) -> Reply:
        given: dict[str, Any] = {
            "model": self.identity.model,
            "messages": [{"role": role, "content": content} for role, content in request.messages],
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "seed": request.seed,
            self._limit: sampling.max_tokens,
        }
        if sampling.stop:
            given["stop"] = list(sampling.stop)
        try:
            found = await client.chat.completions.create(**given, extra_body=self._extra or None)
        except self._openai.BadRequestError as error:
            if "max_completion_tokens" not in str(error) or self._limit == "max_completion_tokens":
                raise
            self._limit = "max_completion_tokens"
            return await self._once(client, request, sampling)
        except ValueError as error:  # a body that is no JSON
            raise _NoText(f"{type(error).__name__}: {error}") from error
        return _reply(found)

    def _gone(self, fault: Fault) -> TeacherError:
        """Nobody was answered since this fault: it is no longer one request's."""
        return TeacherError(f"expected answers from {self._url}, got none in {fault.tries} tries: {fault.said}")

    def _deserves_another(self, error: BaseException) -> bool:
        """Whether the same request may go better a moment later."""
        if isinstance(error, (_NoText, self._openai.APIConnectionError)):
            return True
        if isinstance(error, self._openai.APIStatusError):
            code = int(error.status_code)
            return code >= 500 or (code in AGAIN and error.code != _NO_MONEY)
        return False

    def _wait(self, state: Any) -> float:
        """Seconds before the next try: those the server names, else growing ones, each drawn anew."""
        patience = self._patience
        wait = self._tenacity.wait_random_exponential(multiplier=patience.first, max=patience.longest)
        found: float = wait(state)
        error = state.outcome.exception()
        if isinstance(error, self._openai.APIStatusError):
            named = error.response.headers.get("retry-after", "")
            if named.replace(".", "", 1).isdigit():
                return min(max(float(named), found), patience.longest)
        return found

    def _fault(self, error: Any, tries: int) -> Fault:
        """Why there is no answer to one request; raises where there will be none to any other either."""
        said, openai = _one_line(error), self._openai
        if isinstance(error, openai.APITimeoutError):
            return Fault("timed_out", said, tries)
        if isinstance(error, openai.APIConnectionError):
            return Fault("unreachable", str(error.__cause__ or said), tries)
        if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError)):
            raise InputError("a key that the server takes", said, self._url)
        if isinstance(error, openai.NotFoundError):
            raise InputError(f"a server that has the model {self.identity.model}", said, self._url)
        if isinstance(error, openai.RateLimitError):
            if error.code == _NO_MONEY:
                raise TeacherError(f"expected credit at {self._url}, got none: {said}")
            return Fault("rate_limited", said, tries)
        if isinstance(error, openai.APIStatusError) and error.status_code < 500:
            return Fault("too_long" if "context length" in said else "refused", said, tries)
        return Fault("server_error", said, tries)


_Outcome = tuple[int, Outcome, int]  # place of the request, what came of it, the moment it was asked for


@dataclass(frozen=True, slots=True)
class _Unreached:
    place: int
    fault: Fault
    moment: int


class _Watch:
    """Is the server there? A fault of a connection is one request's own if the server answered who asked after it.

    What was asked before it says nothing: such answers may only have been read later.
    """

    def __init__(self) -> None:
        self.unreached: list[_Unreached] = []  # of which that is not known yet
        self.last = False  # those that are left are asked once more, and
        self.answered_last = False  # one of them was answered
        self._moment = 0

    def now(self) -> int:
        self._moment += 1
        return self._moment

    def last_tries(self) -> list[int]:
        """The places that are asked once more, at the end of all."""
        self.last = True
        places = [one.place for one in self.unreached]
        self.unreached.clear()
        return places

    def seen(self, place: int, outcome: Outcome, began: int) -> Iterator[tuple[int, Outcome]]:
        """What is known for good now."""
        if isinstance(outcome, Fault) and outcome.reason == "unreachable":
            self.unreached.append(_Unreached(place, outcome, self.now()))
            return
        self.answered_last |= self.last
        yield place, outcome
        yield from self._known([one for one in self.unreached if one.moment < began])

    def rest(self) -> Iterator[tuple[int, Outcome]]:
        """At the end, where the server was there for others."""
        yield from self._known(list(self.unreached))

    def _known(self, faults: list[_Unreached]) -> Iterator[tuple[int, Outcome]]:
        for one in faults:
            self.unreached.remove(one)
            yield one.place, one.fault


async def _given_up(client: Any, under_way: set[asyncio.Task[_Outcome]]) -> None:
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    await client.close()


class _NoText(Exception):
    """The server answered, and there is no text in it."""


def _reply(found: Any) -> Reply:
    try:
        choice = found.choices[0]
        text, finish = choice.message.content, choice.finish_reason
        usage = found.usage
    except (AttributeError, IndexError, TypeError) as error:
        raise _NoText(f"no choice in it ({error})") from error
    if not isinstance(text, str):
        raise _NoText(f"its content is {text!r}, finish_reason {finish!r}")
    read = getattr(usage, "prompt_tokens", None) or 0
    return Reply(text, str(finish or "stop"), int(read), int(getattr(usage, "completion_tokens", None) or 0))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
