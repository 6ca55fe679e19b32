"""CSTO membership: acts of states become half-open spells, spells answer who is a member on a day."""

from datetime import date

import pandas as pd

from . import record

MEMBERSHIP = ("party", "member")  # to have signed or to be suspended is no membership
OPENS = {  # the status that an act opens; None: it only ends the one before
    ("signature", "treaty_1992"): "signed",
    ("accession_signature", "treaty_1992"): "signed",
    ("entry_into_force", "treaty_1992"): "party",
    ("term_end", "treaty_1992"): None,
    ("charter_in_force", "charter_2002"): "member",
    ("return", "protocol_2006"): "member",
    ("suspension", "none"): "suspended",
}
UNCERTAIN_UNTIL = pd.Timestamp("1997-01-01")  # a state whose day of entry into force is not found is a party by then


@record.loader
def membership():
    """Return each state's spells of status, derived from the acts.

    Spells are half-open: a status holds from `start` up to, not including, `end`; a missing `end` means that no act
    has ended it. A state has *signed* from its signature. It is a *party* to the treaty from the day on which the
    treaty enters into force for it: 20 April 1994 for the six signatories of 1992. For the three states that acceded
    in 1993 that day is not found: the spell begins on the earliest possible day, 20 April 1994, and is marked
    uncertain until the end of 1996. The first term ends on 20 April 1999; those that signed the Protocol of 2 April
    1999 go on without a gap, the others cease to be parties. A party becomes a *member* of the organization when the
    Charter enters into force, 18 September 2003. Uzbekistan joins the organization on 16 August 2006 (protocol) and is
    *suspended* from 28 June 2012 (its note). Having signed or suspended is no membership. A speech ends nothing.

    Examples
    --------
    >>> membership().query("actor == 'UZB'")["status"].tolist()
    ['signed', 'party', 'member', 'suspended']
    """
    acts = record.acts().query("used_by_rule")
    earliest = acts.query("act == 'entry_into_force' and instrument == 'treaty_1992'")["start"].min()
    kinds = pd.Series(zip(acts["act"], acts["instrument"], strict=True), index=acts.index)
    unknown = acts["start"].isna().map({True: UNCERTAIN_UNTIL})
    acts = acts.assign(status=kinds.map(OPENS), start=acts["start"].fillna(earliest), uncertain_until=unknown)
    acts = acts[kinds.isin(OPENS)]  # the signature of the Protocol of 1999 carries the spell on
    spells = acts.sort_values(["actor", "start"], kind="stable").rename(columns={"act_id": "start_act"})
    spells[["end", "end_act"]] = spells.groupby("actor")[["start", "start_act"]].shift(-1)
    return record.typed(spells.dropna(subset="status"), "membership").reset_index(drop=True)


def members_on(day):
    """Return the parties to the treaty, and from 2003 the members of the organization, on one day.

    The day is a date, or written as "2022-09-13"; the record ends with the last act it knows, see ``acts()``. The codes
    are ISO 3166 alpha-3, sorted.

    Raises
    ------
    ValueError
        If the day is no date.

    Examples
    --------
    >>> members_on("2022-09-13")
    ['ARM', 'BLR', 'KAZ', 'KGZ', 'RUS', 'TJK']
    """
    try:
        given = date.fromisoformat(day) if isinstance(day, str) else day
        when = pd.Timestamp(date(given.year, given.month, given.day))
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f"{day!r} is not a day; write it as 2022-09-13") from None
    spells = membership()
    holds = (spells["start"] <= when) & (spells["end"].isna() | (when < spells["end"]))
    return sorted(spells.loc[holds & spells["status"].isin(MEMBERSHIP), "actor"])
