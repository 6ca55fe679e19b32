"""What is wrong with the looks of the outputs in an open notebook: too wide, too pale, a picture without a ground.

Each script unfolds what is folded, and returns what a person would have to look at.
"""

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
THEME = "async theme => { await jupyterapp.commands.execute('apputils:change-theme', {theme}); }"
IS_LIGHT = """light => {
    const [red] = getComputedStyle(document.querySelector('.jp-NotebookPanel')).backgroundColor.match(/\\d+/g);
    return red > 127 === light && document.body.dataset.jpThemeLight === String(light);
}"""
FITS = """width => {
    const {right} = document.querySelector('.jp-NotebookPanel').getBoundingClientRect();
    return innerWidth === width && right <= width && right > width - 100;
}"""

OUTPUTS = """
const outputs = [...document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea-output')];
const unfold = folds => outputs.flatMap(output => [...output.querySelectorAll(folds)]).forEach(
    fold => { fold.open = true; });
const words = element => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60);
"""
# An output, or a part of one, that moves sideways. The table of all values behind a figure stays folded: it has a
# column for each thing that is drawn.
WIDE = f"""() => {{
    {OUTPUTS}
    unfold('details:not(figure + details)');
    const moves = part => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX);
    return outputs.flatMap(output => [output, ...[...output.querySelectorAll('*')].filter(moves)])
        .filter(part => part.scrollWidth > part.clientWidth)
        .map(part => `${{part.scrollWidth}} px on ${{part.clientWidth}}: ${{words(part)}}`);
}}"""
# Each text whose contrast with what is behind it, computed as in WCAG 2, is too low. Colours are laid over each other
# on a canvas, from the page to the text, as the browser does it.
PALE = f"""least => {{
    {OUTPUTS}
    unfold('details');
    const brush = new OffscreenCanvas(1, 1).getContext('2d', {{willReadFrequently: true}});
    const paint = (colour, alpha) => {{
        brush.globalAlpha = alpha;
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
        return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }};
    const linear = c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    const luminance = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
    const contrast = element => {{
        const styles = [];
        for (let each = element; each; each = each.parentElement) styles.unshift(getComputedStyle(each));
        let ground = paint('white', 1), alpha = 1;
        for (const style of styles) {{
            alpha *= style.opacity;
            ground = paint(style.backgroundColor, alpha);
        }}
        const ink = paint(styles.at(-1).color, alpha);
        const [low, high] = [luminance(ground), luminance(ink)].sort((a, b) => a - b);
        return (high + .05) / (low + .05);
    }};
    const elements = new Set();
    for (const output of outputs) {{
        const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {{
            const element = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && element.checkVisibility()) elements.add(element);
        }}
    }}
    const found = Array.from(elements, element => [contrast(element), element]);
    return {{
        seen: elements.size,
        pale: found.filter(([ratio]) => ratio < least)
            .map(([ratio, element]) => `${{ratio.toFixed(2)}}, ${{element.localName}}: ${{words(element)}}`),
    }};
}}"""
# A picture through which the page is seen: its ink was chosen for a ground of its own.
SEEN_THROUGH = f"""() => {{
    {OUTPUTS}
    return outputs.flatMap(output => [...output.querySelectorAll('img')]).filter(image => {{
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
        canvas.drawImage(image, 0, 0);
        const {{data}} = canvas.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
        return data.some((value, i) => i % 4 === 3 && value < 255);
    }}).map(image => image.alt);
}}"""


def resize(page, size):
    """Give the window a size, and wait until JupyterLab has found its place in it."""
    page.set_viewport_size(size)
    page.wait_for_function(FITS, arg=size["width"])


def put_in(page, theme):
    """Put JupyterLab into a theme, and wait until the page has its colours."""
    page.evaluate(THEME, theme)
    page.wait_for_function(IS_LIGHT, arg=theme == LIGHT)
