"""Export the notebooks as web pages: python tools/export.py [--out FOLDER] [NOTEBOOK ...]

Each page is one file that asks for nothing from elsewhere, in conflictdata's own nbconvert template "lesson". By itself
nbconvert drops the alternative text of figures, and loads scripts from a distant server.
"""

import argparse
from pathlib import Path

from nbconvert import HTMLExporter

import conflictdata
from conflictdata.files import write_whole

ROOT = Path(__file__).parents[1]
TEMPLATES = Path(conflictdata.__file__).parent / "template"


def page(path):
    """Return a notebook as HTML; the name of its folder is its language."""
    exporter = HTMLExporter(
        template_name="lesson",
        extra_template_basedirs=[str(TEMPLATES)],
        language_code=path.parent.name,
        exclude_anchor_links=True,
    )
    return exporter.from_filename(path)[0]


def main(arguments=None):
    """Write a page for each notebook into a folder for each language."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="by default notebooks/*/*.ipynb")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "html", help="folder, by default build/html")
    options = parser.parse_args(arguments)
    for path in map(Path.resolve, options.notebooks or sorted(ROOT.glob("notebooks/*/*.ipynb"))):
        target = options.out / path.parent.name / f"{path.stem}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, page(path).encode())
        print(target)


if __name__ == "__main__":
    main()
