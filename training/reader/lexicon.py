"""Pairs Thai words of the iApp questions with English ones, by the embeddings of e5, to mix the two.

Words that PyThaiNLP's list of transliterations knows keep its English; the rest take the nearest
English word of the training sets, if each is the other's nearest (CSLS) and they are close enough.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer
    from transformers import BertModel

    from training.reader.examples import Example

CLOSE = 0.03
NEIGHBOURS = 10
QUESTION_WORDS = {
    "ใคร": "who",
    "อะไร": "what",
    "ที่ไหน": "where",
    "ไหน": "which",
    "ใด": "which",
    "เมื่อไหร่": "when",
    "เมื่อไร": "when",
    "เมื่อใด": "when",
    "เท่าไหร่": "how much",
    "เท่าไร": "how much",
    "เท่าใด": "how much",
    "กี่": "how many",
    "ทำไม": "why",
    "อย่างไร": "how",
    "ยังไง": "how",
    "คือ": "is",
    "เป็น": "is",
    "ของ": "of",
    "ที่": "that",
    "ใน": "in",
    "มี": "has",
    "และ": "and",
    "จาก": "from",
    "กับ": "with",
    "โดย": "by",
    "ได้": "",
    "ถูก": "was",
    "ว่า": "that",
    "ชื่อ": "name",
    "ปี": "year",
    "พ.ศ.": "B.E.",
    "วัน": "day",
    "วันที่": "date",
    "เดือน": "month",
    "เกิด": "born",
    "เสียชีวิต": "died",
    "คน": "people",
    "ครั้ง": "times",
    "แรก": "first",
    "จังหวัด": "province",
    "ประเทศ": "country",
}


def word_pairs(
    thai: Sequence[str],
    english: Sequence[str],
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> dict[str, str]:
    """Return English for those Thai words whose nearest English word has them as nearest too."""
    import numpy as np

    similar = vectors[0] @ vectors[1].T
    near_thai = np.sort(similar, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    near_english = np.sort(similar, axis=0)[-NEIGHBOURS:].mean(axis=0)
    margin = similar - (near_thai[:, None] + near_english[None, :]) / 2
    best, back = margin.argmax(axis=1), margin.argmax(axis=0)
    return {
        thai[row]: english[column]
        for row, column in enumerate(best.tolist())
        if back[column] == row and margin[row, column] > CLOSE
    }


def embed(bert: BertModel, tokenizer: Tokenizer, words: Sequence[str]) -> NDArray[np.float32]:
    """Return one normalised vector a word."""
    import numpy as np
    import torch

    vectors = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for begin in range(0, len(words), 256):
            encodings = tokenizer.encode_batch([f"query: {w}" for w in words[begin : begin + 256]])
            longest = max(len(e.ids) for e in encodings)
            ids = torch.tensor([e.ids + [1] * (longest - len(e.ids)) for e in encodings])
            mask = (ids != 1).long()
            states = bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            vectors.append(torch.nn.functional.normalize(mean, dim=-1).numpy())
    return np.concatenate(vectors)


def build_lexicon(
    bert: BertModel, tokenizer: Tokenizer, thai: Iterable[Example], english: Iterable[Example]
) -> dict[str, str]:
    """Return English for Thai words of the questions `thai`."""
    from pythainlp.corpus.th_en_translit import get_transliteration_dict
    from pythainlp.tokenize import word_tokenize

    thai_words = Counter(
        w for e in thai for w in word_tokenize(e.question) if re.fullmatch(r"[ก-๙.]{2,}", w)
    )
    english_words = Counter(
        w
        for e in english
        for text in (e.question, e.context)
        for w in re.findall(r"[A-Za-z][a-z]+", text)
    )
    common = [w for w, count in english_words.most_common(20000) if count >= 5]
    common = [w for w in common if not (w[0].isupper() and english_words[w.lower()] >= 5)]
    rest = list(thai_words)
    vectors = embed(bert, tokenizer, rest), embed(bert, tokenizer, common)
    mined = word_pairs(rest, common, vectors)
    table = get_transliteration_dict()
    listed = {w: str(table[w]["en"][0]) for w in rest if table.get(w)}
    return mined | listed | QUESTION_WORDS


def mix(question: str, lexicon: Mapping[str, str], share: float, rng: random.Random) -> str:
    """Return the Thai question with about `share` of its words in English, where the lexicon has them."""
    from pythainlp.tokenize import word_tokenize

    mixed = []
    for word in word_tokenize(question):
        known = lexicon.get(word)
        mixed.append(word if known is None or rng.random() > share else f" {known} ")
    return re.sub(r" {2,}", " ", "".join(mixed)).strip()
