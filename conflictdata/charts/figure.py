"""A finished figure: the drawing, what it says in words, the values it shows; it shows and saves itself."""

import html
import io
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, PngImagePlugin

from ..writing import write_whole
from . import theme

FORMATS = ("png", "svg", "pdf")
VALUES_TYPE = "application/vnd.conflictdata.figure+json"
COLOURS = 64  # of the PNG palette


@dataclass
class ConflictFigure:
    """A figure of the package.

    Attributes
    ----------
    slug, language : str
    title, caption, alt, source : str
        `alt` has at most 250 characters and says the numbers with their certainty words.
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
    source: str
    values: pd.DataFrame
    mpl: object = field(repr=False)

    @property
    def axes(self):
        return self.mpl.axes[0]

    def render(self, fmt):
        """Return the figure as the bytes of a PNG (240 dpi), SVG or PDF file, the same on every run.

        No date, no software tag and no random id goes into the file; title and alt text do.
        """
        if fmt not in FORMATS:
            raise ValueError(f"cannot render a figure as {fmt!r}: use {', '.join(FORMATS)}")
        return {"png": self._png, "svg": self._svg, "pdf": self._pdf}[fmt]()

    def save(self, folder=".", formats=FORMATS):
        """Save the figure and its words: slug.png, slug.svg, slug.pdf and slug.txt.

        Files are written whole or not at all.

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
        unknown = set(formats) - set(FORMATS)
        if unknown:
            raise ValueError(f"cannot save a figure as {', '.join(sorted(unknown))}: use {', '.join(FORMATS)}")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        content = {f"{self.slug}.{fmt}": self.render(fmt) for fmt in formats}
        content[f"{self.slug}.txt"] = self.words().encode()
        for name, data in content.items():
            write_whole(folder / name, data)
        return [folder / name for name in content]

    def words(self):
        """Return title, caption, alt text and source as plain text, to paste beside the picture."""
        return "\n\n".join((self.title, self.caption, self.alt, self.source)) + "\n"

    def _repr_mimebundle_(self, include=None, exclude=None):
        picture = b64encode(self.render("png")).decode()
        alt, caption = html.escape(self.alt, quote=True), html.escape(self.caption)
        return {
            "text/html": '<figure style="margin:0;max-width:720px">'
            f'<img alt="{alt}" style="max-width:100%" width="720" src="data:image/png;base64,{picture}">'
            f'<figcaption style="font-size:90%">{caption}</figcaption></figure>',
            "text/plain": self.alt,
            VALUES_TYPE: {
                "figure": self.slug,
                "language": self.language,
                "values": [{k: v for k, v in row.items() if pd.notna(v)} for row in _plain(self.values)],
            },
        }

    def _png(self):
        canvas = FigureCanvasAgg(self.mpl)
        with theme.own_settings():
            canvas.draw()
        picture = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
        picture = picture.quantize(palette=_palette(picture), dither=Image.Dither.NONE)
        info = PngImagePlugin.PngInfo()
        info.add_itxt("Title", self.title)
        info.add_itxt("Description", self.alt)
        out = io.BytesIO()
        picture.save(out, "PNG", pnginfo=info, dpi=(theme.DPI, theme.DPI))
        return out.getvalue()

    def _svg(self):
        out = io.BytesIO()
        with theme.own_settings(svg_hashsalt=self.slug, image_composite_image=False):
            self.mpl.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue().decode()
        head, tag, rest = text.partition("<svg ")
        attributes, end, body = rest.partition(">")
        said = f'<title id="title">{html.escape(self.title)}</title>\n <desc id="desc">{html.escape(self.alt)}</desc>'
        return f'{head}{tag}role="img" aria-labelledby="title desc" {attributes}{end}\n {said}{body}'.encode()

    def _pdf(self):
        out = io.BytesIO()
        with theme.own_settings(image_composite_image=False):
            plain = {"CreationDate": None, "Producer": None, "Creator": None}
            self.mpl.savefig(out, format="pdf", metadata=plain | {"Title": self.title, "Subject": self.alt})
        return out.getvalue()


def _palette(picture):
    """Return a palette that has the theme's own colours exactly, and the mixtures along edges of text nearly."""
    own = (theme.PAPER, theme.TEXT, theme.PEOPLE, theme.PALE, theme.CONTEXT, theme.NOTE, theme.QUESTION, theme.GRID)
    exact = [tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in own]
    sample = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.NEAREST)
    flat = sample.quantize(COLOURS - len(own), method=Image.Quantize.MEDIANCUT).getpalette()
    found = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    far = [c for c in found if all(max(abs(x - y) for x, y in zip(c, e, strict=True)) > 8 for e in exact)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in (exact + far)[:COLOURS] for channel in colour])
    return palette


def _plain(frame):
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
