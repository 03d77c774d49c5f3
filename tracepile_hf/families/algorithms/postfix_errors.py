"""Postfix expressions of which some cannot be worked out, each for a reason of its own."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Each expression is written in postfix: numbers, and the operators + - * / (division rounds down), which take the two
numbers before them. Return a list with one entry an expression: its value, or what is wrong with it: 'too few numbers',
'division by zero', 'unknown word', or 'numbers left over' if more than one number stays. What goes wrong first counts.
"""

CODE = """
def apply(operator, left, right):
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    return left // right


def evaluate(words):
    stack = []
    for word in words:
        if word in ("+", "-", "*", "/"):
            right = stack.pop()
            left = stack.pop()
            stack.append(apply(word, left, right))
        else:
            stack.append(int(word))
    if len(stack) > 1:
        raise RuntimeError("numbers left over")
    return stack.pop()


def evaluate_all(expressions):
    outcomes = []
    for text in expressions:
        try:
            outcomes.append(evaluate(text.split()))
        except IndexError:
            outcomes.append("too few numbers")
        except ZeroDivisionError:
            outcomes.append("division by zero")
        except ValueError:
            outcomes.append("unknown word")
        except RuntimeError as error:
            outcomes.append(str(error))
    return outcomes
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([_expression(random) for _ in range(size)],)


def _expression(random: Random) -> str:
    words = [str(random.randint(2, 40)), str(random.randint(1, 9)), random.choice("+-*/")]
    for _ in range(random.randint(0, 2)):
        words += [str(random.randint(1, 12)), random.choice("+-*/")]
    flaw = random.choice(("", "", "few", "zero", "word", "left"))
    if flaw == "few":
        words.insert(random.choice((1, len(words))), random.choice("+*-"))
    elif flaw == "zero":
        words += ["0", "/"]
    elif flaw == "word":
        words[random.choice((0, 1))] = random.choice(("x", "4o", "seven", "1_", "--2"))
    elif flaw == "left":
        words.insert(0, str(random.randint(3, 9)))
    return " ".join(words)


def oracle(expressions: list[str]) -> list[int | str]:
    return [_value(text.split()) for text in expressions]


def _value(words: list[str]) -> int | str:
    """Found from the right: the last word is the root of the expression's tree."""
    height = 0
    for place, word in enumerate(words):  # what goes wrong first, before anything is worked out
        if word in "+-*/":
            if height < 2:
                return _fault_before(words[:place]) or "too few numbers"
            height -= 1
        elif word.isdecimal():
            height += 1
        else:
            return _fault_before(words[:place]) or "unknown word"
    fault = _fault_before(words)
    return fault or (_tree(list(words)) if height == 1 else "numbers left over")


def _fault_before(words: list[str]) -> str:
    for place, word in enumerate(words):
        if word == "/" and _tree(words[:place]) == 0:
            return "division by zero"
    return ""


def _tree(words: list[str]) -> int:
    word = words.pop()
    if word.isdecimal():
        return int(word)
    right = _tree(words)
    left = _tree(words)
    return {"+": left + right, "-": left - right, "*": left * right, "/": left // right if right else 0}[word]


FAMILY = function_family(
    name="postfix_errors",
    title="Postfix expressions with mistakes",
    statement=STATEMENT,
    code=CODE,
    entry_point="evaluate_all",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
)
