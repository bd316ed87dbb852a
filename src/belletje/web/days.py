"""Days in forms."""

from datetime import date

from belletje.usecases.house import Refused


def day_in(text: str) -> date | None:
    """The day that was chosen in a form, None where none was. Raises Refused for what is no day."""
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as mistake:
        raise Refused("Choose the day on which it was.", nl="Kies de dag waarop het was.") from mistake
