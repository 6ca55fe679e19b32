"""Files of UCDP are fetched whole and right or not at all; every connection here ends at a server of the test."""

import hashlib
import io
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

import conflictdata as cd
from conflictdata import datasets
from conflictdata.datasets import fetching
from conflictdata.lessons import doctor

BYTES = bytes(range(256)) * 1000
OTHER = BYTES[::-1]
FILES = {("ged", "9.1"): b"older", ("ged", "10.1"): BYTES, ("acd", "10.1"): OTHER}
UNKNOWN_SIZE = "acd,11.1,acd/acd111.zip,0123456789abcdef0123456789abcdef,"
PATH, NAME = "/ged/ged101.zip", "ged101.zip"


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache folder, and a registry of four files of ours."""
    rows = [
        f"{dataset},{version},{dataset}/{dataset}{version.replace('.', '')}.zip,{md5(content)},{len(content)}"
        for (dataset, version), content in FILES.items()
    ]
    table = tmp_path / "registry.csv"
    table.write_text("\n".join(["dataset,version,path,md5,bytes", *rows, UNKNOWN_SIZE]), encoding="utf-8")
    monkeypatch.setattr(fetching, "REGISTRY", table)
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def running():
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server(running, monkeypatch):
    """A server on this machine in the place of UCDP's."""
    running.clear()
    monkeypatch.setattr(fetching, "UCDP", running.url_for("/"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return running


@pytest.fixture
def nobody(monkeypatch):
    """The address of a server that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setattr(fetching, "UCDP", f"{address}/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return address


def names(folder):
    """Return the files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def refused(*arguments):
    """Return the one sentence with which fetch refuses."""
    with pytest.raises(datasets.DatasetError) as error:
        datasets.fetch(*arguments)
    said = str(error.value)
    assert "\n" not in said and not re.search(r"[.!?] [A-Z]", said) and not said.endswith("."), said
    return said


# -- as it should be --------------------------------------------------------------------------------------------


def test_a_file_is_fetched_once_and_then_needs_no_server(folder, monkeypatch):
    with HTTPServer(host="127.0.0.1") as server:
        monkeypatch.setattr(fetching, "UCDP", server.url_for("/"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        server.expect_request(PATH, headers={"User-Agent": f"conflictdata/{cd.__version__}"}).respond_with_data(BYTES)
        path = datasets.fetch("ged", "10.1")
    assert (path, path.read_bytes(), names(folder)) == (folder / NAME, BYTES, [NAME])
    assert datasets.fetch("ged", "10.1") == path
    assert len(server.log) == 1


def test_a_cached_file_opens_no_connection_at_all(folder, monkeypatch):
    folder.mkdir()
    (folder / NAME).write_bytes(BYTES)  # as one does by hand
    monkeypatch.setattr(socket, "socket", None)
    assert datasets.fetch("ged", "10.1") == folder / NAME


def test_without_a_version_the_newest_is_fetched(folder, server):
    server.expect_request(PATH).respond_with_data(BYTES)
    assert datasets.fetch("ged").name == NAME


def test_a_redirect_is_followed(folder, server):
    server.expect_request(PATH).respond_with_data(status=302, headers={"Location": server.url_for("/moved/here")})
    server.expect_request("/moved/here").respond_with_data(BYTES)
    assert datasets.fetch("ged").read_bytes() == BYTES
    assert names(folder) == [NAME]


def test_progress_is_shown_on_a_terminal_only(folder, server, monkeypatch):
    server.expect_request(PATH).respond_with_data(BYTES)
    for terminal in (False, True):
        shown = io.StringIO()
        shown.isatty = lambda terminal=terminal: terminal
        monkeypatch.setattr(sys, "stderr", shown)
        datasets.fetch("ged").unlink()
        assert ("256k/256k" in shown.getvalue()) == terminal


def test_two_at_the_same_time_do_not_spoil_each_other(folder, server):
    both_have_half = threading.Barrier(2, timeout=30)

    def halves(request):
        def body():
            yield BYTES[:100_000]
            both_have_half.wait()
            yield BYTES[100_000:]

        return Response(body())

    server.expect_request(PATH).respond_with_handler(halves)
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(datasets.fetch, ["ged", "ged"]))
    assert paths == [folder / NAME] * 2
    assert paths[0].read_bytes() == BYTES
    assert names(folder) == [NAME]


# -- what goes wrong on the way ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status, said", [(404, "NOT FOUND"), (500, "INTERNAL SERVER ERROR")])
def test_a_refusal_of_the_server(folder, server, status, said):
    server.expect_request(PATH).respond_with_data("<h1>no</h1>", status=status)
    by_hand = f"try again, or download the file by hand and save it as {folder / NAME}"
    assert refused("ged") == f"{server.url_for(PATH)} cannot be fetched ({said}): {by_hand}"
    assert names(folder) == []


def short(request):
    return Response(iter([BYTES[:100_000]]), headers={"Content-Length": str(len(BYTES))})


def reset(request):
    def body():
        yield BYTES[:100_000]
        connection = request.environ["werkzeug.socket"]
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return Response(body(), headers={"Content-Length": str(len(BYTES))})


@pytest.mark.parametrize("handler", [short, reset])
def test_a_transfer_that_breaks_off(folder, server, handler):
    server.expect_request(PATH).respond_with_handler(handler)
    said = refused("ged")
    assert re.match(rf"{server.url_for(PATH)} cannot be fetched \((ChunkedEncoding|Connection)Error\): try again", said)
    assert names(folder) == []
    server.clear()
    server.expect_request(PATH).respond_with_data(BYTES)
    assert datasets.fetch("ged").read_bytes() == BYTES


def test_a_server_that_falls_silent(folder, server, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.2)
    done = threading.Event()

    def silent(request):
        def body():
            yield BYTES[:100_000]
            done.wait(30)

        return Response(body(), headers={"Content-Length": str(len(BYTES))})

    server.expect_request(PATH).respond_with_handler(silent)
    assert "cannot be fetched (ConnectionError)" in refused("ged")
    done.set()
    assert names(folder) == []


@pytest.mark.parametrize("content", [OTHER, BYTES[:-1], b"", b"<html>Please log in</html>"])
def test_wrong_bytes_are_not_kept(folder, server, content):
    server.expect_request(PATH).respond_with_data(content)
    said = refused("ged")
    known = "is not as we know it (its MD5 is another), and nothing was kept: try again, or download"
    assert said.startswith(f"{server.url_for(PATH)} {known}")
    assert names(folder) == []


def test_without_a_network(folder, nobody):
    by_hand = f"try again, or download the file by hand and save it as {folder / NAME}"
    assert refused("ged") == f"{nobody}{PATH} cannot be fetched (ConnectionError): {by_hand}"
    assert names(folder) == []


def test_endless_redirects(folder, server):
    server.expect_request(PATH).respond_with_data(status=302, headers={"Location": server.url_for(PATH)})
    assert "cannot be fetched (TooManyRedirects): try again" in refused("ged")


def test_the_error_of_the_user_is_not_taken_for_the_reason(folder, nobody):
    try:
        raise FileNotFoundError(2, "No such file")
    except FileNotFoundError:
        assert "No such file" not in refused("ged")


# -- what is wrong here -----------------------------------------------------------------------------------------


def test_a_changed_file_is_fetched_again(folder, server):
    folder.mkdir()
    (folder / NAME).write_bytes(OTHER)
    server.expect_request(PATH).respond_with_data(BYTES)
    assert datasets.fetch("ged").read_bytes() == BYTES
    assert names(folder) == [NAME]


def test_a_changed_file_is_left_if_no_other_can_be_had(folder, nobody):
    folder.mkdir()
    (folder / NAME).write_bytes(OTHER)
    assert "cannot be fetched" in refused("ged")
    assert (folder / NAME).read_bytes() == OTHER


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("nosuch",), "'nosuch'"),
        ((None,), "'None'"),
        (("ged", "8.1"), "'ged 8.1'"),
        (("ged", 11.1), "'ged 11.1'"),  # a version of acd
        (("one-sided",), "'one-sided'"),
    ],
)
def test_what_nobody_knows(folder, arguments, said):
    known = "there are ged 9.1, ged 10.1, acd 10.1, acd 11.1"
    assert refused(*arguments) == f"no checksum is known for {said}: {known}"
    assert not folder.exists()


