"""Part of `make train`: the two readers of lines, `data/heard/lines.npz` and `data/asked/topics.npz`.

Needs the extra `train` (scikit-learn). The parts `test` are never read here.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.prospect.asked import turns_digest, turns_to_learn
from belletje.prospect.heard import lines_digest, lines_to_learn
from belletje.prospect.recognise import REACTIONS, TOPICS, LineWeights
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.noise import as_recognised
from belletje.understanding.training.material import rarity_of, word_matrix
from belletje.understanding.wording import clean

DATA = Path(__file__).parent / "data"
STRENGTH = 4.0
WORDS_WEIGHT, SENTENCE_WEIGHT, BEFORE_WEIGHT = 1.6, 2.5, 1.2
STEPS = 80


def learn(
    rows: Sequence[tuple[str, str, str]], digest: str, encoder: PackagedEncoder, *, balanced: bool
) -> LineWeights:
    """One multinomial regression over rows of (line, line before it or empty, name), as written and as recognised.

    `balanced` where each name is as likely as any other, however many rows it has.
    """
    written = [clean(text).lower() for text, _, _ in rows]
    texts = [*written, *(as_recognised(text) for text in written)]
    wanted = [name for _, _, name in rows] * 2
    rarity = rarity_of(written)
    sentences = encoder.encode(texts)
    before = np.tile(_before([clean(line).lower() for _, line, _ in rows], encoder), (2, 1))
    inputs = sparse.csr_matrix(
        sparse.hstack(
            [
                word_matrix(texts, rarity) * WORDS_WEIGHT,
                sparse.csr_matrix(sentences * SENTENCE_WEIGHT),
                sparse.csr_matrix(before * BEFORE_WEIGHT),
            ]
        )
    )
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS, class_weight="balanced" if balanced else None).fit(
        inputs, wanted
    )
    words, sentence, ahead = np.split(model.coef_.T.astype(np.float32), [-2 * encoder.size, -encoder.size])
    return LineWeights(
        names=tuple(map(str, model.classes_)),
        words=words * np.float32(WORDS_WEIGHT),
        sentence=sentence * np.float32(SENTENCE_WEIGHT),
        before=ahead * np.float32(BEFORE_WEIGHT),
        bias=model.intercept_.astype(np.float32),
        rarity=rarity,
        digest=digest,
    )


def _before(lines: Sequence[str], encoder: PackagedEncoder) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    there = sorted(set(lines) - {""})
    vectors = dict(zip(there, encoder.encode(there), strict=True)) | {"": np.zeros(encoder.size, np.float32)}
    return np.stack([vectors[line] for line in lines])


def main() -> None:
    """Trains both readers and writes them."""
    encoder = PackagedEncoder()
    lines = [(text, "", reaction) for text, reaction in lines_to_learn()]
    turns = [(one.question, one.before, one.topic) for one in turns_to_learn()]
    # most questions are about none of the topics, and most turns ask nothing: the rows say so
    for kept_in, rows, digest, balanced in (
        (REACTIONS, lines, lines_digest(), True),
        (TOPICS, turns, turns_digest(), False),
    ):
        learned = learn(rows, digest, encoder, balanced=balanced)
        np.savez_compressed(DATA / kept_in, allow_pickle=False, **learned.as_arrays())
        size = (DATA / kept_in).stat().st_size / 1e6
        print(f"{kept_in}: {len(rows)} lines, {len(learned.names)} names, {size:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
