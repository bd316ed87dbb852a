"""Which desk a visit comes from: one browser is one desk, so that two never get the same person."""

import hashlib

from belletje.web.visit import Visit


def holder_of(here: Visit) -> str:
    """A name for this browser, from the token that it keeps for its forms; the token cannot be told from it.

    Who is calling is not in it: whoever says so half-way through a call keeps the person.
    """
    token = str(here.request.state.csrf)
    return hashlib.sha256(token.encode()).hexdigest()[:24]
