"""How well texts are read: the peers' own cases and our annotated passages, beside other libraries in one run.

python tools/yardstick.py [--kept] [--misses]

The peers' cases are no part of the project: the environment variable PEERS names their folder, and ARTICLE a copy of
the article of the record. `--kept` adds the
passages that nobody tunes on; `--misses` lists what is wrong, but never of those.
"""

import json
import os
import re
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from dateparser.date import DateDataParser
from dateparser.search import search_dates
from text_to_num import alpha2digit

from conflictdata import edtf
from conflictdata.reading.numbers import find_numbers
from conflictdata.reading.result import read
from conflictdata.reading.times import find_times

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(os.environ.get("PEERS", ROOT.parent / "shared" / "peers"))
ARTICLE = Path(os.environ.get("ARTICLE", ROOT.parent / "shared" / "article.txt"))
PASSAGES = ROOT / "tests" / "passages"
MISSES = []


def lines(path):
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def share(part, whole):
    """Write a share with its counts."""
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "none"


def show(what, *cells):
    """Print a line of the table."""
    print(f"{what:<46}" + "".join(f"{cell:>28}" for cell in cells))


def miss(case, *what):
    """Keep a wrong answer for --misses."""
    MISSES.append((case["id"], *what))


# -- numbers ----------------------------------------------------------------------------------------------------


def our_numbers(text):
    """Return what the numbers of an Italian text are worth, and whether the text is one number."""
    found = find_numbers(text, "it")
    return [n.value for n in found if n.sense != "article"], (0, len(text)) in [(n.start, n.end) for n in found]


SCALES = {"mila": 10**3, "milion": 10**6, "miliard": 10**9}
GROUPED = re.compile(r"(?<![\w.,])(\d{1,3}(?:[. ]\d{3})+|\d+)(,\d+)?(?:\s?(mila|milion|miliard)\w*)?")


def their_numbers(text):
    """Return the same by text2num, with the digit rule and the scale words that a careful user adds."""
    digits = alpha2digit(text, "it")
    values = [
        float(re.sub("[. ]", "", whole) + part.replace(",", ".")) * SCALES.get(scale, 1)
        for whole, part, scale in GROUPED.findall(digits)
    ]
    return values, bool(GROUPED.fullmatch(digits))


def number_right(case, values, whole):
    """Whether the numbers found are those of a peer's case."""
    expected = case["expected"]["values"]
    if expected is None:
        return not whole
    return set(values) == set(expected) if "comparator" in case["tags"] else values == expected


def score_numbers():
    """Print how many of the peers' cases of numbers are read rightly."""
    cases = [case for case in lines(PEERS / "numbers_it.jsonl") if case["core"]]
    right = Counter()
    for case in cases:
        for who, find in (("ours", our_numbers), ("text2num", their_numbers)):
            found, whole = find(case["text"])
            correct = number_right(case, found, whole)
            right[who] += correct
            if who == "ours" and not correct:
                miss(case, case["text"], case["expected"]["values"], found)
    ours, theirs = (share(right[who], len(cases)) for who in ("ours", "text2num"))
    show("numbers, core (theirs: text2num, scale words)", ours, theirs)


# -- dates ------------------------------------------------------------------------------------------------------


def our_dates(case):
    """Return the resolved intervals that touch the case's phrase."""
    day = datetime.fromisoformat(case["reference_time"]).date()
    found = [time for time in find_times(case["text"], "it", day) if time.period]
    return [(time.char_start, time.char_end, time.start, time.end) for time in found]


def their_dates(case):
    """Return the same by dateparser.search; a month or a year that it names is the whole month or year."""
    base = datetime.fromisoformat(case["reference_time"]).replace(tzinfo=None)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    parser, found, at = DateDataParser(languages=["it"], settings=settings), [], 0
    for phrase, when in search_dates(case["text"], languages=["it"], settings=settings) or []:
        start = max(case["text"].find(phrase, at), 0)
        at = start + len(phrase)
        named = parser.get_date_data(phrase).period
        period = {"month": f"{when:%Y-%m}", "year": f"{when:%Y}"}.get(named, f"{when:%Y-%m-%d}")
        found.append((start, at, *edtf.bounds(period)[:2]))
    return found


