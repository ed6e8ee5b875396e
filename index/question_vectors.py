"""Embeds questions, English ones without what all of them share.

Some passages lie near any English question, whatever it asks: hubs (Radovanović et al., "Hubs in Space", 2010).
Taking the mean of plain questions out of a question's vector (Mu and Viswanath, "All-but-the-Top", 2018) moves
it away from them. Thai questions meet passages in their own language and lose a little by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from index.embedding.embedder import Embedder
from index.language import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "questions.npy"
PLAIN_QUESTIONS = "plain_questions.txt"
SHARE = 0.7  # of the mean that is taken out


def shared_by_questions(embedder: Embedder) -> NDArray[np.float32]:
    """Return the (dimension) mean of the vectors of plain questions."""
    text = files("index").joinpath(PLAIN_QUESTIONS).read_text(encoding="utf-8")
    shared: NDArray[np.float32] = embedder.embed_questions(text.splitlines()).mean(axis=0)
    return shared


def question_vectors(
    embedder: Embedder, questions: Sequence[str], shared: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (questions, dimension) vectors; those of English questions are shorter than the others.

    Args:
        shared: (dimension) `shared_by_questions` of the same embedder; a generation keeps it.
    """
    import numpy as np

    english = np.array([language_of(question) == "en" for question in questions], dtype=bool)
    vectors = embedder.embed_questions(questions)
    return np.where(english[:, None], vectors - SHARE * shared, vectors)
