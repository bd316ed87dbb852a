"""Part of `make train`: from the catalogue's lines and those heard in calls to `data/heard/lines.npz`.

Needs the extra `train` (scikit-learn). The part `test` is never read here.
"""

import hashlib
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.prospect.catalogue import LANGUAGES, catalogue
from belletje.prospect.heard import UNSAID, heard_lines
from belletje.prospect.questions import questions
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.noise import as_recognised
from belletje.understanding.training.material import rarity_of, word_matrix
from belletje.understanding.wording import clean

TARGET = Path(__file__).parent / "data" / "heard" / "lines.npz"
STRENGTH = 4.0
WORDS_WEIGHT, SENTENCE_WEIGHT = 1.6, 2.5
HEARD_COUNTS = 2
"""Lines heard in calls count so many times: the catalogue's are written, not heard."""
STEPS = 80
EXAMPLE = {
    "name": "Dekker", "company": "Bakker", "vacancy": "netwerkbeheerder", "caller": "Sanne",
    "caller_company": "Noordlicht", "connection": "Pim", "slot": "dinsdag", "engineer": "Karim",
}  # fmt: skip


def lines() -> list[tuple[str, str]]:
    """Every line to learn from, with its reaction, in a fixed order."""
    found = [
        (line.text.format_map(EXAMPLE), reaction.id)
        for reaction in catalogue()
        if reaction.id not in UNSAID
        for language in LANGUAGES
        for line in reaction.lines[language]
    ]
    asked = [
        (text.format_map(EXAMPLE), question.reaction)
        for question in questions().all
        for texts in question.ask.values()
        for text in texts
    ]
    heard = [(one.text, one.reaction) for one in heard_lines("train")] * HEARD_COUNTS
    return [*found, *asked, *heard]


def digest() -> str:
    """Names the lines that the weights were made from."""
    return hashlib.sha256("\n".join("\t".join(one) for one in lines()).encode()).hexdigest()[:12]


def main() -> None:
    """Trains one multinomial regression and writes it."""
    found = lines()
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
    scale = np.maximum(np.abs(words).max(axis=0), 1e-12) / 127.0
    kept = {
        "reactions": model.classes_.astype(str),
        "words": np.round(words / scale).astype(np.int8),
        "words.scale": scale.astype(np.float32),
        "sentence": (learned[-vectors.shape[1] :] * SENTENCE_WEIGHT).astype(np.float16),
        "bias": model.intercept_.astype(np.float32),
        "rarity": rarity.astype(np.float16),
        "digest": np.array(digest()),
    }
    np.savez_compressed(TARGET, allow_pickle=False, **kept)
    print(f"{len(found)} lines of {len(model.classes_)} reactions: {TARGET.stat().st_size / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
