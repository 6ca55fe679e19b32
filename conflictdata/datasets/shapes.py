"""What the files of UCDP and ACLED are like: the tables of shapes.toml."""

import tomllib
from pathlib import Path

RULES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text(encoding="utf-8"))
SEPARATORS = ",;\t|"
KINDS = {name: kind for kind, names in RULES["kinds"].items() for name in names.split()}
