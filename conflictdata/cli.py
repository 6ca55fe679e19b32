"""The command line: one clear line on stderr and a non-zero exit on errors, a traceback only with --debug."""

import hashlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click

from . import __version__, i18n
from .files import write_whole
from .lessons import copying, doctor

LANGUAGES = click.Choice([*i18n.languages(), "all"])
FOLDER = click.Path(file_okay=False, path_type=Path)
FORMATS = ["csv", "json", "xlsx", "parquet"]
lessons_language = click.option("--language", default="all", show_default=True, type=LANGUAGES, help="Of the package.")
without_bom = click.option("--no-bom", is_flag=True, help="CSV without the mark by which Excel knows UTF-8.")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflictdata")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(context, debug):
    """Figures and dates of one news report about a war: tables, charts, notebooks."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.option("--only", multiple=True, metavar="SLUG", help="Draw only this figure; may be given again.")
@click.option("--language", default="all", show_default=True, type=LANGUAGES)
@click.option("--size", default="page", show_default=True, type=click.Choice(["page", "slide", "column"]))
@click.option("--out", default="figures", show_default=True, type=FOLDER, help="Folder to write to.")
def figures(only, language, size, out):
    """Draw the figures as PNG, SVG and PDF, with a gallery in each language."""
    from tqdm import tqdm

    from .charts import gallery, lettering

    if not lettering.own_font():
        click.echo(f"conflictdata: {lettering.NO_FONT}", err=True)
    with tqdm(desc="figures", unit="figure", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def progress(name, total):
            bar.total = total
            bar.set_postfix_str(name, refresh=False)
            bar.update()

        drawn = gallery.make(out, list(only), language, size, progress)
    click.echo(f"{drawn} figures drawn, in {out}")


@cli.command()
@click.argument("file", type=click.File("rb"))
def verify(file):
    """Look for every phrase of the record in a copy of the article's text ("-" reads standard input)."""
    from .record import article
    from .verify import verify as anchor

    content = file.read()
    found = anchor(_decoded(content, getattr(file, "name", "standard input")))
    anchored = found["status"] == "anchored"
    held = anchored.groupby(found["claim_id"]).all()
    click.echo(f"{held.sum()} of {len(held)} claims anchored ({anchored.sum()} of {len(found)} places)")
    for row in found[~anchored].itertuples():
        there = f" -> “{row.found}” (paragraph {row.found_paragraph}, sentence {row.found_sentence})"
        place = f"(paragraph {row.paragraph}, sentence {row.sentence})"
        click.echo(f"{row.claim_id} {row.status}: “{row.phrase}” {place}{'' if row.status == 'missing' else there}")
    if hashlib.sha256(content).hexdigest() == article()["sha256"]:
        click.echo("this is the very file of the record (SHA-256)")
    sys.exit(0 if anchored.all() else 1)


