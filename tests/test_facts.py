"""The tables against facts typed by hand from our notes, and each language against its own little words."""

import re
from collections import defaultdict

import pandas as pd
import pytest

import conflictdata as cd

# UCDP conflict 388, the years counted: best, low, high.
YEARLY = """
1991   35   35   35
1992 2167 2099 3635
1993 1171  968 1801
1994 1507 1257 3937
1997   29   29   36
1998   34   34   38
2005   25   25   26
2008   30   30   43
2012   25   25   27
2014   46   45   54
2015   72   65  121
2016  141  141  263
2017   36   36   37
2020 7646 7548 9077
2021   40   40   43
2022  308  308  310
2023  462  462  462
"""

# Low, best, high (- where there is none), claimant, period, day of the report (. where the notes do not say).
# An exact figure is all three; "more than" has no high; "about" has a best only.
REFERENCES = """
ucdp-1991-1994                    4359  4880  9408  UCDP       1991-12-29/1994-12-31  .
ucdp-1995-2019                     430   438   645  UCDP       1995/2019              .
ucdp-1991-2019                    4789  5318 10053  UCDP       1991-12-29/2019-12-31  .
ucdp-1991-2020                   12337 12964 19130  UCDP       1991-12-29/2020-12-31  .
ucdp-1991-2021                   12377 13004 19173  UCDP       1991-12-29/2021-12-31  .
ucdp-1991-2022                   12685 13312 19483  UCDP       1991-12-29/2022-12-31  .
ucdp-1991-2023                   13147 13774 19945  UCDP       1991-12-29/2023-12-31  .
ucdp-2020                         7548  7646  9077  UCDP       2020                   .
ucdp-2022                          308   308   310  UCDP       2022                   .
ucdp-376-1990                       49    49    64  UCDP       1990                   .
ucdp-376-1991                      220   220   501  UCDP       1991                   .
ucdp-377-1990                       29   143   338  UCDP       1990                   .
ucdp-one-sided-1992                774   774  1376  UCDP       1992                   .
ucdp-non-state-1989                  0    42    42  UCDP       1989                   .
ucdp-non-state-1990                 27    27   187  UCDP       1990                   .
ucdp-all-1989-2021                   . 14259     .  UCDP       1989/2021              .
place-1990                           -   218     -  UCDP       1990                   .
place-1991                           -   298     -  UCDP       1991                   .
place-1992-azerbaijan                -  2821     -  UCDP       1992                   .
place-1992-armenia                   -   120     -  UCDP       1992                   .
place-1992                           -  2941     -  UCDP       1992                   .
place-1993                           -  1229     -  UCDP       1993                   .
place-2020-azerbaijan                -  7634     -  UCDP       2020                   .
place-2020-armenia                   -    12     -  UCDP       2020                   .
place-2020                           -  7646     -  UCDP       2020                   .
place-2021-azerbaijan                -    30     -  UCDP       2021                   .
place-2021-armenia                   -    10     -  UCDP       2021                   .
place-2021                           -    40     -  UCDP       2021                   .
place-2022-azerbaijan                -   155     -  UCDP       2022                   .
place-2022-armenia                   -   153     -  UCDP       2022                   .
place-2022                           -   308     -  UCDP       2022                   .
place-2023-azerbaijan                -   442     -  UCDP       2023                   .
place-2023-armenia                   -    20     -  UCDP       2023                   .
place-2023                           -   462     -  UCDP       2023                   .
place-1989-2021                      - 14403     -  UCDP       1989/2021              .
prio-193-1992                     1200  1200  5751  PRIO       1992                   .
prio-193-1993                     2000     -  5751  PRIO       1993                   .
prio-193-1994                     1000     -  6500  PRIO       1994                   .
prio-193-1992-1994                4200     - 18002  PRIO       1992/1994              .
prio-181-1990                      200   300   999  PRIO       1990                   .
prio-181-1991                      500   500   999  PRIO       1991                   .
prio-182-1990                       83   120   600  PRIO       1990                   .
prio-193-2005                       68    83    83  PRIO       2005                   .
cow-216-arm                          -  5500     -  COW        1993/1994              .
cow-216-aze                          -  8500     -  COW        1993/1994              .
cow-216                              - 14000     -  COW        1993/1994              .
cow-872-aze                          -  7000     -  COW        1991/1993              .
cow-872-nk                           -  3000     -  COW        1991/1993              .
cow-872-arm                          -  1000     -  COW        1991/1993              .
cow-872                              - 11000     -  COW        1991/1993              .
cow-1991-1994                        - 25000     -  COW        1991/1994              .
hrw-1994                             - 25000     -  HRW        1988/1994-12           1994-12
wiki-1988-1994                   28000     - 38000  WIKIPEDIA  1988/1994              .
wiki-1994-2009                       -  3000     -  WIKIPEDIA  1994-05/2009-08        .
wiki-2010-2019                     541     -   547  WIKIPEDIA  2010/2019              .
wiki-2020                            -  7717     -  WIKIPEDIA  2020                   .
reuters-2020-30000                   - 30000     -  REUTERS    1988/1994              2020-10
times-2020-30000                     - 30000     -  TIMES      1988/1994              2020-09-28
pap-2020-30000                       - 30000     -  PAP        1988/1994              2020-09-27
lusa-2020-30000                      - 30000     -  LUSA       1988/1994              2020-12
dewaal-1991-1994                     - 17000     -  DEWAAL     1991/1994              .
arm-sept-2022-49                    49    49    49  PASHINYAN  2022-09-13             2022-09-13
aze-sept-2022-50                    50    50    50  AZE_MOD    2022-09-13             2022-09-13
sept-2022-sum-2022-09-13            99    99    99  -          2022-09-13             2022-09-13
arm-sept-2022-105                  105   105   105  .          2022-09-13/2022-09-14  2022-09-14
sept-2022-sum-2022-09-14           155   155   155  -          2022-09-13/2022-09-14  2022-09-14
aze-sept-2022-71                    71    71    71  .          2022-09-13/2022-09-14  2022-09-15
sept-2022-sum-2022-09-15           176   176   176  -          2022-09-13/2022-09-14  2022-09-15
arm-sept-2022-135                  135   135   135  .          2022-09-13/2022-09-14  2022-09-16~/2022-09-17~
aze-sept-2022-77                    77    77    77  .          2022-09-13/2022-09-14  2022-09-16~/2022-09-17~
aze-sept-2022-79                    79    79    79  .          2022-09-13/2022-09-14  2022-09-16~/2022-09-17~
sept-2022-sum-2022-09-16           212   212   212  -          2022-09-13/2022-09-14  2022-09-16~/2022-09-17~
sept-2022-sum-2022-09-17           214   214   214  -          2022-09-13/2022-09-14  2022-09-16~/2022-09-17~
arm-sept-2022-207                  207   207   207  .          2022-09-13/2022-09-14  2022-09-19
arm-sept-2022-civilians-3            3     3     3  .          2022-09-13/2022-09-14  2022-09-19
arm-sept-2022-civilians-missing-2    2     2     2  .          2022-09-13/2022-09-14  2022-09-19
arm-sept-2022-210                  210   210     -  .          2022-09-13/2022-09-14  2022-10-14
arm-sept-2022-missing-28            28    28    28  .          2022-09-13/2022-09-14  2022-10-14
arm-sept-2022-224                  224   224   224  .          2022-09-13/2022-09-14  2023-02-01
arm-sept-2022-221-soldiers         221   221   221  .          2022-09-13/2022-09-14  2023-02-01
arm-sept-2022-missing-3              3     3     3  .          2022-09-13/2022-09-14  2023-02-01
arm-ic-sept-2022-bodies            224   224     -  .          2022-09-13/2022-09-14  .
aze-sept-2022-80                    80    80    80  WIKIPEDIA  2022-09-13/2022-09-14  .
sept-2022-final                    304   304   304  -          2022-09-13/2022-09-14  2023-02-01
sept-2022-final-soldiers           301   301   301  -          2022-09-13/2022-09-14  2023-02-01
arm-claim-sept-2022-aze-431        431   431   431  ARM        2022-09-13/2022-09-14  .
aze-claim-sept-2022-arm-450        450   450   450  AZE        2022-09-13/2022-09-14  .
arm-ic-2020-3781                  3781  3781  3781  ARM_IC     2020-09-27/2020-11-09  2021-09-27
arm-ic-2020-3808                  3808  3808  3808  ARM_IC     2020-09-27/2020-11-09  2021-12-24
arm-ic-2020-3822                  3822  3822  3822  ARM_IC     2020-09-27/2020-11-09  2022
arm-ic-2020-3825                  3825  3825  3825  ARM_IC     2020-09-27/2020-11-09  .
arm-ic-2020-missing-187            187   187   187  ARM_IC     2020-09-27/2020-11-09  .
arm-ic-2020-missing-civilians-21    21    21    21  ARM_IC     2020-09-27/2020-11-09  .
aze-mod-2020-2783                 2783  2783  2783  AZE_MOD    2020-09-27/2020-11-09  2020-12-03
aze-mod-2020-2823                 2823  2823  2823  AZE_MOD    2020-09-27/2020-11-09  2020-12-28
aze-mod-2020-2881                 2881  2881  2881  AZE_MOD    2020-09-27/2020-11-09  2021-03-02
aze-mod-2020-2900                 2900  2900  2900  AZE_MOD    2020-09-27/2020-11-09  2021-06-02
aze-mod-2020-2906                 2906  2906  2906  AZE_MOD    2020-09-27/2020-11-09  .
aze-mod-2020-missing-6               6     6     6  AZE_MOD    2020-09-27/2020-11-09  .
wiki-2020-civilians-aze            100   100   100  WIKIPEDIA  2020-09-27/2020-11-09  .
wiki-2020-civilians-arm             85    85    85  WIKIPEDIA  2020-09-27/2020-11-09  .
wiki-2020-civilians                185   185   185  WIKIPEDIA  2020-09-27/2020-11-09  .
sohr-2020-541                      541   541   541  SOHR       2020-09-27/2020-11-09  .
icg-2020-military                 7000  7000     -  ICG        2020-09-27/2020-11-09  .
icg-2020-civilians                   -   170     -  ICG        2020-09-27/2020-11-09  .
kt-2020-arm                       2204  2757  3457  KT         .                      .
kt-2020-aze                       2087  3381  4854  KT         .                      .
kt-2020-nk                         191   313   384  KT         .                      .
kt-2020                           4482  6451  8695  KT         .                      .
kt-2020-paper                        -  6500  6500  KT         .                      .
ap-2022-6600                      6600  6600     -  AP         2020-09-27/2020-11-09  2022-09-14
putin-2020-4000                   4000  4000     -  PUTIN      2020-09-27/2020-11-09  2020-11-13
official-2020                     6731  6731  6731  -          2020-09-27/2020-11-09  .
official-2020-with-civilians      6916  6916  6916  -          2020-09-27/2020-11-09  .
official-2020-with-missing        7671  7671  7671  -          2020-09-27/2020-11-09  .
"""

