"""Tasks that answer: every right answer passes, every wrong one gets its own words, and nothing ends in a traceback."""

import re
import sys
from string import Formatter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

import conflictdata as cd
from conflictdata.i18n import languages
from conflictdata.lessons import answers, editions, tasks, text
from conflictdata.record import labels

TASKS = list(tasks.key())
LESSONS = [f"{n:02}" for n in range(6)]
SIX_THOUSAND = [6000, 6000.0, np.int64(6000), "6000", "6.000", "6,000", "6 000", "seimila", " 6000 "]
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*\w)")
in_every_language = pytest.mark.parametrize("language", languages())
each = pytest.mark.parametrize("task", TASKS)


@pytest.fixture(autouse=True)
def fresh():
    tasks.forget()


def replies(task):
    """Return the names of the replies of a task that its key lists, in order."""
    return list(dict.fromkeys(name for name, *_ in tasks.key()[task].get("replies", ())))


# ---------------------------------------------------------------- the data


def texts(thing):
    """Yield every text of a table of words."""
    if isinstance(thing, str):
        yield thing
    else:
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from texts(part)


@in_every_language
def test_words_are_there_for_every_task_and_for_no_other(language):
    assert list(tasks.words(language)["task"]) == TASKS
    assert set(tasks.words(language)["text"]) == set(tasks.words("en")["text"])
    assert list(tasks.words(language)["lesson"]) == LESSONS


@each
def test_task_is_whole_in_every_language(task):
    entry, lists = tasks.key()[task], [tasks.words(language)["task"][task] for language in languages()]
    assert entry["sort"] in ("predict", "find", "argue", "quiz") and 1 <= entry["minutes"] <= 10
    for words in lists:
        if entry["sort"] == "argue":
            assert "replies" not in entry | words and len(words["criteria"]) >= 2 and len(words["samples"]) == 2
        else:
            assert set(words["replies"]) == {*replies(task), "otherwise"}
            assert "right" in replies(task) and len(replies(task)) >= 2
        assert len(words["hints"]) == (1 if entry["sort"] == "quiz" else 3)
        assert words["solution"]


@each
def test_placeholders_and_typed_numbers_are_the_same_in_every_language(task):
    """No number of the record is typed: what is typed is in both languages, and placeholders are all used."""
    named, typed = [], []
    for language in languages():
        found = list(texts(tasks.words(language)["task"][task]))
        named.append({name for part in found for _, name, _, _ in Formatter().parse(part) if name})
        typed.append(sorted(re.sub(r"[.,]", "", n) for part in found for n in NUMBER.findall(part)))
    assert named[0] == named[1] == set(tasks.key()[task].get("values", {}))
    assert typed[0] == typed[1]


def test_numbers_that_are_typed_are_no_numbers_of_the_record():
    """A number in the words is computed; the few that are typed belong to made-up examples or to the calendar."""
    counted = {f"{toll:.0f}" for toll in cd.casualties()["best"].dropna()}
    counted |= {f"{n:.0f}" for n in cd.references()[["low", "best", "high"]].stack().dropna()} - set(
        map(str, range(10))
    )
    for language in languages():
        for task, words in tasks.words(language)["task"].items():
            for part in texts(words):
                assert not {re.sub(r"[.,]", "", n) for n in NUMBER.findall(part)} & counted, (task, part)


@in_every_language
@each
def test_every_right_answer_passes(task, language):
    answer = tasks.right_answer(task, language)
    reply = cd.check(task, answer, language)
    assert reply.verdict == ("argue" if tasks.key()[task]["sort"] == "argue" else "right"), reply


@in_every_language
@pytest.mark.parametrize(("task", "name"), [(task, name) for task in TASKS for name in replies(task)])
def test_every_listed_answer_gets_its_own_reply(task, name, language):
    reply = cd.check(task, tasks.example(task, name, language), language)
    assert reply.name == name
    assert tasks.said_of(task, language)["replies"][name] in repr(reply)


@in_every_language
@each
def test_other_answers_get_the_reply_for_others(task, language):
    if tasks.key()[task]["sort"] != "argue":
        assert cd.check(task, "zzz", language).name == "otherwise"


