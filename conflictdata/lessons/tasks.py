"""Tasks that answer: check what a pupil wrote, offline and in words; hints in steps; the solution after two tries.

`key.toml` says what is right and what is typically wrong, as references into the record; `en.toml` and `it.toml`
hold the words.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files

from ..certainty import Toll
from ..i18n import Speaker, languages
from ..record import labels
from .answers import holds, said, value

TRIES = 2  # after which a pupil may see the solution
SENTENCE = 6  # words: less is no argument
BESIDE = {  # an answer that passes a test which its value itself does not pass
    "some of": lambda found: found[:-1],
    "above": lambda found: found + 1,
    "below": lambda found: found - 1,
}
_tries, _hints = Counter(), Counter()  # of this process: one notebook, one pupil


@dataclass(frozen=True, repr=False)
class Reply:
    """What a task answers. It shows itself in Jupyter, as HTML that a screen reader announces, and as text.

    `verdict` is right, part, wrong, unanswered, unreadable, argue, hint or solution; `name` that of the task's reply,
    such as "part_no_sign", if there is one; `parts` are pairs of heading and words, the first heading is the verdict.
    """

    verdict: str
    name: str
    parts: tuple
    language: str

    def __repr__(self):
        return "\n".join(f"{heading} {words}".strip() for heading, words in self.parts)

    def _repr_html_(self):
        lines = "".join(f"<p><strong>{escape(head)}</strong> {_marked(words)}</p>" for head, words in self.parts)
        return f'<div role="status" lang="{self.language}" class="conflictdata-reply">{lines}</div>'


def check(task, answer=..., language=None):
    """Say whether an answer to a task is right, partly right or not, and why.

    Parameters
    ----------
    task : str
        Such as "2.1": lesson and number.
    answer : object, optional
        A number, a text ("6.000", "6,000", "seimila", "at least 33"), a list, a column, a Toll, None; `...` is no
        answer yet. What can be no answer is told in a sentence.
    language : {"en", "it"}, optional
        Of the reply; by default, and for any other, the notebook's `LANGUAGE`.

    Returns
    -------
    Reply
        For a task that asks to argue: what a good answer has, and two to compare with.

    Examples
    --------
    >>> check("2.3", 33).verdict
    'part'
    """
    task, tell = str(task), _speaker(language)
    if task not in key():
        return _reply("unreadable", tell, tell("reply.no_task", task=task, known=", ".join(key())))
    if answer is ... or (isinstance(answer, str) and not answer.strip()):
        return _reply("unanswered", tell, tell("reply.unanswered", task=task))
    try:
        given = said(answer, tell.language)
    except (ArithmeticError, RuntimeError, TypeError, ValueError) as error:  # whatever an object of another's does
        sort = str(error) if isinstance(error, TypeError) else type(answer).__name__
        return _reply("unreadable", tell, tell("reply.wrong_type", type=sort))
    _tries[task] += 1
    if key()[task]["sort"] == "argue":
        return _argued(task, given, tell)
    for name, test, *reference in key()[task]["replies"]:
        if holds(test, given, reference, tell.language):
            return _answered(task, name, tell)
    return _answered(task, "otherwise", tell)


def hint(task, language=None):
    """Return the next hint of a task, of three; the last one stays.

    Examples
    --------
    >>> hint("2.2").verdict
    'hint'
    """
    task, tell = str(task), _speaker(language)
    if task not in key():
        return check(task)
    hints = said_of(task, tell.language)["hints"]
    n = min(_hints[task], len(hints) - 1)
    _hints[task] += 1
    return Reply("hint", "", ((tell("reply.hint", n=n + 1, of=len(hints)), hints[n]),), tell.language)


def solution(task, language=None, teacher=False):
    """Return the solution of a task: after two tries, or for a teacher.

    Examples
    --------
    >>> solution("2.2", teacher=True).verdict
    'solution'
    """
    task, tell = str(task), _speaker(language)
    if task not in key():
        return check(task)
    left = TRIES - _tries[task]
    if left > 0 and not teacher:
        return _reply("unanswered", tell, tell("reply.try_first", n=left))
    return Reply("solution", "", ((tell("reply.solution"), said_of(task, tell.language)["solution"]),), tell.language)


def right_answer(task, language="en"):
    """Return a right answer to a task as one may write it: a text, a number or a list; for an argument a sample."""
    if key()[task]["sort"] == "argue":
        return said_of(task, language)["samples"][0]
    return example(task, "right", language)


def example(task, name, language="en"):
    """Return an answer that gets the reply of a name, as one may write it."""
    test, *reference = next(rest for reply, *rest in key()[task]["replies"] if reply == name)
    found = value(*reference)
    return _as_answered(BESIDE[test](found) if test in BESIDE else found, test, language)


def _as_answered(found, test, language):
    """Write a value, or each of a list, as one may answer."""
    if isinstance(found, list):
        return [_as_answered(part, test, language) for part in found]
    if isinstance(found, Toll):
        return found.n if test == "number" else found.words(language)
    return _names(language).get(found, found)


def forget():
    """Forget the tries and hints of this process, as a fresh notebook does."""
    _tries.clear()
    _hints.clear()


def key():
    """Return the key of every task: sort, minutes, replies in order, values for the words."""
    return words("key")["task"]


@lru_cache
def words(name):
    """Return a file of the lessons: by a language the words of tasks and teachers' pages, or the key."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def text(name, language="en"):
    """Return an example text of the lessons, invented, in a language."""
    return words(Speaker(language).language)["text"][name]