# Every dated act, and who did it on that day.
ACTS = """
1992-05-15 signature              ARM KAZ KGZ RUS TJK UZB
1992-12-23 ratification           KAZ
1993-09-09 accession_signature    GEO
1993-09-24 accession_signature    AZE
1993-12-09 accession_signature    GEO
1993-12-31 accession_signature    BLR
1994-01-03 accession_signature    BLR
1994-04-20 entry_into_force       ARM KAZ KGZ RUS TJK UZB
1995-11-01 registration           CSTO
1999-04-02 extension_signature    ARM BLR KAZ KGZ RUS TJK
1999-04-02 extension_not_signed   AZE GEO UZB
1999-04-20 term_end               AZE GEO UZB
1999-12-30 ratification           KAZ
2000-03-22 extension_in_force     ARM BLR KAZ KGZ RUS TJK
2002-05-14 organisation_decision  ARM BLR KAZ KGZ RUS TJK
2002-10-07 charter_signature      ARM BLR KAZ KGZ RUS TJK
2003-09-18 charter_in_force       ARM BLR KAZ KGZ RUS TJK
2004-12-02 un_observer            CSTO
2006-06-23 return_announced       UZB
2006-08-16 return                 UZB
2006-08-17 return                 UZB
2008       ratification           UZB
2010-12-10 amendment_signature    ARM BLR KAZ KGZ RUS TJK UZB
2012-06-28 suspension             UZB
2012-12-19 suspension_accepted    CSTO_COUNCIL
2013       assembly_observer      AFG SRB
2013-04-11 assembly_observer      AFG SRB
2021-05-13/2021-05-14 consultation_request  ARM
2021-07-03 finding                CSTO_SG
2021-11-16 bilateral_request      ARM
2022-01-05 assistance_request     KAZ
2022-01-06 deployment_decision    CSTO_COUNCIL
2022-01-06 deployment             ARM BLR KGZ RUS TJK
2022-01-13/2022-01-19 withdrawal  CSTO
2022-09-13 assistance_request     ARM
2022-09-13 council_session        CSTO_COUNCIL CSTO_PERMANENT
2022-09-13 mission                CSTO_SG
2022-09-15 mission                CSTO
2022-10-28 council_session        CSTO_COUNCIL
2022-11-23 council_session        CSTO_COUNCIL
2022-11-23 refusal_to_sign        ARM
2024-02-22 statement              ARM
2024-05-08 no_contribution        ARM
2024-06-12 statement              ARM
"""