@in_every_language
@pytest.mark.parametrize("lesson", LESSONS)
def test_teachers_page_is_whole(lesson, language):
    words = tasks.words(language)["lesson"][lesson]
    assert set(words) == set(editions.PAGE)
    assert len(words["plan"]) == len(tasks.words("en")["lesson"][lesson]["plan"]) >= 3
    assert all(len(words[name].split()) >= 8 for name in editions.PAGE[2:])
    assert words["plan"][-1].split("–")[1].split()[0] == ("15" if lesson == "00" else "50")


# ---------------------------------------------------------------- how an answer may be written


@in_every_language
@pytest.mark.parametrize(
    "written", [6000, 6000.0, np.int64(6000), "6000", "6.000", "6,000", "6 000", "seimila", " 6000 "]
)
def test_number_may_be_written_in_any_way(written, language):
    assert answers.said(written, language).numbers == (6000,)


@pytest.mark.parametrize("n", [7, 33, 44, 99, 136, 181, 6000, 30000])
@in_every_language
def test_number_may_be_written_in_words(n, language):
    assert answers.said(num2words(n, lang=language), language).numbers == (n,)


@pytest.mark.parametrize(
    ("written", "comparator"),
    [
        ("at least 12", "at-least"),
        ("almeno 12", "at-least"),
        ("≥ 12", "at-least"),
        (">= 12", "at-least"),
        ("more than 12", "more-than"),
        ("oltre 12", "more-than"),
        ("> 12", "more-than"),
        ("circa 12", "about"),
        ("≈12", "about"),
        (cd.Toll.count(12, "at-least"), "at-least"),
        ("12", None),
        (12, None),
    ],
)
@in_every_language
def test_comparator_is_read_in_either_language_or_from_a_sign(written, comparator, language):
    found = answers.said(written, language)
    assert (found.numbers, found.comparator) == ((12,), comparator)


@pytest.mark.parametrize(
    ("written", "numbers", "comparator"),
    [
        ("12 at least", (12,), "at-least"),
        ("piu di 12", (12,), "more-than"),
        ("almeno 29 (12 + 17)", (29,), "at-least"),
        ("(12)", (12,), None),
        ("almeno 12, almeno 17", (12, 17), "at-least"),
        ("at least 12 and 17", (12, 17), None),
        ("one hundred and six", (106,), None),
        ("at least 12 killed in the war of 2009", (12,), "at-least"),
        ("almeno 12 al giorno in 40 giorni", (12,), "at-least"),
        ("12.000,17.000", (12000, 17000), None),
        ("0,0,0", (0, 0, 0), None),
        ("[3, 7]", (3, 7), None),
        ("3,7", (3, 7), None),
        ("2009", (2009,), None),
    ],
)
@in_every_language
def test_number_is_found_among_other_words_and_days(written, numbers, comparator, language):
    found = answers.said(written, language)
    assert (found.numbers, found.comparator) == (numbers, comparator)


@pytest.mark.parametrize("written", ["18/3/2009", "18 March 2009", "18 marzo 2009", pd.Timestamp("2009-03-18")])
@in_every_language
def test_day_may_be_written_in_any_way(written, language):
    assert answers.said(written, language).items == {"2009-03-18"}


@pytest.mark.parametrize(
    ("written", "item"),
    [("l’Armenia", "arm"), ("It is Armenia.", "arm"), ("«Armenia»", "arm"), ("Armenia (ARM)", "arm"), ("the A9", "a9")],
)
@in_every_language
def test_article_or_what_explains_a_name_is_no_part_of_it(written, item, language):
    assert answers.said(written, language).items == {item}


@pytest.mark.parametrize("written", ["b", "B)", "(b)", "'b'", "la b", "answer b", "b) It is so.", ["b"], "b!"])
def test_choice_may_be_written_in_any_way(written):
    assert answers.holds("choice", answers.said(written, "en"), ("is", "b"), "en")
    assert not answers.holds("choice", answers.said(written, "en"), ("is", "a"), "en")


