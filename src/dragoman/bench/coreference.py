"""Chains of entity and of event mentions against ECB+ (ecb.py), over documents.

The mentions are given; the clusters are compared over the whole part, without its topics. Entities go by the
reader's chains, the record's links, head words and what is told of them (entity_chains.py), events by what their head
word tells, within a story (event_chains.py). Beside each stands the usual baseline: all mentions of one head are one,
for events also within a story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.bench.clusters import conll
from dragoman.bench.ecb import GoldMention, MentionId, Text, head_of, read_corpus, read_mentions, span_of_mention
from dragoman.bench.entity_chains import cluster_entities
from dragoman.bench.event_chains import cluster_events
from dragoman.linking.link import link
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser


def run(folder: str | Path, errors: bool = False, part: str = "Dev") -> dict[str, Any]:
    """CoNLL, MUC, B-cubed and CEAF-e F1 of entity and of event chains as fractions, beside their baselines' CoNLL F1.

    With `errors` also the gold chains that were divided, in words. Raises SettingsError where files are missing.
    """
    texts = read_corpus(Path(folder), part)
    given = {kind: read_mentions(Path(folder), part, kind) for kind in ("Entity", "Event")}
    reader = Reader(load(), Parser())
    parses = {
        t.document.id: p
        for t, p in zip(texts.values(), reader.parser.pipe(t.document for t in texts.values()), strict=True)
    }
    readings = [reader.understand(p) for p in parses.values()]
    record = link(readings)
    story_of = {row.id: row.story or row.id for row in record.documents}
    story = {name: story_of[t.document.id] for name, t in texts.items()}
    result: dict[str, Any] = {}
    for kind, mentions in given.items():
        gold = {m.id: m.cluster for m in mentions}
        heads = {m.id: head_of(m, texts[m.id[0]], parses) for m in mentions}
        same_head: dict[MentionId, Hashable] = {
            m: head.lemma_.lower() if head is not None else m for m, head in heads.items()
        }
        baselines = {"same_head": same_head}
        if kind == "Entity":
            found = cluster_entities(mentions, texts, record, readings, heads)
        else:
            found = cluster_events(gold, story, heads)
            baselines["same_head_in_story"] = {m: (lemma, story[m[0]]) for m, lemma in same_head.items()}
        result[kind.lower()] = {
            **conll(gold, found), **{name: conll(gold, clusters)["conll"] for name, clusters in baselines.items()}
        }
        if errors:
            result.setdefault("errors", []).extend(_errors(mentions, texts, gold, found))
    return result


def _errors(
    mentions: Sequence[GoldMention],
    texts: Mapping[str, Text],
    gold: Mapping[MentionId, str],
    found: Mapping[MentionId, Hashable],
) -> list[str]:
    """Each gold cluster that was divided or joined with another, in words."""
    by_gold: dict[str, dict[Hashable, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        start, end = span_of_mention(mention, texts[mention.id[0]])
        by_gold[gold[mention.id]][found[mention.id]].append(texts[mention.id[0]].document.text[start:end])
    lines = []
    for cluster, parts in by_gold.items():
        if len(parts) > 1:
            lines.append(f"{cluster} divided: " + " | ".join(", ".join(words) for words in parts.values()))
    return lines