EVENTS = """
D01  1988-02-20
D02  1988-02-27/1988-02-29
D03  1990-01-13/1990-01-19
D04  1990-01-19/1990-01-20
D05  1991-04/1991-06
D06  1991-11-26
D07  1991-12-29
D08  1992-02-25/1992-02-26
D09a 1992-05-08
D09b 1992-05-18
D10a 1993-04-02
D10b 1993-07-23
D11  1994-05-12
D12  2008-03-04
D13  2014-07-27/2014-08-08
D14  2016-04-01/2016-04-05
D15  2020-07-12/2020-07-16
D16  2020-09-27/2020-11-09
D17  2021-05-12
D18  2021-11-16
D19  2022-03-24/2022-03-25
D20  2022-08-03
D21  2022-09-06~
D22  2022-09-13/2022-09-14
D23  2022-09-28
D24  2022-12-12/2023-09
D25  2023-04-11
D26  2023-09-01
D27  2023-09-19/2023-09-20
D28  2023-09-25
D29  2024-01-01
D30  2024-02-13
D31  2024-04-19
"""

# Whom a claim is about.
PARTIES = """
KAZ      C01 C02 C15 C16 C37
ARM      C03 C10 C20 C31
AZE      C04 C11 C12
ARM;AZE  C05 C06 C07 C08 C09 C27 C30 C32 C33 C34 C35
RUS      C13 C14
CSTO     C18 C19 C21 C22 C23 C38
OSCE     C25 C26 C39
OSCE;POL C24
NK       C28 C29 C40
-        C17 C36
"""
# What a statement does, in CAMEO's codes.
CAMEO = """
C08 112
C11 194
C12 195
C13 0256
C16 010;1222
C20 0232;0234
C22 027
C25 0256
"""
# ISO 3166-2 of the places that the article names.
PLACES = """
goris AM-SU
sotk AM-GR
jermuk AM-VD
"""