def test_a_cache_folder_that_is_none(folder, server):
    server.expect_request(PATH).respond_with_data(BYTES)
    folder.write_bytes(b"a file")
    assert re.match(
        rf"the cache cannot be used \(.+{re.escape(str(folder))}.*\): set CONFLICTDATA_CACHE", refused("ged")
    )
    assert folder.read_bytes() == b"a file"


# -- a kill -----------------------------------------------------------------------------------------------------

CHILD = """
import sys
from conflictdata.datasets import fetching
fetching.REGISTRY, fetching.UCDP = sys.argv[1:]
print(fetching.fetch("ged"))
"""


def test_a_kill_leaves_nothing_that_looks_like_the_file(folder, server, tmp_path):
    killed = threading.Event()

    def half(request):
        def body():
            yield BYTES[:100_000]
            killed.wait(30)

        return Response(body(), headers={"Content-Length": str(len(BYTES))})

    server.expect_request(PATH).respond_with_handler(half)
    given = str(tmp_path / "registry.csv"), server.url_for("/")
    child = subprocess.Popen([sys.executable, "-c", CHILD, *given], stdout=subprocess.PIPE)
    with child:
        while not any(path.stat().st_size for path in (folder.iterdir() if folder.exists() else ())):
            assert child.poll() is None
            time.sleep(0.01)
        child.kill()
        assert child.communicate()[0] == b""
    killed.set()
    assert NAME not in names(folder)
    server.clear()
    server.expect_request(PATH).respond_with_data(BYTES)
    assert datasets.fetch("ged").read_bytes() == BYTES


