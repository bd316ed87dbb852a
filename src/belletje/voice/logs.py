"""Pipecat's log: its errors go where ours go, and the rest is left out. No sound and no words are ever logged."""

import logging
from functools import cache


@cache
def listen_to_pipecat() -> None:
    """To be called before Pipecat is loaded: it greets in the log."""
    from loguru import logger

    logger.remove()
    ours = logging.getLogger("belletje.voice")
    logger.add(lambda line: ours.error("%s", line.record["message"]), level="ERROR")