# ISO 3166-1 codes, COW and GW number, COW abbreviation, Wikidata; - where it was not looked up.
STATES = """
ARM AM 051 371 ARM Q399
AZE AZ 031 373 AZE Q227
BLR BY 112 370 BLR Q184
GEO GE 268 372 GRG Q230
KAZ KZ 398 705 KZK Q232
KGZ KG 417 703 KYR Q813
RUS RU 643 365 RUS Q159
TJK TJ 762 702 TAJ Q863
UZB UZ 860 704 UZB Q265
TUR TR 792 640 TUR Q43
POL PL 616 -   -   -
SRB RS 688 -   -   -
AFG AF 004 -   -   -
"""
CODES = """
AZE ucdp_actor_id 64
NK ucdp_actor_id 338
NK wikidata Q244165
CSTO wikidata Q318693
OSCE wikidata Q81299
PUTIN wikidata Q7747
REUTERS wikidata Q130879
"""

TABLES = re.findall(r"\w+", "claims statements events acts references yearly periods actors places sources glossary")
# Little words that the other language has not, and the word that every address comes with.
ENGLISH = """
the of and is was were are be by for on as not with to from that this which at an it its them or but s has have had
may after around under recorded
"""
ITALIAN = """
il lo la i gli le l di che del dello della dell dei degli delle non una un e è da dal dalla dall con come presso sono ha
nel nella nell al alla all sul sulla si o ma senza registrato
"""
# Left out before counting: addresses and numbers. A name, the same in both languages: every word but these
# begins with a capital.
CODE = re.compile(r"\w+(?:[./-]\w+)*[./]\w+|[A-Z]?\d+")
NAME = re.compile(r"(?:\W*(?:[A-Z][\w-]*|of|de)\W*)*")


