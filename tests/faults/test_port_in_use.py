"""`belletje run` on a port that cannot be had."""

import os
import socket
import subprocess
import sys

import pytest


@pytest.fixture
def taken():
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def _refused(ran, said: str) -> None:
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("belletje: ")
    assert ran.err.strip().count("\n") == 0
    assert said in ran.err


def test_a_port_in_use_is_refused_with_another_to_choose(belletje, taken):
    _refused(belletje("run", "--port", taken, "--no-browser"), f"--port {taken + 1}")


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--port", "99999"), "no port 99999"), (("--port", "-1"), "port"), (("--host", "192.0.2.1"), "192.0.2.1")],
    ids=["too high", "negative", "not this machine"],
)
def test_a_place_where_nothing_can_listen_is_refused(belletje, words, said):
    _refused(belletje("run", *words, "--no-browser"), said)


def test_on_port_nought_a_free_port_is_taken_and_named(tmp_path):
    running = subprocess.Popen(
        [sys.executable, "-m", "belletje", "run", "--port", "0", "--no-browser", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        said = running.stdout.readline()
        assert "http://127.0.0.1:" in said
        port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert line.makefile("rb").readline().startswith(b"HTTP/1.1 ")
    finally:
        running.terminate()
        running.wait()