@in_every_language
def test_empty_cell_may_be_written_and_another_word_is_none(language):
    row = pd.Series({"low": pd.NA, "best": 12, "high": pd.NA})
    for written in ([None, 12, ""], "[None, 12, None]", "vuota, 12, vuota", ["nan", "12", None], row):
        assert answers.said(written, language).cells == (None, 12, None)
    assert answers.said(["zzz", 12, None], language).cells == (12, None)


@pytest.mark.parametrize(
    ("task", "written", "verdict"),
    [
        ("1.2", "meno di 100", "wrong"),
        ("1.2", "fewer than 25 deaths: it does not mean nobody", "right"),
        ("2.4", "I would print 36,100, none of them is counted twice", "wrong"),
        ("2.4", "((((", "wrong"),
        ("3.1", "at least 6", "wrong"),
    ],
)
@in_every_language
def test_verdict_on_answers_that_look_like_others(task, written, verdict, language):
    assert cd.check(task, written, language).verdict == verdict


def test_lists_columns_and_codes():
    column = pd.Series(["ARM", "RUS"], dtype="string")
    for written in (["ARM", "Russia"], ("Armenia", "RUS"), {"ARM", "RUS"}, column, column.unique(), pd.Index(column)):
        assert answers.said(written, "en").items == {"arm", "rus"}
    assert answers.said([12, 12, None], "en").cells == (12, 12, None)
    assert answers.said(pd.Series([7]), "en").numbers == (7,)
    assert answers.said(float("nan"), "en").items == answers.said(None, "en").items == {"none"}
    assert answers.said(True, "en").text == "yes"


@pytest.mark.parametrize("language", languages())
def test_reasons_may_be_written_in_words_or_codes_apart_or_in_one_text(language):
    words = [labels(language)[1]["reasons"][code] for code in ("unit", "party", "comparator")]
    for written in (
        words,
        ", ".join(words),
        "; ".join(words).upper(),
        ["unit", "comparator", "party"],
        "unit;party,comparator",
    ):
        assert answers.said(written, language).items == {"unit", "party", "comparator"}
    assert answers.said(f"{words[0]}, {words[1]} e {words[2]}", language).items == {"unit", "party", "comparator"}
    assert answers.said("un’altra lettura", language).items == {"alternative"}
    assert answers.said("Karlinsky e Torrisi", language).items == answers.said("KT", language).items == {"kt"}
    assert answers.said("6,000", language).numbers == (6000,)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("test", "found", "written"),
    [("above", 7, 8), ("below", 7, 6), ("some of", ["unit", "party"], ["unit"]), ("number", 7, 7)],
)
def test_example_passes_the_test_of_its_reply(test, found, written, language, monkeypatch):
    reference = ("list", *found) if isinstance(found, list) else ("is", found)
    monkeypatch.setitem(tasks.key(), "9.1", {"sort": "find", "replies": [["wrong", test, *reference]]})
    answer = tasks.example("9.1", "wrong", language)
    assert answers.holds(test, answers.said(answer, language), reference, language)
    assert answers.said(answer, language) == answers.said(
        [labels(language)[1]["reasons"][code] for code in written] if isinstance(written, list) else written, language
    )


@pytest.mark.parametrize("written", [len, cd, object(), {"a": 1}, pd.DataFrame({"x": [1, 2]}), [len]])
def test_what_can_be_no_answer_is_told_in_a_sentence(written):
    reply = cd.check(TASKS[0], written, "en")
    assert reply.verdict == "unreadable" and "quotation marks" in repr(reply)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_answer_ends_in_a_traceback(written):
    for task in TASKS[:3]:
        assert isinstance(cd.check(task, written, "it"), tasks.Reply)


@pytest.mark.parametrize(
    ("test", "written", "reference", "passes"),
    [
        ("says", "An Easterly wind", ["list", "wind", "rain"], True),
        ("says", "«Pioveva»", ["list", "piov", "vento"], True),
        ("says", "rewind", ["is", "wind"], False),
        ("says", None, ["is", "wind"], False),
        ("inside", [12, 18], ["list", 10, 20], True),
        ("inside", "tra 12 e 20", ["list", 10, 20], True),
        ("inside", [9, 18], ["list", 10, 20], False),
        ("inside", "wind", ["list", 10, 20], False),
    ],
)
def test_words_within_a_text_and_numbers_within_a_range(test, written, reference, passes):
    assert answers.holds(test, answers.said(written, "it"), reference, "it") is passes


