"""Looking values up by their path in nested settings, where paths can lead nowhere."""

from __future__ import annotations

from random import Random
from typing import Any

from tracepile_hf.families.family import function_family

STATEMENT = """
Settings are nested dictionaries and lists. A path such as 'a.b.2' names a value by keys (of dictionaries) and
positions (of lists, from 0). Return the values of the paths in order; for a path that leads nowhere the text 'no
key', 'no position' (a number beyond the end of a list), 'no number' (a word where a list needs a position) or 'too
deep' (the path goes on behind a plain value).
"""

CODE = """
def step_into(value, part):
    if isinstance(value, list):
        return value[int(part)]
    if isinstance(value, dict):
        return value[part]
    raise TypeError("a plain value has no parts")


def find(settings, path):
    value = settings
    for part in path.split("."):
        value = step_into(value, part)
    return value


def look_up(settings, paths):
    found = []
    for path in paths:
        try:
            value = find(settings, path)
        except KeyError:
            value = "no key"
        except IndexError:
            value = "no position"
        except ValueError:
            value = "no number"
        except TypeError:
            value = "too deep"
        found.append(value)
    return found
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    keys = random.sample(["port", "hosts", "log", "user", "size", "mode"], 4)
    settings: dict[str, Any] = {
        keys[0]: random.randint(10, 99),
        keys[1]: [random.randint(1, 9) for _ in range(random.randint(2, 4))],
        keys[2]: {
            keys[3]: [random.choice("abcd"), {keys[0]: random.randint(100, 200)}],
            keys[1]: random.randint(5, 50),
        },
    }
    return settings, [_path(random, settings, keys) for _ in range(size)]


def _path(random: Random, settings: Any, keys: list[str]) -> str:
    parts = []
    value = settings
    while isinstance(value, (dict, list)):
        names = list(value) if isinstance(value, dict) else [str(place) for place in range(len(value))]
        parts.append(random.choice(names))
        value = value[parts[-1]] if isinstance(value, dict) else value[int(parts[-1])]
        if random.random() < 0.25:
            break
    flaw = random.random()
    if flaw < 0.25:
        parts[-1] = random.choice([*keys, "4", "9", "other"])
    elif flaw < 0.5:
        parts.append(random.choice([*keys, "0", "7", "other"]))
    return ".".join(parts)


def oracle(settings: dict[str, Any], paths: list[str]) -> list[object]:
    flat: dict[str, object] = {}

    def flatten(prefix: str, value: object) -> None:
        flat[prefix] = value
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, part in inner:
            flatten(f"{prefix}.{key}" if prefix else str(key), part)

    flatten("", settings)
    return [flat[path] if path in flat else _fault(flat, path) for path in paths]


def _fault(flat: dict[str, object], path: str) -> str:
    parts = path.split(".")
    reached = max(count for count in range(len(parts)) if ".".join(parts[:count]) in flat)
    holder = flat[".".join(parts[:reached])]
    if isinstance(holder, dict):
        return "no key"
    if isinstance(holder, list):
        return "no position" if parts[reached].isdecimal() else "no number"
    return "too deep"


FAMILY = function_family(
    name="settings_lookup",
    title="Paths in nested settings",
    statement=STATEMENT,
    code=CODE,
    entry_point="look_up",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
