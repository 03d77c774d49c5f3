"""What the servers of these tests say: made from the narrator's own rows, whose questions they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from server import HANG, Messages

Texts = Mapping[str, str]  # question -> the narrator's telling
_VALUE = re.compile(r"(?<![\w.'`])\d+(?![\w.'`])")


def question_of(messages: Messages) -> str:
    """The question of a conversation: its first user's message after the examples, without the recorded run."""
    users = [one["content"] for one in messages if one["role"] == "user"]
    repairs = sum(one.startswith("The program that proves your text") for one in users)
    return users[-1 - repairs].partition("\n\nWhat happened, step by step")[0]


def perfect(texts: Texts) -> Callable[[Messages, int], object]:
    """Says what the narrator says."""
    return lambda messages, seed: texts[question_of(messages)]


def liar(texts: Texts) -> Callable[[Messages, int], object]:
    """The same with one value false, another one for each seed; the answer stays right."""

    def lies(messages: Messages, seed: int) -> object:
        text = texts[question_of(messages)]
        body, answer = split(text)
        places = list(_VALUE.finditer(body))
        found = places[seed % len(places)]
        return f"{body[: found.start()]}{int(found.group()) + 1 + seed % 7}{body[found.end() :]}{answer}"

    return lies


def corrected(texts: Texts) -> Callable[[Messages, int], object]:
    """A liar that tells the truth once it is told what was false."""
    lies = liar(texts)

    def learns(messages: Messages, seed: int) -> object:
        told = "The program that proves your text" in messages[-1]["content"]
        return texts[question_of(messages)] if told else lies(messages, seed)

    return learns


def rambler(texts: Texts) -> Callable[[Messages, int], object]:
    """True and useless: says of lines that they run, and gives the right answer."""

    def rambles(messages: Messages, seed: int) -> object:
        _, answer = split(texts[question_of(messages)])
        return f"Let us trace this step by step. Line 1 runs. {answer}"

    return rambles


def slow(texts: Texts) -> Callable[[Messages, int], object]:
    """Never answers every third request in its time."""
    tells = perfect(texts)
    return lambda messages, seed: HANG if seed % 3 == 0 else tells(messages, seed)


def split(text: str) -> tuple[str, str]:
    """What is told, and the answer."""
    place = max(text.rfind("The answer is"), text.rfind("Answer:"))
    return text[:place], text[place:]
