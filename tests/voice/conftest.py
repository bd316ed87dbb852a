"""What tests of voice share: the base model joined once, and ears and mouths that are really loaded."""

from pathlib import Path

import pytest

from belletje.voice.models import base_ears


@pytest.fixture(scope="session")
def base_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the base model, joined from the packages."""
    return base_ears(tmp_path_factory.mktemp("voice"))
