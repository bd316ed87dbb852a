"""Demo data: invented people, vacancies and engineers, in the formats that people really have."""

from datetime import datetime
from importlib.resources import files

from belletje.usecases.house import House
from belletje.usecases.imports import Imported, Upload, import_files
from belletje.usecases.preferences import keep_preferences, read_preferences
from belletje.usecases.scripts import current_script, example_script, keep_script


def load_demo(*, house: House, now: datetime, language: str = "nl") -> Imported:
    """Imports the demo files, and lays the example script beside the calls where there is none."""
    folder = files("belletje.usecases").joinpath("demo_data")
    uploads = [
        Upload(file.name, file.read_bytes())
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if not file.name.startswith("__")
    ]
    done = import_files(house=house, uploads=uploads, now=now)
    if current_script(house=house) is None:
        keep_script(house=house, text=example_script(language), now=now)
    if not read_preferences(house=house).caller:
        keep_preferences(
            house=house, caller="Sanne de Wit", caller_company="Noordlicht Netwerken", language=language, now=now
        )
    return done
