"""Part of `make train`: from the catalogue's lines and those heard in calls to `data/heard/lines.npz`.

Needs the extra `train` (scikit-learn). The part `test` is never read here.
"""

from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.prospect.heard import lines_digest, lines_to_learn
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.network import packed
from belletje.understanding.noise import as_recognised
from belletje.understanding.training.material import rarity_of, word_matrix
from belletje.understanding.wording import clean

TARGET = Path(__file__).parent / "data" / "heard" / "lines.npz"
STRENGTH = 4.0
WORDS_WEIGHT, SENTENCE_WEIGHT = 1.6, 2.5
STEPS = 80


def main() -> None:
    """Trains one multinomial regression and writes it."""
    found = lines_to_learn()
    written = [clean(text).lower() for text, _ in found]
    texts = [*written, *(as_recognised(text) for text in written)]
    wanted = [reaction for _, reaction in found] * 2
    rarity = rarity_of(written)
    vectors = PackagedEncoder().encode(texts)
    inputs = sparse.csr_matrix(
        sparse.hstack([word_matrix(texts, rarity) * WORDS_WEIGHT, sparse.csr_matrix(vectors * SENTENCE_WEIGHT)])
    )
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS, class_weight="balanced").fit(inputs, wanted)
    learned = model.coef_.T
    words = learned[: -vectors.shape[1]] * WORDS_WEIGHT
    kept = packed({"words": words}) | {
        "reactions": model.classes_.astype(str),
        "sentence": (learned[-vectors.shape[1] :] * SENTENCE_WEIGHT).astype(np.float16),
        "bias": model.intercept_.astype(np.float32),
        "rarity": rarity.astype(np.float16),
        "digest": np.array(lines_digest()),
    }
    np.savez_compressed(TARGET, allow_pickle=False, **kept)
    print(f"{len(found)} lines of {len(model.classes_)} reactions: {TARGET.stat().st_size / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
