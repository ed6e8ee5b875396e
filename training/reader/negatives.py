"""Finds, for every question, passages that look as if they answered it and don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from training.reader.examples import Example

CANDIDATES = 8
BLOCK = 512
VOCABULARY = 250_037


def mine_negatives(
    examples: Sequence[Example],
    contexts: Sequence[str],
    questions: Sequence[NDArray[np.int32]],
    passages: Sequence[NDArray[np.int32]],
) -> list[list[int]]:
    """Return, for every example, numbers of the `contexts` that search would confuse with its own.

    The search is TF-IDF over pieces, by the question and (half as heavy) by its own passage, so that
    questions in another language than the passages find neighbours too. A passage that holds one of
    the answers is left out.
    """
    import numpy as np

    weights = _tf_idf(passages)
    asked = _tf_idf(questions, like=passages)
    own = {context: number for number, context in enumerate(contexts)}
    rows = np.array([own[e.context] for e in examples])
    found: list[list[int]] = []
    for begin in range(0, len(examples), BLOCK):
        part = slice(begin, begin + BLOCK)
        scores = (asked[part] @ weights.T + 0.5 * (weights[rows[part]] @ weights.T)).toarray()
        scores[np.arange(len(scores)), rows[part]] = -1
        count = min(CANDIDATES * 2, scores.shape[1])
        top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
        for example, row, numbers in zip(examples[part], scores, top, strict=True):
            ordered = sorted(numbers.tolist(), key=lambda n: -row[n])
            texts = {example.context[s:e].strip() for s, e in example.answers}
            good = [
                n for n in ordered if row[n] > 0 and not any(text in contexts[n] for text in texts)
            ]
            found.append(good[:CANDIDATES])
    return found


def _tf_idf(
    texts: Sequence[NDArray[np.int32]], like: Sequence[NDArray[np.int32]] | None = None
) -> csr_matrix:
    import numpy as np
    from scipy.sparse import csr_matrix

    base = like if like is not None else texts
    frequency = np.zeros(VOCABULARY)
    for ids in base:
        frequency[np.unique(ids)] += 1
    idf = np.log(len(base) / (1 + frequency) + 1)
    idf[frequency > len(base) / 5] = 0
    data, columns, ends = [], [], [0]
    for ids in texts:
        unique = np.unique(ids)
        values = idf[unique]
        kept = values > 0
        norm = float(np.sqrt((values[kept] ** 2).sum())) or 1.0
        data.append(values[kept] / norm)
        columns.append(unique[kept])
        ends.append(ends[-1] + int(kept.sum()))
    shape = (len(texts), VOCABULARY)
    return csr_matrix((np.concatenate(data), np.concatenate(columns), ends), shape=shape)
