"""Any scenario that can be, for properties that hold in all of them."""

from hypothesis import strategies as st

from belletje.prospect.scenario import DIMENSIONS, EXCLUSIONS, Scenario

SPOKEN_TO = ("answers", "gatekeeper")


def scenarios(reach: tuple[str, ...] = DIMENSIONS["reach"]) -> st.SearchStrategy[Scenario]:
    """Scenarios with one of these values of reach; drawn values that cannot go together are mended."""
    drawn = st.fixed_dictionaries(
        {name: st.sampled_from(reach if name == "reach" else values) for name, values in DIMENSIONS.items()}
    )
    return drawn.map(_mended)


def _mended(values: dict[str, str]) -> Scenario:
    if values["reach"] == "voicemail" and values["role"] == "hr_recruiter":
        values["role"] = "director"  # a recruiter never decides, and a voicemail stands for someone who does
    for exclusion in EXCLUSIONS:
        if not exclusion.allows(values):
            for name, among in exclusion.then.items():
                if values[name] not in among:
                    values[name] = next(value for value in DIMENSIONS[name] if value in among)
    return Scenario(**values)
