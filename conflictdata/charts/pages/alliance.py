"""The figures about the alliance."""

import pandas as pd

from ... import csto, record
from ...i18n import day
from .. import alliance, theme
from ..theme import write
from .article import figure, sheet, speaker


def csto_membership(language="en"):
    """Who had signed, was a party, was a member, was suspended, from 1992 to the article's day."""
    spells, published = csto.membership(), pd.Timestamp(record.reference_day())
    clashes = record.events().set_index("event_id").at["D22", "start"]
    members = csto.members_on(clashes)
    actors = record.actors().set_index("actor_id")[f"name_{language}"]
    states = sorted(spells["actor"].unique(), key=lambda actor: actors[actor])
    start = {(row.actor, row.status): row.start for row in spells.itertuples()}
    term_end = spells.query("actor == 'AZE' and status == 'party'")["end"].iloc[0]
    charter, in_force = start["ARM", "member"], start["ARM", "party"]
    renewal = record.acts().query("act == 'extension_signature' and actor == 'ARM'")["start"].iloc[0]
    named = {"day": clashes, "end": term_end, "charter": charter, "inforce": in_force, "renewal": renewal,
             "back": start["UZB", "member"], "note": start["UZB", "suspended"]}  # fmt: skip
    words = {name: day(when, language) for name, when in named.items()}
    words["renewed"] = day(renewal, language, year=False)
    tell = speaker("csto_membership", language, **words | {"year_end": str(term_end.year), "n": len(members)})
    page = sheet(4.65, tell)
    left, bottom = 1.58, page.bottom + 0.62
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.05, page.top - bottom - 0.90)
    ax.set_xlim(alliance.day_number(pd.Timestamp("1992-01-01")), alliance.day_number(published) + 40)
    groups = {tell("members"): members, tell("others"): set(states) - set(members)}
    groups = {heading: [state for state in states if state in group] for heading, group in groups.items()}
    notes = {(state, term_end): tell("not_renewed") for state in ("AZE", "GEO", "UZB")}
    shown = {"until": published, "highlight": ("ARM", "AZE"), "notes": notes, "language": language}
    alliance.membership_spells(spells, actors, groups, ax, **shown)
    for when, name, ha in ((in_force, "in_force", "right"), (term_end, "term", "right"), (charter, "charter", "left")):
        lines = [(line, "note") for line in [*tell(name).split("\n"), day(when, language)]]
        alliance.event_line(ax, when, lines, ha=ha)
    alliance.event_line(ax, clashes, [(tell("clashes"), "strong"), (words["day"], "note")], ha="right", strong=True)
    alliance.year_ticks(ax, 1992, published.year)
    georgia = 0.30 * 2 + 0.10 + alliance.ROW * (len(states) - 2)
    write(ax, (alliance.day_number(start["UZB", "member"]), georgia), tell("uzb"), "note", dy=0.10, patch=True)
    write(ax, (alliance.day_number(charter), 0.30), tell("bar"), "strong", dx=0.9, dy=-0.05, color=theme.PAPER)
    alliance.key(ax, ax.get_ylim()[0] + 0.46, ("signed", "party", "member", "suspended", "uncertain"), language)
    columns = ["actor", "status", "start", "end", "uncertain_until"]
    values = spells[columns].assign(**{c: spells[c].dt.strftime("%Y-%m-%d") for c in columns[2:]})
    return figure("csto_membership", language, tell, page, values)
