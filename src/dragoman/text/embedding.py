"""The pipeline's vectors of words, made once for each word of a batch, however often it stands there.

A word's first vector depends on its form alone (its norm, prefix, suffix and shape); what it is beside others comes
after. Where a product of matrices gives each row what depends on that row alone (arithmetic.py), the vectors of equal
words are equal to the last bit, so that half of them need not be made.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, Ragged

_CHAIN = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")  # spaCy's MultiHashEmbed
_ODD = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 | 1 for n in range(16)], dtype=np.uint64)


def embed_once(nlp: Language) -> None:
    """Let a pipeline's embeddings look at equal words once a batch. One built in another way stays as it is."""
    for _, pipe in nlp.pipeline:
        for node in list(pipe.model.walk()) if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():
            if tuple(layer.name.partition("(")[0] for layer in node.layers) == _CHAIN:
                embed, mix = node.layers[2:4]
                node.layers[2:4] = [Model("once", _forward, layers=[embed, mix])]


def distinct(keys: Any) -> tuple[Any, Any]:
    """The places of rows, one for each distinct row of integers, and for each row of all which of these it is like."""
    rows = keys.astype(np.uint64)
    told = (rows * _ODD[:rows.shape[1]]).sum(axis=1, dtype=np.uint64)
    _, places, like = np.unique(told, return_index=True, return_inverse=True)
    if (keys[places][like] != keys).any():  # two rows came to one number
        places = like = np.arange(len(keys))
    return places, like


def _forward(model: Model[Any, Any], given: Ragged, is_train: bool) -> tuple[Ragged, Any]:
    embed, mix = model.layers
    keys = given.dataXd
    places, like = distinct(keys)
    vectors, _ = mix(embed(keys[places], is_train)[0], is_train)
    return Ragged(vectors[like], given.lengths), _not_learnt


def _not_learnt(_: Any) -> Any:
    raise NotImplementedError("the pipeline is read with, and learns nothing here")
