"""Fit the weights of `dragoman bench relations` on a table in PLV's form.

usage: train_relations.py PATH [OUT]

The same table gives the same weights. The table is not part of Dragoman; see docs for where to get it.
"""

from __future__ import annotations

import pathlib
import sys

import numpy as np

from dragoman.bench.relation_model import fit
from dragoman.bench.relations import read_examples
from dragoman.ontology import load

OUT = pathlib.Path(__file__).resolve().parent.parent / "src" / "dragoman" / "bench" / "relations.npz"


def main() -> int:
    """Read the table, fit, write."""
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    examples = [e for e in read_examples(pathlib.Path(sys.argv[1]), load().plover) if e.row.root]
    fit(np.stack([e.vector for e in examples]), [str(e.row.root) for e in examples]).save(out)
    print(f"{out}: {out.stat().st_size:,} bytes, from {len(examples):,} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