# ---------------------------------------------------------------- check, hint, solution


@pytest.mark.parametrize("nothing", [..., "", "  "])
def test_no_answer_yet_is_no_try(nothing):
    assert cd.check(TASKS[0], nothing, "en").verdict == "unanswered"
    assert cd.solution(TASKS[0], "en").verdict == "unanswered"


def test_task_that_is_not_there_is_told_with_those_that_are():
    for ask in (cd.check, cd.hint, cd.solution):
        assert TASKS[0] in repr(ask("9.9"))


def test_hints_come_in_steps_and_the_solution_after_two_tries():
    task = next(task for task in TASKS if tasks.key()[task]["sort"] == "find")
    words = tasks.said_of(task, "en")
    said = [repr(cd.hint(task, "en")) for _ in range(4)]
    assert [hint in line for hint, line in zip(words["hints"] + words["hints"][-1:], said, strict=True)] == [True] * 4
    assert len(set(said)) == 3
    for _ in range(2):
        assert cd.solution(task).verdict == "unanswered"
        cd.check(task, "zzz")
    assert words["solution"] in repr(cd.solution(task))


def test_teacher_sees_the_solution_at_once():
    assert cd.solution(TASKS[0], "en", teacher=True).verdict == "solution"


def test_language_is_that_of_the_notebook(monkeypatch):
    assert cd.hint(TASKS[0]).language == "en"
    monkeypatch.setattr(sys.modules["__main__"], "LANGUAGE", "it", raising=False)
    assert cd.hint(TASKS[0]).language == "it"
    assert cd.solution(TASKS[0], "en").language == "en"


@pytest.mark.parametrize("ask", [cd.check, cd.hint, cd.solution])
def test_task_as_a_number_and_a_language_without_words_are_understood(ask):
    assert ask(2.1, language="en") == ask("2.1", language="zz") or ask is cd.hint
    assert ask([]).verdict == "unreadable"


def test_reply_is_announced_and_escaped():
    reply = tasks.Reply("wrong", "", (("Not yet.", "a < b, `c` and *d*"),), "en")
    assert reply._repr_html_().startswith('<div role="status" lang="en"')
    assert "a &lt; b, <code>c</code> and <em>d</em>" in reply._repr_html_()
    assert repr(reply) == "Not yet. a < b, `c` and *d*"


@in_every_language
def test_example_texts_are_there(language):
    for name in tasks.words(language)["text"]:
        assert text(name, language)


@in_every_language
def test_report_of_lesson_05_is_read_as_its_tasks_say(language):
    """Its numbers are made up, so that the key has them as they are: they are those that a machine reads."""
    figures = cd.read(text("report", language), published="2019-05-16", language=language).figures
    killed, rows = figures.query("kind == 'killed'"), figures.set_index("status")["best"]
    sides = [cd.Toll.of(row) for _, row in killed.query("unit == 'soldiers'").iterrows()]
    keyed = {(task, name): tasks.example(task, name) for task in TASKS if task[0] == "5" for name in replies(task)}
    assert [keyed["5.1", name] for name in ("right", "all_rows", "added")] == [4, len(figures), killed["best"].sum()]
    assert len(killed) == 4 and keyed["5.1", "part_list"] == sorted(killed["best"])
    assert killed.query("unit == 'civilians'")[["low", "best", "high"]].to_numpy().tolist() == [keyed["5.2", "right"]]
    assert (rows["superseded"], rows["denied"]) == (keyed["5.3", "right"], keyed["5.3", "denied"])
    assert figures.query("subset")["best"].tolist() == [keyed["5.3", "subset"]]
    assert cd.check("5.4", f"at least {sum(toll.n for toll in sides):.0f}", language).verdict == "right"
    assert {toll.comparator for toll in sides} == {"exact", "at-least"}
