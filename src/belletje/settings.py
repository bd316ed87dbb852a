"""Where things are kept, unless the user says otherwise."""

import os
from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """BELLETJE_DATA where it is set, else the platform's folder for user data."""
    named = os.environ.get("BELLETJE_DATA", "").strip()
    return Path(named).expanduser() if named else user_data_path("belletje", appauthor=False)
