"""What Dragoman knows before it reads: codes, cue verbs, titles, units, as data that a researcher can change."""

from dragoman.ontology.load import Ontology, load

__all__ = ["Ontology", "load"]
