"""A finished figure: the drawing, what it says in words, the values it shows; it shows and saves itself."""

import html
import io
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, PngImagePlugin

from ..files import write_whole
from ..i18n import say
from . import theme

FORMATS = ("png", "svg", "pdf")
VALUES_TYPE = "application/vnd.conflictdata.figure+json"


@dataclass
class ConflictFigure:
    """A figure of the package.

    Attributes
    ----------
    slug, language : str
    title, caption, alt, description, source : str
        `alt` has at most 250 characters and says the numbers with their certainty words; `description` says how the
        chart is read, for those who do not see it.
    values : pandas.DataFrame
        What is drawn, one row per mark or bar.
    mpl : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes
        The main Axes; `mpl.axes` has all.
    """

    slug: str
    language: str
    title: str
    caption: str
    alt: str
    description: str
    source: str
    values: pd.DataFrame
    mpl: object = field(repr=False)

    @property
    def axes(self):
        """The main Axes."""
        return next(ax for ax in self.mpl.axes if ax.get_label() != "key")

    def render(self, fmt):
        """Return the figure as the bytes of a PNG (240 dpi), SVG or PDF file, the same on every run.

        No date, no software tag and no random id goes into the file; title and alt text do.
        """
        if fmt not in FORMATS:
            raise ValueError(f"cannot render a figure as {fmt!r}: use {', '.join(FORMATS)}")
        return {"png": self._png, "svg": self._svg, "pdf": self._pdf}[fmt]()

    def save(self, folder=".", formats=FORMATS):
        """Save the figure and its words: slug.png, slug.svg, slug.pdf and slug.txt.

        Files are written whole or not at all, and only if their bytes differ.

        Parameters
        ----------
        folder : str or path
            Made if it does not exist.
        formats : iterable of {"png", "svg", "pdf"}

        Returns
        -------
        list of pathlib.Path

        Raises
        ------
        ValueError
            For an unknown format.
        OSError
            If the folder cannot be made or written.
        """
        formats = [formats] if isinstance(formats, str) else list(formats)
        if unknown := sorted(set(formats) - set(FORMATS)):
            raise ValueError(f"cannot save a figure as {', '.join(unknown)}: use {', '.join(FORMATS)}")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        content = {f"{self.slug}.{fmt}": self.render(fmt) for fmt in formats}
        content[f"{self.slug}.txt"] = self.words().encode()
        for name, data in content.items():
            renew(folder / name, data)
        return [folder / name for name in content]

    def words(self):
        """Return title, caption, alt text, description and source as plain text, to paste beside the picture."""
        return "\n\n".join((self.title, self.caption, self.alt, self.description, self.source)) + "\n"

    def table(self):
        """Return the values as an HTML table with a caption and headers that a screen reader announces."""
        head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in self.values)
        rows = (
            "".join(f"<td>{html.escape(written(cell))}</td>" for cell in row.values()) for row in _plain(self.values)
        )
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        caption = f"<caption>{html.escape(self.title)}</caption>"
        codes = "" if self.language == "en" else ' lang="en"'  # names of columns are those of the data
        return f"<table>{caption}<thead{codes}><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def html(self):
        """Return the figure as HTML: picture with alt text, caption, and folded description and values."""
        picture = b64encode(self.render("png")).decode()
        alt, caption = html.escape(self.alt, quote=True), html.escape(self.caption)
        summary, source = html.escape(say("gallery.values", self.language)), html.escape(self.source)
        return (
            f'<figure lang="{self.language}" style="margin:0;max-width:720px">'
            f'<img alt="{alt}" style="max-width:100%" width="720" src="data:image/png;base64,{picture}">'
            f'<figcaption style="font-size:90%">{caption}</figcaption></figure>'
            f'<details lang="{self.language}"><summary>{summary}</summary>'
            f"<p>{html.escape(self.description)}</p>{self.table()}<p>{source}</p></details>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return what Jupyter shows and stores: the HTML, the alt text, the values."""
        return {
            "text/html": self.html(),
            "text/plain": self.alt,
            VALUES_TYPE: {
                "figure": self.slug,
                "language": self.language,
                "values": [{k: v for k, v in row.items() if v is not None} for row in _plain(self.values)],
            },
        }

    def _png(self):
        """Return the PNG, in the few colours of the palette."""
        canvas = FigureCanvasAgg(self.mpl)
        with theme.own_settings():
            canvas.draw()
        picture = Image.frombytes("RGB", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX")
        picture = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
        info = PngImagePlugin.PngInfo()
        info.add_itxt("Title", self.title)
        info.add_itxt("Description", self.alt)
        out = io.BytesIO()
        picture.save(out, "PNG", pnginfo=info, dpi=(theme.DPI, theme.DPI), compress_level=5)
        return out.getvalue()

    def _svg(self):
        """Return the SVG, with title and alt text for a screen reader."""
        out = io.BytesIO()
        with theme.own_settings(svg_hashsalt=self.slug, image_composite_image=False):
            self.mpl.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue().decode()
        head, tag, rest = text.partition("<svg ")
        attributes, end, body = rest.partition(">")
        said = f'<title id="title">{html.escape(self.title)}</title>\n <desc id="desc">{html.escape(self.alt)}</desc>'
        return f'{head}{tag}role="img" aria-labelledby="title desc" {attributes}{end}\n {said}{body}'.encode()

    def _pdf(self):
        """Return the PDF, with title and alt text as metadata."""
        out = io.BytesIO()
        with theme.own_settings(image_composite_image=False):
            plain = {"CreationDate": None, "Producer": None, "Creator": None}
            self.mpl.savefig(out, format="pdf", metadata=plain | {"Title": self.title, "Subject": self.alt})
        return out.getvalue()


@lru_cache
def _palette():
    """Return a palette of the theme's own colours and their mixtures with the paper, as edges of text need them."""
    mixed = [(theme.PEOPLE, 20), (theme.TEXT, 12), (theme.NOTE, 9), (theme.QUESTION, 7), (theme.CONTEXT, 6)]
    flat = [(theme.PALE, 3), (theme.GRID, 2)]
    paper, *inks = (np.array(theme.channels(colour)) for colour in (theme.PAPER, *(ink for ink, _ in mixed + flat)))
    colours = [paper]
    for ink, (_, steps) in zip(inks, mixed + flat, strict=True):
        colours += [np.round(paper + (ink - paper) * step / steps).astype(int) for step in range(steps, 0, -1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([int(channel) for colour in colours for channel in colour])
    return palette


def _plain(frame):
    """Return the rows of a frame as dicts, with None for what is missing."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def written(value):
    """Write a value for a table: whole numbers without a point, nothing for what is missing."""
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value)


def renew(path, data):
    """Write a file whole, and only if its bytes differ."""
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)