def lines(text):
    return [line.split() for line in text.strip().splitlines()]


def test_years():
    table = cd.yearly()
    counted = table[table.best.notna()][["year", "best", "low", "high"]]
    assert counted.values.tolist() == [[int(value) for value in line] for line in lines(YEARLY)]


@pytest.mark.parametrize("expected", lines(REFERENCES), ids=lambda line: line[0])
def test_references(expected):
    found = cd.references().set_index("reference_id", drop=False).loc[expected[0]]
    columns = ["reference_id", "low", "best", "high", "claimant", "period", "as_of"]
    found = ["-" if pd.isna(value) else str(value) for value in found[columns]]
    known = [value != "." for value in expected]
    assert [v for v, k in zip(found, known, strict=True) if k] == [v for v in expected if v != "."]


def test_acts():
    found = defaultdict(set)
    for act in cd.acts().dropna(subset="date").itertuples():
        found[act.date, act.act].add(act.actor)
    assert found == {(date, act): set(actors) for date, act, *actors in lines(ACTS)}


def test_events():
    assert cd.events()[["event_id", "period"]].values.tolist() == lines(EVENTS)


def test_codes_of_claims():
    table = cd.claims().set_index("claim_id")
    assert table["party"].fillna("-").to_dict() == {claim: line[0] for line in lines(PARTIES) for claim in line[1:]}
    assert [[*pair] for pair in table["cameo"].dropna().items()] == lines(CAMEO)
    assert table[table["confidence"] != "high"]["confidence"].to_dict() == {"C22": "medium", "C31": "medium"}


def test_codes_of_places():
    table = cd.places().set_index("place_id")
    for place, code in lines(PLACES):
        assert table.loc[place, ["iso_3166_2", "state"]].tolist() == [code, "ARM"]


def test_codes_of_actors():
    table = cd.actors().set_index("actor_id")
    columns = ["iso2", "iso_numeric", "cow_code", "cow_abbr", "wikidata"]
    states = table[table["iso3"].notna()]
    found = [
        [row[0], *("-" if pd.isna(cell) else str(cell) for cell in row[1:])] for row in states[columns].itertuples()
    ]
    assert found == lines(STATES)
    others = {
        (row.Index, column, str(getattr(row, column)))
        for row in table.itertuples()
        for column in ("ucdp_actor_id", "wikidata")
        if pd.notna(getattr(row, column)) and (column == "ucdp_actor_id" or row.Index not in states.index)
    }
    assert others == {tuple(line) for line in lines(CODES)}


def pairs(name):
    table = getattr(cd, name)()
    for column in table:
        if column.endswith("_en"):
            yield from zip(table[column].fillna(""), table[column[:-2] + "it"].fillna(""), strict=True)


def is_in(cell, own, other):
    """Whether a cell of over 40 characters, a name apart, has more little words of its own language."""
    cell = CODE.sub("", cell)
    words = re.findall(r"\w+", cell.lower())
    more = sum(word in own.split() for word in words) > sum(word in other.split() for word in words)
    return more or len(cell) <= 40 or NAME.fullmatch(cell)


@pytest.mark.parametrize("name", TABLES)
def test_each_language_is_its_own(name):
    wrong = []
    for english, italian in pairs(name):
        if (english == "") != (italian == "") or (english == italian and not NAME.fullmatch(CODE.sub("", english))):
            wrong.append((english, italian))
        wrong += [] if is_in(english, ENGLISH, ITALIAN) else [english]
        wrong += [] if is_in(italian, ITALIAN, ENGLISH) else [italian]
    assert wrong == []
