"""What the files of UCDP and ACLED are like: the tables of shapes.toml."""

import re
import tomllib
from pathlib import Path

RULES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8"))
SEPARATORS = ",;\t|"
TOLD = re.compile(rf'\s*"?sep=([{SEPARATORS}])', re.I)  # the first line, by which Excel learns the separator
KINDS = {name: kind for kind, names in RULES["kinds"].items() for name in names.split()}
LIMITS = {name: rule["between"] for rule in RULES["limits"] for name in rule["columns"].split()}
for reader in ("read_ged", "read_brd", "read_acd", "read_acled"):
    for names in ("columns", "needed"):
        RULES[reader][names] = RULES[reader][names].split()