def intervals(case):
    """Return the readings that a peer's case accepts, as pairs of days."""
    pairs = [case["expected"], *case.get("accept", [])]
    accepted = {tuple(each.get(end) and date.fromisoformat(each[end]) for end in ("start", "end")) for each in pairs}
    if season := case["expected"].get("edtf"):
        accepted.add(edtf.bounds(season)[:2])
    return accepted


def score_dates():
    """Print how many of the peers' dates are right, how many of those resolved, and the cases where none may be."""
    cases = [case for case in lines(PEERS / "dates_it.jsonl") if case["core"]]
    for name, find in (("ours", our_dates), ("dateparser.search", their_dates)):
        right, resolved, quiet, dated, groups = 0, 0, 0, 0, Counter()
        for case in cases:
            none = case["expected"].get("none") or case["expected"].get("reason")
            start, end = case.get("char_start") or 0, case.get("char_end") or len(case["text"])
            touched = [days for first, last, *days in find(case) if none or (first < end and start < last)]
            if none:
                quiet += not touched
                dated += 1
                correct = not touched
            else:
                correct = bool(touched) and tuple(touched[0]) in intervals(case) and len(touched) == 1
                resolved += bool(touched)
                right += correct
                for tag in {"interval", "day"} & set(case["tags"]):
                    groups[tag] += correct
                    groups[tag + " all"] += 1
            if name == "ours" and not correct:
                miss(case, case["text"], case["reference_time"][:10], case["expected"], touched)
        whole = len(cases) - dated
        kinds = " ".join(f"{tag} {groups[tag]}/{groups[tag + ' all']}" for tag in ("day", "interval"))
        show(f"dates, core: {name}", share(right, whole), "precision " + share(right, resolved))
        show("  nothing where nothing is", share(quiet, dated), kinds)


def iso(duration):
    """Return an ISO 8601 duration as months, days and minutes, so that P0.5Y equals P6M."""
    months = {"Y": 12, "M": 1}
    days, minutes = {"W": 7, "D": 1}, {"H": 60, "M": 1, "S": 1 / 60}
    whole, _, clock = (duration or "").removeprefix("P").partition("T")
    parts = [(float(n), unit) for n, unit in re.findall(r"([\d.]+)([A-Z])", whole)]
    return (
        sum(n * months.get(unit, 0) for n, unit in parts),
        sum(n * days.get(unit, 0) for n, unit in parts),
        round(sum(float(n) * minutes[unit] for n, unit in re.findall(r"([\d.]+)([HMS])", clock)), 6),
    )


def score_durations():
    """Print how many of the peers' durations are right."""
    cases, right = [case for case in lines(PEERS / "durations_it.jsonl") if case["core"]], 0
    for case in cases:
        found = [time.duration for time in find_times(case["text"], "it", date(2022, 9, 14)) if time.duration]
        correct = [iso(each) for each in found] == [iso(case["expected"]["duration"])]
        right += correct
        if not correct:
            miss(case, case["text"], case["expected"]["duration"], found)
    show("durations, core", share(right, len(cases)), "dateparser has none")


# -- passages ---------------------------------------------------------------------------------------------------

VALUES = {"comparator": "comparator", "value_low": "low", "value_best": "best", "value_high": "high"}
DATES = {"date_start": "start", "date_end": "end", "date_edtf": "period"}


def plain(value):
    """Return a cell of our table as the annotation would write it."""
    if value is None or value != value or str(value) in ("NaT", "<NA>"):
        return None
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else value


def agrees(gold, row, names):
    """Whether a group of fields equals the main annotation or one alternative as a whole."""
    ours = tuple(plain(row[name]) for name in names.values())
    alternatives = [gold, *(gold | other for other in gold["alt"])]
    return any(ours == tuple(plain(each[name]) for name in names) for each in alternatives)


def overlaps(row, start, end):
    """Whether a row's number overlaps a span."""
    return row["number_start"] < end and start < row["number_end"]


