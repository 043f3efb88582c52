from dragoman.ontology import Ontology
from dragoman.reading.names.places import country_weights, resolve, resolve_in_text, sites


def test_the_country_that_is_spoken_of_decides(ontology: Ontology) -> None:
    geography = ontology.geography
    (here,) = resolve([("Valencia",)], {"VEN": 1.0}, geography)
    (there,) = resolve([("Valencia",)], {"ESP": 1.0}, geography)
    assert here is not None
    assert there is not None
    assert (here.country, there.country) == ("VEN", "ESP")


def test_a_small_namesake_elsewhere_is_left_open(ontology: Ontology) -> None:
    assert resolve([("Rion-des-Landes",)], {"MEX": 1.0}, ontology.geography) == [None]
    (found,) = resolve([("Rion-des-Landes",)], {"MEX": 1.0}, ontology.geography, careful=False)
    assert found is not None
    assert found.country == "FRA"


def test_containment_in_the_text(ontology: Ontology) -> None:
    text = "A fire in Paris, Texas, and one in Athens, Ga., were put out."
    spans = [(text.index(n), text.index(n) + len(n), n) for n in ("Paris", "Athens")]
    paris, athens = resolve_in_text(text, spans, ontology.names, ontology.geography)
    assert paris is not None
    assert athens is not None
    assert (round(paris.latitude), round(athens.latitude)) == (34, 34)
    assert (round(paris.longitude), round(athens.longitude)) == (-96, -83)


def test_weights_of_countries(ontology: Ontology) -> None:
    weights = country_weights("Omani ships left Oman for India; Georgia said nothing.", ontology.geography)
    assert weights == {"IND": 0.5, "OMN": 1.0}


def test_forms_of_a_name(ontology: Ontology) -> None:
    geography = ontology.geography
    assert sites("Port of Mombasa", geography)[0].country == "KEN"
    assert sites("Texas", geography)[0].kind == "region"
    assert sites("", geography) == ()
