"""A process for the tests of voice.worker: it says back what it is asked, or does what the question says."""

import os
import time
from collections.abc import Mapping
from typing import Any

import numpy as np  # noqa: F401 - brings BLAS
from threadpoolctl import threadpool_info

from belletje.voice.models import NotReady
from belletje.voice.worker import Answer, Serve, serve


def _blas_threads() -> list[int]:
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


def begin(settings: Mapping[str, Any]) -> Serve:
    """Begins; with the setting `missing` it cannot, and with `dies` it falls over."""
    if settings.get("missing"):
        raise NotReady(en="Buy a parrot.", nl="Koop een papegaai.")
    if settings.get("dies"):
        os._exit(1)
    asked: list[str] = []

    def answer(question: Mapping[str, Any], payload: bytes) -> Answer:
        does = question["does"]
        asked.append(does)
        if does == "die":
            os._exit(1)
        if does == "hang":
            time.sleep(60)
        if does == "stumble":
            raise ValueError("a word too hard")
        if does == "chatter":
            print("the libraries of others print things", flush=True)
            os.write(1, b"and some do so from C\n")
        time.sleep(question.get("takes_s", 0.0))
        return {"asked": asked, "pid": os.getpid(), "blas_threads": _blas_threads()}, payload[::-1]

    return answer


if __name__ == "__main__":
    serve(begin)
