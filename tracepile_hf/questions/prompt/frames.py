"""How people put such a question: what they begin with, in which order the parts stand, what they ask of the answer.

A frame is an opening, the order of the parts (t task, c code, i input, q question) and, for some, a wish about the
answer's form or length. `numbered`: whether the code stands with line numbers; where it does not, nothing that is asked
may name a line.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Frame(NamedTuple):
    """One way to put a question."""

    opening: str
    order: str
    numbered: bool = True
    wish: str = ""  # a sentence at the end
    asks: tuple[str, str] = ("", "")  # what the wish comes to: ("register", "bullets"), ("detail", "condensed")


_BULLETS: Final = ("register", "bullets")
_STEPS: Final = ("register", "steps")
_NOTES: Final = ("register", "notes")
_PROSE: Final = ("register", "prose")
_TABLE: Final = ("register", "table")
_COMMENTS: Final = ("register", "comments")
_PLAIN: Final = ("register", "plain")
_PERSON: Final = ("register", "first_person")
_BRIEF: Final = ("detail", "condensed")

WITH_TASK: Final = (
    Frame("The code below was written for this task:", "tciq"),
    Frame("Task:", "tciq"),
    Frame("Here is a problem and a program that solves it.", "tciq"),
    Frame("Somebody was given the following problem.", "tciq"),
    Frame("A colleague solved the problem below in Python.", "tciq"),
    Frame("Problem statement", "tciq", wish="Keep it brief.", asks=_BRIEF),
    Frame("This exercise comes with a solution.", "tciq"),
    Frame("Read the exercise and its solution first.", "tciq", wish="Number the steps of your answer.", asks=_STEPS),
    Frame("I want to understand how this solution works.", "tciq"),
    Frame("The program at the end of this message does the following.", "tqic"),
    Frame("Below you find a task, its solution, and one input.", "tciq", wish="Use bullet points.", asks=_BULLETS),
    Frame("My homework was this:", "tciq"),
    Frame("From a collection of programming exercises:", "tciq"),
    Frame("The following is a known exercise.", "tciq", numbered=False),
    Frame("For this exercise", "tciq", numbered=False),
    Frame("Someone posted this exercise with an answer in code.", "tciq", numbered=False),
    Frame("In a code review I came across a solution of this:", "tciq"),
    Frame("Description of what the code is for:", "tciq", wish="Short notes, one a line, will do.", asks=_NOTES),
    Frame("We discuss a program for the problem that follows.", "tciq"),
    Frame("First the question, then what it is about.", "qtci"),
    Frame("Purpose of the program:", "tciq"),
    Frame("Look at the task, then at the code.", "tciq", wish="Answer in plain prose.", asks=_PROSE),
    Frame("This is what the code has to do:", "tciq"),
    Frame("Given is this task with a finished program:", "tciq"),
    Frame("The task, then code for it:", "tciq", wish="Answer as a table.", asks=_TABLE),
    Frame(
        "Students got this task and one of them this code.",
        "tciq",
        wish="Annotate the code as it runs.",
        asks=_COMMENTS,
    ),
    Frame(
        "What the code is meant to do:",
        "tciq",
        numbered=False,
        wish="No line numbers, please, just words.",
        asks=_PLAIN,
    ),
    Frame("Here is what was to be done:", "tciq", wish="Tell it as if you did it yourself.", asks=_PERSON),
    Frame("An exercise:", "tciq", numbered=False),
    Frame("What I was given to do:", "tciq", numbered=False),
)
BARE: Final = (
    Frame("", "ciq"),
    Frame("Consider this Python code:", "ciq"),
    Frame("Here is some Python.", "ciq"),
    Frame("I have this code:", "ciq"),
    Frame("", "qci"),
    Frame("Please trace the following program.", "ciq"),
    Frame("What happens here?", "ciq", numbered=False),
    Frame("Snippet:", "ciq", numbered=False),
    Frame("Given this snippet", "ciq", numbered=False),
    Frame("I am reading this file and got stuck.", "ciq"),
    Frame("Can you run this in your head?", "ciq"),
    Frame("Trace this for me.", "ciq", wish="As bullet points, please.", asks=_BULLETS),
    Frame("A question about the code below.", "qci"),
    Frame("Let us look at one run of this program:", "ciq"),
    Frame("No interpreter at hand, so I have to ask.", "ciq", wish="Be brief.", asks=_BRIEF),
    Frame("You are given a program and its input.", "ciq"),
    Frame("Execute by hand:", "ciq", wish="Write notes as you go, a line for each step.", asks=_NOTES),
    Frame("Exam question.", "ciq", wish="Number your steps.", asks=_STEPS),
    Frame("Study this program.", "ciq"),
    Frame("The code:", "ciq", numbered=False),
    Frame("Assume Python 3.", "ciq"),
    Frame("This function or script is to be traced by hand.", "ciq"),
    Frame("Quick one about this code:", "ciq", wish="A short answer is enough.", asks=_BRIEF),
    Frame("While debugging I looked at this:", "ciq"),
    Frame("Walk through this code with me.", "ciq", wish="No lists, just prose.", asks=_PROSE),
    Frame("Think about what Python does with this:", "ciq"),
    Frame("Fill in a trace table for this.", "ciq", wish="Answer as a table.", asks=_TABLE),
    Frame("State by state, what goes on here?", "ciq", wish="A table, please.", asks=_TABLE),
    Frame("Explain by comments.", "ciq", wish="Write the code as it runs, with comments.", asks=_COMMENTS),
    Frame("In your own words:", "ciq", numbered=False, wish="Do not use line numbers.", asks=_PLAIN),
    Frame("Be the computer for this one.", "ciq", wish="Write in the first person.", asks=_PERSON),
    Frame("How does this go?", "qci", numbered=False),
    Frame("Got this from a chat:", "ciq", numbered=False),
    Frame("Does anybody know?", "qci", numbered=False),
)
CALLS: Final = (
    "It is called as `{call}`.",
    "The call is `{call}`.",
    "We run `{call}`.",
    "Consider the call `{call}`.",
    "Someone evaluates `{call}`.",
)
INPUTS: Final = (
    "It reads this input:\n```\n{stdin}\n```",
    "Standard input:\n```\n{stdin}\n```",
    "The input is\n```\n{stdin}\n```",
    "It is given this on standard input:\n```\n{stdin}\n```",
)
