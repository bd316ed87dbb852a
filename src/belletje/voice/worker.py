"""A process of its own for ears or mouth: what crashes there takes no call along, and is started again.

Questions and answers go through pipes: two lengths (u32, little-endian), a JSON object, and bytes.
"""

import asyncio
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from belletje.voice.models import NotReady

HEAD = struct.Struct("<II")
START_S = 60.0
ANSWER_S = 20.0

Answer = tuple[dict[str, Any], bytes]
Serve = Callable[[Mapping[str, Any], bytes], Answer]


class Crashed(RuntimeError):
    """The process died or did not answer; the next question starts it anew."""


def write(to: IO[bytes], told: Mapping[str, Any], payload: bytes = b"") -> None:
    """Puts one message on a pipe."""
    text = json.dumps(told).encode()
    to.write(HEAD.pack(len(text), len(payload)) + text + payload)
    to.flush()


def read(source: IO[bytes]) -> Answer | None:
    """Takes one message from a pipe; None when the other side is gone."""
    head = _exactly(source, HEAD.size)
    if head is None:
        return None
    text_bytes, payload_bytes = HEAD.unpack(head)
    text, payload = _exactly(source, text_bytes), _exactly(source, payload_bytes)
    return None if text is None or payload is None else (json.loads(text), payload)


def _exactly(source: IO[bytes], size: int) -> bytes | None:
    found = source.read(size)
    return found if len(found) == size else None


class Worker:
    """The near side: one question at a time, in order; a question that is no longer wanted is not asked.

    `module` is run by name and calls `serve`. `settings` go to it at the start. A question that is not answered within
    `answer_s` ends the process.
    """

    def __init__(self, module: str, settings: Mapping[str, Any], answer_s: float = ANSWER_S) -> None:
        self._module = module
        self._answer_s = answer_s
        self._settings = dict(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._line = ThreadPoolExecutor(1, thread_name_prefix=module.rpartition(".")[2])
        self._closed = False

    async def ask(self, question: Mapping[str, Any], payload: bytes = b"") -> Answer:
        """Asks, and waits for the answer. Raises Crashed, or NotReady where something is missing."""
        return await asyncio.get_running_loop().run_in_executor(self._line, self.ask_now, question, payload)

    def ask_now(self, question: Mapping[str, Any], payload: bytes = b"") -> Answer:
        """The same, for who can wait."""
        process = self._started()
        return self._exchange(process, question, payload, self._answer_s)

    @property
    def process_id(self) -> int | None:
        """The process that answers, while there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def close(self) -> None:
        """Ends the process."""
        self._closed = True
        self._line.shutdown(wait=False, cancel_futures=True)
        if self._process:
            self._end(self._process)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._closed:
            raise Crashed("The program is being closed.")
        if self._process and self._process.poll() is not None:
            self._end(self._process)
        if self._process is None:
            command = [sys.executable, "-m", self._module]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
            )
            self._exchange(self._process, self._settings, b"", START_S)
        assert self._process
        return self._process

    def _exchange(
        self, process: "subprocess.Popen[bytes]", question: Mapping[str, Any], payload: bytes, within_s: float
    ) -> Answer:
        assert process.stdin
        assert process.stdout
        too_long = threading.Timer(within_s, process.kill)
        too_long.start()
        try:
            write(process.stdin, question, payload)
            answer = read(process.stdout)
        except (OSError, ValueError):
            answer = None
        finally:
            too_long.cancel()
        if answer is None:
            self._end(process)
            raise Crashed(f"{self._module.rpartition('.')[2]} stopped and will be started again.")
        told, sound = answer
        if "not_ready" in told:
            self._end(process)
            raise NotReady(en=told["not_ready"]["en"], nl=told["not_ready"]["nl"])
        if "fault" in told:
            raise Crashed(told["fault"])
        return told, sound

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        process.kill()
        process.wait(5)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue
        if self._process is process:
            self._process = None


def _environment() -> dict[str, str]:
    """Ours, and no threads that spin while they wait: on two cores hearing a line takes a third longer beside them."""
    return {
        **os.environ,
        "OMP_WAIT_POLICY": "PASSIVE",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


def serve(begin: Callable[[Mapping[str, Any]], Serve]) -> None:
    """The far side: the first message has the settings, each other one a question; ends with its parent."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    questions = os.fdopen(os.dup(0), "rb")
    first = read(questions)
    if first is None:
        return
    try:
        answer = begin(first[0])
    except NotReady as missing:
        write(answers, {"not_ready": {language: missing.sentence(language) for language in ("en", "nl")}})
        return
    write(answers, {"ready": True})
    while question := read(questions):
        try:
            told, payload = answer(*question)
        except Exception as fault:
            told, payload = {"fault": f"{type(fault).__name__}: {fault}"}, b""
        write(answers, told, payload)
