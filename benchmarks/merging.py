"""`python -m benchmarks.merging [ROWS]`: the plain rules of the merge against Splink, on fixtures and generated people.

Splink is no dependency of Belletje: `pip install splink==5.0.0` to measure it again. Each part runs in a process of its
own, so that its peak memory is its own. Splink gets what the rules see (folded names, bare company names, addresses,
E.164 numbers, titles), trains itself without labels, and gets the threshold that suits the *true* answer best: the
figures flatter it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from belletje.calllist.contact import Contact, Source  # noqa: E402
from belletje.calllist.intake import read  # noqa: E402
from belletje.calllist.people import merge  # noqa: E402
from belletje.calllist.people.features import Features, features_of  # noqa: E402

TODAY = date(2026, 11, 23)
ROWS = 100_000
ROWS_PER_PERSON = 2.38
SEED = 2026
Files = Mapping[str, bytes]
Truth = Mapping[Source, int]


def main(rows: int) -> None:
    """Prints a line for each part and each set."""
    for where in ("fixtures", f"strangers:{rows}", f"crowd:{rows}"):
        for part in ("rules", "splink"):
            run = subprocess.run(
                [sys.executable, "-m", "benchmarks.merging", where, part], capture_output=True, text=True, check=False
            )
            print(f"{where:18} {part:7} {run.stdout.strip() or run.stderr.strip().splitlines()[-1]}", flush=True)


def measure(where: str, part: str) -> str:
    """One part on one set: precision, recall, F1 over pairs, seconds for the merge, peak memory of the process."""
    files, truth = material(where)
    contacts = [one for name, content in files.items() for one in read(content, name, TODAY).contacts]
    started = time.perf_counter()
    groups = by_rules(contacts) if part == "rules" else by_splink(contacts, truth)
    seconds = time.perf_counter() - started
    precision, recall, f1 = scores(groups, truth)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{len(contacts)} rows: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}, "
        f"{seconds:.1f} s, {megabytes:.0f} MB"
    )


def material(where: str) -> tuple[Files, Truth]:
    """Files and who is who: the fixtures, or so many rows about generated people."""
    kind, _, rows = where.partition(":")
    if kind == "fixtures":
        from calllist.material import CONTACT_FILES, truth

        return {path.name: path.read_bytes() for path in CONTACT_FILES}, truth()
    if kind == "crowd":
        from calllist.crowd import crowd

        made = crowd(int(int(rows) / 2.17), SEED)
        return made.files, made.truth
    from calllist.strangers import strangers

    strange = strangers(int(int(rows) / ROWS_PER_PERSON), SEED)
    return strange.files, strange.truth


def by_rules(contacts: Iterable[Contact]) -> list[tuple[Source, ...]]:
    """Who is who by `belletje.calllist.people`."""
    return [person.sources for person in merge(contacts)]


def by_splink(contacts: Iterable[Contact], truth: Truth) -> list[tuple[Source, ...]]:
    """Who is who by Splink on DuckDB, at the threshold with the best F1 among those with precision of at least 0.995
    (or, where none has, with the best precision)."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    features = features_of(contacts)
    frame = pandas.DataFrame([_row(number, feature) for number, feature in enumerate(features)])
    blocks = (
        block_on("email"), block_on("mobile"), block_on("link"), block_on("organisation", "family"),
        block_on("organisation", "given"), block_on("given", "family"), block_on("organisation", "turned"),
    )  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            _given_names(compare),
            compare.JaroWinklerAtThresholds("family", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("organisation", [0.92]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("email"), compare.ExactMatch("mobile"), compare.ExactMatch("landline"),
            compare.ExactMatch("link"), compare.ExactMatch("title"),
        ],
        blocking_rules_to_generate_predictions=list(blocks),
        retain_matching_columns=False,
    )  # fmt: skip
    linker = Linker(DuckDBAPI().register(frame), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("mobile")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000, seed=1)
    for block in (block_on("email"), block_on("organisation", "family"), block_on("given", "family")):
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    predicted = linker.inference.predict(threshold_match_weight=-5)
    best: tuple[bool, float, list[tuple[Source, ...]]] = (False, 0.0, [])
    for weight in (0, 2, 4, 6, 8, 10, 12, 14, 17, 20, 24):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_weight=weight
        ).as_pandas_dataframe()
        groups = defaultdict(list)
        for number, cluster in zip(clusters["unique_id"], clusters["cluster_id"], strict=True):
            groups[cluster].append(features[number].contact.source)
        found = [tuple(members) for members in groups.values()]
        precision, _, f1 = scores(found, truth)
        print(f"    weight {weight}: precision {precision:.4f} F1 {f1:.4f}", file=sys.stderr)
        best = max(best, (precision >= 0.995, f1 if precision >= 0.995 else precision, found), key=lambda one: one[:2])
    return best[2]


def _given_names(compare: Any) -> Any:
    """Equal, an initial that fits, nearly equal, else: what a given name can be to another."""
    initial = (
        "(length(given_l) <= 2 AND left(given_l, 1) = left(given_r, 1)) OR "
        "(length(given_r) <= 2 AND left(given_l, 1) = left(given_r, 1))"
    )
    levels = [
        {"sql_condition": "given_l IS NULL OR given_r IS NULL", "label_for_charts": "missing", "is_null_level": True},
        {
            "sql_condition": "given_l = given_r",
            "label_for_charts": "equal",
        },
        {"sql_condition": initial, "label_for_charts": "initial"},
        {"sql_condition": "jaro_winkler_similarity(given_l, given_r) >= 0.9", "label_for_charts": "nearly"},
        {"sql_condition": "ELSE", "label_for_charts": "else"},
    ]
    return compare.CustomComparison(comparison_levels=levels, output_column_name="given")


def _row(number: int, feature: Features) -> dict[str, object]:
    def first(values: frozenset[str]) -> str | None:
        return min(values, default=None)

    given, family = "".join(feature.name.given) or None, feature.name.solid or None
    return {
        "unique_id": number, "given": given, "family": family, "turned": "".join(sorted(f"{given}{family}")),
        "organisation": feature.organisation.core or None, "email": first(feature.emails),
        "mobile": first(feature.mobiles), "landline": first(feature.landlines), "link": first(feature.links),
        "title": feature.title or None,
    }  # fmt: skip


def scores(groups: Iterable[tuple[Source, ...]], truth: Truth) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of rows."""
    people: defaultdict[int, list[Source]] = defaultdict(list)
    for source, person in truth.items():
        people[person].append(source)
    true = {pair for members in people.values() for pair in combinations(sorted(members), 2)}
    found = {pair for members in groups for pair in combinations(sorted(members), 2)}
    right = len(true & found)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(measure(sys.argv[1], sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