# -- the list ---------------------------------------------------------------------------------------------------


def test_available(folder):
    frame = datasets.available()
    assert list(frame.columns) == ["dataset", "version", "path", "md5", "bytes", "file", "address"]
    assert frame["file"].tolist() == ["ged91.zip", NAME, "acd101.zip", "acd111.zip"]
    assert frame["bytes"].tolist()[:3] == [5, 256_000, 256_000] and frame["bytes"].isna().tolist()[3]
    assert frame["bytes"].dtype == "Int64"


def test_the_registry(monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "none"))
    frame = datasets.available()
    yearly = ["acd", "brd-conflict", "brd-dyadic", "ged"]
    versions = {dataset: ["25.1", "26.1"] for dataset in yearly} | {"candidate": ["26.01.26.03"]}
    assert frame.groupby("dataset")["version"].agg(list).to_dict() == versions
    assert frame["file"].is_unique and frame["address"].is_unique
    assert all(frame["address"].str.fullmatch(r"https://ucdp\.uu\.se/downloads/[a-z]+/[\w.-]+"))
    for row in frame.itertuples():
        assert re.sub("[^0-9]", "", row.version) in re.sub("[^0-9]", "", row.file), row
    assert frame.loc[frame["bytes"].isna(), "dataset"].tolist() == ["candidate"]
    md5s = frame["md5"]
    assert len({text for text in md5s if re.fullmatch("[0-9a-f]{32}", text)}) == len(md5s) == 9
    assert not (tmp_path / "none").exists()


def test_the_cache_folder(monkeypatch, tmp_path):
    pooch = pytest.importorskip("pooch")
    monkeypatch.delenv("CONFLICTDATA_CACHE", raising=False)
    assert fetching.shelf().abspath == pooch.os_cache("conflictdata")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONFLICTDATA_CACHE", "here")
    assert fetching.shelf().abspath == tmp_path / "here"


# -- the command line -------------------------------------------------------------------------------------------


def test_the_command_prints_the_path(run, folder, server):
    server.expect_request(PATH).respond_with_data(BYTES)
    server.expect_request("/ged/ged91.zip").respond_with_data(b"older")
    assert run("fetch", "ged") == (0, f"{folder / NAME}\n", "")
    assert run("fetch", "ged", "--version", "9.1") == (0, f"{folder / 'ged91.zip'}\n", "")


def test_the_command_lists_the_files(run, folder):
    code, out, err = run("fetch")
    assert (code, err) == (0, "")
    assert [line.split()[:3] for line in out.splitlines()] == [
        ["dataset", "version", "bytes"],
        ["ged", "9.1", "5"],
        ["ged", "10.1", "256000"],
        ["acd", "10.1", "256000"],
        ["acd", "11.1", "unknown"],
    ]
    assert out.count(f"https://ucdp.uu.se/downloads{PATH}") == 1


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["nosuch"], 1, "no checksum is known for 'nosuch'"),
        (["ged", "--version", "8.1"], 1, "no checksum is known for 'ged 8.1'"),
        (["--version", "10.1"], 2, "--version needs a DATASET"),
    ],
)
def test_an_error_of_the_command_is_one_line(run, folder, arguments, code, said):
    done = run("fetch", *arguments)
    assert done[:2] == (code, "")
    assert done[2].startswith(f"conflictdata: {said}") and done[2].count("\n") == 1


def test_the_command_without_pooch(run, folder, monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: None)
    said = "conflictdata: fetch needs pooch: pip install pooch\n"
    assert run("fetch") == run("fetch", "ged") == (1, "", said)


# -- import -----------------------------------------------------------------------------------------------------

QUIET = """
import sys
opening = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname")
sys.addaudithook(lambda event, args: event in opening and sys.exit(f"opened {event}"))
import conflictdata as cd
assert "datasets" in dir(cd) and "conflictdata.datasets" not in sys.modules
cd.datasets
heavy = {"matplotlib", "narwhals", "pandas", "pooch", "pyarrow", "requests"} & set(sys.modules)
assert not heavy, heavy
cd.datasets.available()
"""


def test_import_is_light_and_the_list_opens_no_connection():
    done = subprocess.run([sys.executable, "-W", "error", "-c", QUIET], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_name_of_datasets_is_there():
    assert all(callable(getattr(cd.datasets, name)) for name in cd.datasets.__all__)
    assert set(cd.datasets.__all__) <= set(dir(cd.datasets))
    with pytest.raises(AttributeError, match="'nosuch'"):
        cd.datasets.nosuch  # noqa: B018