def pairs(golds, rows):
    """Match rows to annotated rows of the same kind whose numbers overlap, each once, the right values first."""
    free = list(rows)
    for gold in golds:
        fit = [r for r in free if agrees(gold, r, {"kind": "kind"}) and overlaps(r, gold["num_start"], gold["num_end"])]
        best = max(fit, key=lambda r: agrees(gold, r, VALUES), default=None)
        if best is not None:
            free.remove(best)
        yield gold, best
    yield from ((None, row) for row in free)


def tally(passages):
    """Return counts of right, wrong and missed rows and of hard negatives hit, and of right cells on matched rows."""
    counts, cells = Counter(), Counter()
    for passage in passages:
        reading = read(passage["text"], passage["published"], passage["language"])
        rows = reading.figures.astype(object).to_dict("records")
        for gold, row in pairs(passage["rows"], rows):
            if gold is None:
                counts["wrong"] += 1
                miss(passage, "no such row", row["kind"], row["phrase"], row["best"])
            elif row is None:
                counts["missed"] += not gold["optional"]
                if not gold["optional"]:
                    miss(passage, "missed", gold["kind"], gold["quote"])
            elif gold["optional"]:
                continue
            elif not agrees(gold, row, VALUES):
                counts.update(("wrong", "missed"))
                miss(passage, "values", gold["quote"], *(row[name] for name in VALUES.values()))
            else:
                counts["right"] += 1
            if gold is not None and row is not None and not gold["optional"]:
                _cells(passage, gold, row, cells)
        for span in passage["non_rows"]:
            hit = any(overlaps(row, span["char_start"], span["char_end"]) for row in rows)
            counts.update(negatives=1, hit=hit)
            if hit:
                miss(passage, "hard negative hit", span["quote"], span["why"])
        listed = reading.unresolved[["char_start", "char_end"]].values.tolist()
        for span in passage["unresolved"]:
            counts["unresolved"] += any(a < span["char_end"] and span["char_start"] < b for a, b in listed)
            counts["to be unresolved"] += 1
        counts["left"] += len(listed)
    return counts, cells


def score_passages(passages):
    """Print precision, recall and F1 of rows, the cells of matched rows, and the hard negatives hit."""
    counts, cells = tally(passages)
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    show("  rows: F1, precision, recall", f"{f1:.3f}", share(right, right + wrong), share(right, right + missed))
    matched = cells.pop("matched", 0)
    for name, count in cells.items():
        show(f"  on matched rows: {name}", share(count, matched))
    show(
        "  hard negatives hit, per hundred",
        f"{100 * counts['hit'] / max(counts['negatives'], 1):.1f}",
        counts["negatives"],
    )
    show(
        "  listed as unresolved, of those annotated",
        share(counts["unresolved"], counts["to be unresolved"]),
        f"{counts['left']} in all",
    )


def _cells(passage, gold, row, cells):
    cells["matched"] += 1
    fields = {name: {name: name} for name in ("comparator", "party", "unit", "status", "cumulative", "subset", "rate")}
    for name, names in (fields | {"date": DATES}).items():
        correct = agrees(gold, row, names)
        cells[name] += correct
        if not correct:
            ours, theirs = [plain(row[n]) for n in names.values()], [gold[n] for n in names]
            miss(passage, name, gold["quote"], "ours", *ours, "annotated", *theirs)


def main(arguments):
    """Print the table, and what is wrong where one may look."""
    if PEERS.is_dir():
        show("the peers' own cases", "ours", "theirs")
        score_numbers()
        score_dates()
        score_durations()
    else:
        print("the peers' own cases are not there: PEERS names their folder")
    if ARTICLE.is_file():
        print(read(ARTICLE.read_text(encoding="utf-8"), "2022-09-14", "it"))
    for half in ("development", "reviewed", "hard", "shapes", *(["kept"] if "--kept" in arguments else [])):
        passages = lines(PASSAGES / f"{half}.jsonl")
        for language in ("it", "en"):
            some = [passage for passage in passages if passage["language"] == language]
            if not some:
                continue
            print(f"our passages, {half}, {language}: {len(some)}")
            seen = len(MISSES)
            score_passages(some)
            if half == "kept":
                del MISSES[seen:]
    if "--misses" in arguments:
        print("\n".join("  ".join(map(str, case)) for case in MISSES))


if __name__ == "__main__":
    main(sys.argv[1:])
