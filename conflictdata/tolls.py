"""Tolls of the record by their ids: one, the sum of several, the average a day."""

from . import certainty, record
from .certainty import Toll
from .i18n import Speaker
from .record import rows

ABOUT = ("kind", "unit", "party", "status", "as_of", "confidence", "may_include")  # what a toll takes from its row


def toll(thing, language="en"):
    """Return the toll of a claim id, of a reference id, or the Toll itself.

    Raises
    ------
    KeyError
        If no claim that counts people and no reference has this id; said in the language asked for.

    Examples
    --------
    >>> toll("C36").sign
    '≈ 30,000'
    """
    tell, name = Speaker(language), str(thing)
    if isinstance(thing, Toll):
        return thing
    claims, references = rows(record.casualties), rows(record.references)
    if name in claims:
        row = claims[name] | {"as_of": str(record.reference_day())}
    elif name in references:
        row = references[name] | {"kind": references[name]["measure"]}
    else:
        raise KeyError(tell("refused.no_toll", thing=repr(thing), counting=", ".join(claims)))
    about = {key: row[key] for key in ABOUT if key in row}
    return Toll.of(row, start=row.get("start"), end=row.get("end"), records=(name,), **about)


def add(*things, language="en"):
    """Add tolls, or say why they must not be added.

    Bounds are added one by one, and the sum keeps the weakest certainty of its terms: one term without an upper bound
    leaves the sum without one, and "about" counts from the lower to the upper end of its rounding.

    Parameters
    ----------
    *things : str or Toll
        Claim ids, reference ids or tolls; at least two.

    Returns
    -------
    Toll
        With status "our_sum" and the terms in its note; note and refusals are said in the language asked for.

    Raises
    ------
    KindError
        If they count different things, or nothing can be said of their sum.
    OverlapError
        If they may count the same people. Both errors name the two records.
    ValueError
        For fewer than two tolls.

    Examples
    --------
    >>> add("C03", "C04")
    Toll('at least 99, our sum (49 + 50)')
    """
    tell = Speaker(language)
    if len(things) < 2:
        raise ValueError(tell("refused.one_term"))
    return certainty.total([toll(thing, language) for thing in things], tell)


def per_day(thing, language="en"):
    """Return the average a day of a toll, one for each reading of the period it covers.

    A lower bound is rounded down, an upper bound up, a range both ways; "about", a rounded number, becomes the nearest
    whole people at the ends of its rounding; an average under one a day is said as such.

    Parameters
    ----------
    thing : str or Toll
        A claim id with readings in `periods()`, or a Toll with `start` and `end`.

    Returns
    -------
    list of Toll
        With `days`, and the reading of the period in the note; the one printed in the article comes first.

    Raises
    ------
    KindError
        For an average, and for a vague toll, which has no number to divide.
    ValueError
        If the period has no end, so that there is nothing to divide by.

    Examples
    --------
    >>> for rate in per_day("C34"):
    ...     print(rate)
    at least 33 a day, over the printed six months (181 days)
    at least 136 a day, over the 44 days of the fighting
    """
    tell, counted = Speaker(language), toll(thing, language)
    told = ["start", "end", f"label_{language}", "status"]
    readings = record.periods().replace({"status": {"printed": "our_average"}})
    spans = readings.loc[readings["claim_id"] == str(thing), told].to_numpy().tolist()
    if not spans and counted.start and counted.end:
        spans = [(counted.start, counted.end, tell("toll.own_period"), "our_average")]
    if not spans:
        raise ValueError(tell("refused.no_days", toll=certainty.named(counted, tell)))
    return [certainty.average(counted, *span, tell) for span in spans]
