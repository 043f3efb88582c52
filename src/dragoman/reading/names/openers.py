"""Words that a name opens with and that say what it names: "Radio X", "Banco X", "Gulf of X", "the city of X"."""

from __future__ import annotations

from dragoman.model.reading import EntityKind

HEAD_FIRST: dict[str, EntityKind] = {
    "radio": "media",
    "lake": "place",
    "mount": "place",
    "port": "place",
    "cape": "place",
    "gulf": "place",
    "strait": "place",
    "camp": "place",
    "fort": "place",
    "university": "organization",
    "bank": "organization",
    "tv": "media",
    "jebel": "place",
    "jabal": "place",
    "wadi": "place",
    "isle": "place",
    "university of": "organization",
    "office": "organization",
    "arsenal": "organization",
    "grupo": "organization",
    "groupe": "organization",
    "gruppo": "organization",
    "compagnie": "organization",
    "compañía": "organization",
    "société": "organization",
    "sociedad": "organization",
    "empresa": "organization",
    "banco": "organization",
    "banque": "organization",
    "banca": "organization",
    "yacimientos": "organization",
    "chantiers": "organization",
    "minera": "organization",
    "pt": "organization",
}
FIRMS = ("arsenal", "grupo", "groupe", "gruppo", "compagnie", "compañía", "société", "sociedad", "empresa", "banco",
          "banque", "banca", "yacimientos", "chantiers", "minera", "pt", "bank")
BEFORE_PLACES = (
    "port",
    "city",
    "town",
    "village",
    "province",
    "state",
    "governorate",
    "region",
    "kingdom",
    "republic",
    "sultanate",
    "emirate",
    "federation",
    "commonwealth",
    "district",
    "island",
)
OF_PLACES = ("strait", "straits", "gulf", "bay", "cape", "isle", "sea", "lake", "mount", "horn")