@lru_cache
def said_of(task, language):
    """Return the words of a task with the values of the record in their places."""
    tell, entry = Speaker(language), key()[task]
    values = {name: _written(value(*reference), tell) for name, reference in entry.get("values", {}).items()}
    return _filled(words(language)["task"][task], values)


def _filled(thing, values):
    """Fill the placeholders in all the texts of a table."""
    if isinstance(thing, dict):
        return {name: _filled(part, values) for name, part in thing.items()}
    if isinstance(thing, list):
        return [_filled(part, values) for part in thing]
    words = thing.format_map(values)
    return words[:1].upper() + words[1:]  # a sentence may begin with a value: "at least 33 a day"


def _written(found, tell):
    """Write a value of the record: a toll in words, numbers, states by their names."""
    if isinstance(found, list):
        names = _names(tell.language)
        return tell.listed([names.get(part) or _written(part, tell) for part in found])
    return found.words(tell.language) if isinstance(found, Toll) else tell.number(found)


def _names(language):
    """Return the words for the actors and for the reasons why counts differ, by their codes."""
    codes = labels(language)[1]
    return codes["party"] | codes["reasons"]


def _speaker(language):
    """Return a speaker of a language, or of the notebook's."""
    told = (language, getattr(sys.modules["__main__"], "LANGUAGE", None))
    return Speaker(next((tongue for tongue in told if tongue in languages()), "en"))


def _reply(verdict, tell, sentence):
    return Reply(verdict, "", ((tell(f"reply.verdict.{verdict}"), sentence),), tell.language)


def _answered(task, name, tell):
    """Return the reply of a name: the verdict is what the name begins with."""
    verdict = name.partition("_")[0] if name.partition("_")[0] in ("right", "part") else "wrong"
    parts = [(tell(f"reply.verdict.{verdict}"), said_of(task, tell.language)["replies"][name])]
    if verdict != "right" and key()[task]["sort"] != "quiz":
        more = "reply.more_hint" if _tries[task] < TRIES else "reply.more_solution"
        parts.append(("", tell(more, hint=f'cd.hint("{task}")', solution=f'cd.solution("{task}")')))
    return Reply(verdict, name, tuple(parts), tell.language)


def _argued(task, given, tell):
    """Return what a good argument has, and two samples: there is no right one."""
    if len(given.text.split()) < SENTENCE:
        return _reply("unanswered", tell, tell("reply.too_short"))
    found = said_of(task, tell.language)
    parts = [("", tell("reply.argued"))]
    parts += [(tell("reply.criterion", n=n), line) for n, line in enumerate(found["criteria"], 1)]
    parts += [(tell("reply.sample", n=n), line) for n, line in enumerate(found["samples"], 1)]
    return Reply("argue", "", tuple(parts), tell.language)


def _marked(words):
    """Return words as HTML: `code` and *emphasis* as in Markdown."""
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words)))