def _decoded(content, name):
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"{name} is not UTF-8 text (byte {error.start})"
        raise click.ClickException(f"{where}; save it as UTF-8") from None


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="The day of publication, such as 2022-09-14.")
@click.option("--language", metavar="CODE", help="en or it; without it the words of each text decide.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "csv", "json"]))
@click.option("--table", default="figures", show_default=True, type=click.Choice(["figures", "dates", "unresolved"]))
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@without_bom
def read(files, published, language, form, table, out, no_bom):
    """Read the figures and dates of texts: files, folders (their *.txt), or standard input ("-")."""
    import pandas as pd
    from tqdm import tqdm

    from .lessons import sheets
    from .reading import result
    from .reading.showing import label

    paths = [found for path in files for found in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    if not paths:
        raise click.ClickException(f"no *.txt below {', '.join(map(str, files))}")
    names, rows, day = [], [], result.day(published)
    for path in tqdm(paths, desc="read", unit="text", file=sys.stderr, disable=not sys.stderr.isatty()):
        name = click.format_filename(path)
        text = _decoded(sys.stdin.buffer.read() if name == "-" else path.read_bytes(), name)
        try:
            found = result.records(text, day, language or result.tell(text)).records[table]
        except ValueError as error:
            raise click.ClickException(f"{name}: {str(error).replace('language=', '--language')}") from None
        names += [name] * len(found)
        rows += found
    frame = result.table(table, rows)
    if form == "table" and table == "figures":
        said = [label(row).partition(" · ")[0] for row in rows]
        frame = frame[["party", "unit", "period", "status", "phrase"]]
        frame.insert(0, "figure", pd.array(said, dtype="string"))
    elif table == "figures":  # 49, not 49.0
        counts = frame[["low", "best", "high"]].astype(object)
        frame[list(counts)] = counts.map(lambda n: int(n) if n.is_integer() else n, na_action="ignore")
    frame.insert(0, "file", pd.array(names, dtype="string"))
    if form == "table":
        shown = frame.astype("string").fillna("").to_string(index=False) if len(frame) else f"no {table}"
        content = f"{shown}\n".encode()
    else:
        content = sheets.written(frame, form, bom=not no_bom)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, content)
    else:
        click.echo(content, nl=False)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--format", "form", default="csv", show_default=True, type=click.Choice(FORMATS))
@without_bom
def export(folder, form, no_bom):
    """Write every table to FOLDER, one file a table, with the data dictionary."""
    import pandas as pd

    import conflictdata

    from . import record
    from .lessons import sheets

    _need(sheets.NEEDS[form], form)
    folder.mkdir(parents=True, exist_ok=True)
    tables = list(record.dictionary())
    for name in tables:
        write_whole(folder / f"{name}.{form}", sheets.written(getattr(conflictdata, name)(), form, bom=not no_bom))
    columns = pd.concat({name: record.describe(name) for name in tables}, names=["table"]).reset_index(level="table")
    write_whole(folder / "dictionary.csv", sheets.written(columns, "csv", bom=not no_bom))
    click.echo(f"{len(tables)} tables and dictionary.csv in {folder}")


def _need(library, purpose):
    """Stop with one line if a library is not installed."""
    if library and not doctor.installed(library):
        raise click.ClickException(f"{purpose} needs {library}: pip install {library}")


@cli.command()
@click.argument("dataset", required=False)
@click.option("--version", metavar="V", help='A release such as "26.1"; without it the newest that is known.')
def fetch(dataset, version):
    """Fetch a file of UCDP into the cache and print its path; without DATASET list what there is."""
    from . import datasets

    _need("pooch", "fetch")
    if version and not dataset:
        raise click.UsageError("--version needs a DATASET")
    if not dataset:
        table = datasets.available()[["dataset", "version", "bytes", "address"]].astype("string")
        click.echo(table.fillna("unknown").to_string(index=False))
        return
    click.echo(datasets.fetch(dataset, version))


@cli.command()
@click.argument("words", nargs=-1, metavar="[FOLDER] [-- OPTION…]")
@click.option("--language", default="en", show_default=True, type=click.Choice(i18n.languages()))
@click.option("--edition", default="student", show_default=True, type=click.Choice(["student", "teacher"]))
@click.option("--print-only", is_flag=True, help="Copy the notebooks and print the command, start nothing.")
def lab(words, language, edition, print_only):
    """Copy the notebooks to FOLDER, never over an edited one, and open them in JupyterLab.

    The teacher's edition, with answers and a plan, is made in FOLDER/teacher.
    What follows -- goes to JupyterLab: conflictdata lab -- --no-browser --port 9999
    """
    named = [word for word in words[:1] if not word.startswith("-")]  # click leaves out the first --
    folder, make = Path(*named or ["conflictdata-notebooks"]), None
    if edition == "teacher":
        from .lessons.editions import teachers as make

        folder = folder / "teacher"
    for line in copying.copy_notebooks(folder, language, make):
        click.echo(line)
    command = [sys.executable, "-m", "jupyterlab", str(folder), *words[len(named) :]]
    if print_only:
        click.echo(subprocess.list2cmdline(command))
        return
    _need("jupyterlab", "lab")
    with subprocess.Popen(command) as server:
        while server.poll() is None:
            with suppress(KeyboardInterrupt):  # JupyterLab itself asks whether to stop
                server.wait()
    sys.exit(server.returncode)


def _pages(name, template, purpose):
    """Add a command that writes pages of the notebooks in a folder, or of those of the package."""

    @cli.command(name, help=purpose)
    @click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
    @lessons_language
    @click.option("--out", type=FOLDER, help="Write to this folder.")
    def export(folder, language, out):
        _need("nbconvert", name)
        from .lessons import webpages

        jobs = {folder: out or folder / name} if folder else {}
        for each in [] if folder else _languages(language):
            jobs[copying.notebooks(each)] = (out or Path(name)) / each
        for source, target in jobs.items():
            click.echo("\n".join(map(str, webpages.export(source, target, template))))


_pages("html", "lesson", "Write the notebooks in FOLDER, or those of the package, as web pages to FOLDER/html.")
_pages("slides", "slides", "Write the slides of the notebooks in FOLDER, or of the package, to FOLDER/slides.")


@cli.command()
@click.argument("folder", type=FOLDER)
@lessons_language
def handouts(folder, language):
    """Write a page to print for each lesson, and one for its teacher, as PDF to FOLDER/en and FOLDER/it."""
    for library in ("mistune", "typst"):
        _need(library, "handouts")
    from .lessons import editions
    from .lessons.handouts import make

    for each in _languages(language):
        click.echo("\n".join(map(str, make(folder / each, each, editions.sheet))))


def _languages(language):
    """Return the languages that were asked for."""
    return i18n.languages() if language == "all" else [language]


@cli.command("doctor")
def check():
    """Check this environment and say what to do."""
    lines, sound = doctor.check_environment()
    click.echo("\n".join(lines))
    sys.exit(0 if sound else 1)


def main():
    """Run the command line; turn every error into one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # UTF-8 and plain line ends, whatever the code page and the system
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        cli(standalone_mode=False, prog_name="conflictdata")
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _fail("stopped", 130)
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        _fail(_reason(error), 1)


def _reason(error):
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, KeyError) and error.args:
        return error.args[0]
    return error if isinstance(error, (OSError, ValueError)) else f"{type(error).__name__}: {error}"


def _fail(message, code):
    click.echo(f"conflictdata: {' '.join(str(message).split())}", err=True)
    sys.exit(code)
