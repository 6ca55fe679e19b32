"""CSTO membership: acts of states become half-open spells, spells answer who is a member on a day."""

from datetime import date
from functools import lru_cache

import pandas as pd

from . import record

SIGNED = "signed"  # has signed, not yet in force for it
PARTY = "party"  # party to the Collective Security Treaty of 1992
MEMBER = "member"  # member of the organization, from the Charter in force
SUSPENDED = "suspended"  # has suspended its participation
MEMBERSHIP = (PARTY, MEMBER)

# the status that an act opens; None closes the spell
OPENS = {
    ("signature", "treaty_1992"): SIGNED,
    ("accession_signature", "treaty_1992"): SIGNED,
    ("entry_into_force", "treaty_1992"): PARTY,
    ("term_end", "treaty_1992"): None,
    ("charter_in_force", "charter_2002"): MEMBER,
    ("return", "protocol_2006"): MEMBER,
    ("suspension", "none"): SUSPENDED,
}
UNCERTAIN_UNTIL = date(1997, 1, 1)  # a state whose day of entry into force is not found is a party by then


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

    Returns
    -------
    pandas.DataFrame
        `actor` (ISO 3166 alpha-3), `status` (signed, party, member, suspended), `start`, `end` (half-open),
        `uncertain_until` (the start lies before this day), `start_act`, `end_act`; sorted by actor and start.

    Examples
    --------
    >>> membership().query("actor == 'UZB'")["status"].tolist()
    ['signed', 'party', 'member', 'suspended']
    """
    return _spells().copy()


@lru_cache
def _spells():
    acts = record.acts().query("used_by_rule")
    earliest = acts.query("act == 'entry_into_force' and instrument == 'treaty_1992'")["start"].min()
    spells = []
    for actor, own in acts.groupby("actor", sort=True):
        spell = None
        own = own.assign(day=own["start"].fillna(earliest)).sort_values("day", kind="stable")
        for act in own.itertuples():
            if (act.act, act.instrument) not in OPENS:
                continue  # the signature of the Protocol of 1999 carries the spell on
            if spell:
                spells.append(spell | {"end": act.day, "end_act": act.act_id})
            status = OPENS[act.act, act.instrument]
            spell = status and {"actor": actor, "status": status, "start": act.day, "start_act": act.act_id}
            if spell and pd.isna(act.start):
                spell["uncertain_until"] = UNCERTAIN_UNTIL
        if spell:
            spells.append(spell)
    columns = ["actor", "status", "start", "end", "uncertain_until", "start_act", "end_act"]
    return record.typed(pd.DataFrame(spells, columns=columns), "membership")


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
    spells = _spells()
    holds = (spells["start"] <= when) & (spells["end"].isna() | (when < spells["end"]))
    return sorted(spells.loc[holds & spells["status"].isin(MEMBERSHIP), "actor"])
