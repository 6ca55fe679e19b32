"""A notebook that is open in JupyterLab: what a reader does with mouse and keyboard, and what there is to read then.

Cells are named by their ids.
"""

SCREEN = {"width": 1280, "height": 900}

PANEL = "const panel = jupyterapp.shell.currentWidget;"
CELL = f"{PANEL} const cell = panel.content.widgets.find(cell => cell.model.id === id);"
# All that JupyterLab itself writes into a notebook it writes when it has heard of the kernel.
SETTLED = f"""async () => {{
    await jupyterapp.restored;
    {PANEL}
    await panel.context.ready;
    await panel.sessionContext.ready;
    const {{kernel}} = panel.sessionContext.session;
    await Promise.all([kernel.info, kernel.spec]);
    await new Promise(resolve => setTimeout(resolve, 500));
}}"""
IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
CHANGED = "() => jupyterapp.shell.currentWidget.context.model.dirty"
OPEN = "async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }"
CROSS = "#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current .lm-TabBar-tabCloseIcon"
TYPED, OUTPUT = ".cm-content", ".jp-OutputArea-output"
CLOSED = "() => !document.querySelector('.jp-NotebookPanel') || document.querySelector('.jp-Dialog')"
RUN_ALL = """() => {
    window.finished = null;
    (async () => {
        await jupyterapp.commands.execute('notebook:run-all-cells');
        await jupyterapp.commands.execute('docmanager:save');
        return 'saved';
    })().then(value => { window.finished = value; }, error => { window.finished = String(error); });
}"""
SHOWN = f"""id => {{
    {CELL}
    cell?.node.scrollIntoView({{block: 'center'}});
    return cell?.node;
}}"""
COUNT = f"id => {{ {CELL} return cell.model.executionCount; }}"
HAS_RUN = f"([id, before]) => {{ {CELL} return ![null, before].includes(cell.model.executionCount); }}"


def settle(page):
    """Wait until JupyterLab has the notebook and its kernel, and all that the kernel says of itself."""
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.evaluate(SETTLED)
    page.wait_for_function(IDLE)


def close_and_open(page, path):
    """Close the notebook with the cross of its tab, which must ask nothing, and open it again."""
    page.locator(CROSS).click()
    page.wait_for_function(CLOSED)
    asked = page.locator(".jp-Dialog").all_inner_texts()
    assert not asked, asked
    page.evaluate(OPEN, path)
    settle(page)


def run_all(page, seconds=180):
    """Run all cells, and save."""
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => window.finished", timeout=seconds * 1000)
    assert page.evaluate("() => window.finished") == "saved"
    page.wait_for_function(IDLE)


def write(page, cell, text):
    """Put a text in the place of all that stands in a cell, as one pastes it."""
    _shown(page, cell).query_selector(TYPED).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def run(page, cell, seconds=60):
    """Run a cell with Shift and Enter, and return the text below it as it stands on the screen."""
    before = page.evaluate(COUNT, cell)
    _shown(page, cell).query_selector(TYPED).click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(HAS_RUN, arg=[cell, before], timeout=seconds * 1000)
    page.wait_for_function(IDLE)
    return below(page, cell)


def below(page, cell):
    """Return the text of the outputs of a cell as it stands on the screen."""
    return "\n".join(output.inner_text() for output in _shown(page, cell).query_selector_all(OUTPUT))


def has_picture(page, cell):
    """Whether a picture stands below a cell."""
    return _shown(page, cell).query_selector(f"{OUTPUT} img") is not None


def _shown(page, cell):
    """Return the element of a cell, scrolled into view."""
    node = page.evaluate_handle(SHOWN, cell).as_element()
    assert node, f"no cell {cell!r}"
    return node
