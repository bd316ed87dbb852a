"""What was understood of one utterance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from belletje.understanding.acts import Act


@dataclass(frozen=True, slots=True)
class Understanding:
    """The acts in an utterance: `confidences` in [0, 1] for every act, `chosen` those taken for true.

    `chosen` is empty when nothing was understood: the prospect then asks, as a person would.
    """

    confidences: Mapping[Act, float]
    chosen: tuple[Act, ...]


Ear = Callable[[str, str], Understanding]
"""`ear(utterance, before)`: what an utterance means after the prospect's line `before` (which may be empty)."""
