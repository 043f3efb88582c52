"""Agreements for a terminal: their list, and the whole life of one."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.lines import (
    Lines,
    Names,
    fact,
    heading,
    indented,
    joined,
    rests_on,
    said_by,
    short,
    shorten,
    table,
    when,
)
from dragoman.dossier.life import life, standings
from dragoman.model.record import Agreement, ComplianceRow
from dragoman.model.time import Time


def agreements(names: Names, _row: object) -> Lines:
    """All agreements."""
    yield agreement_table(names, names.record.agreements)


def agreement_table(names: Names, rows: Iterable[Agreement]) -> Table:
    """Some agreements, by the day of their signing."""
    made = table("id", "agreement", "kind", "parties", "signed", "status")
    for a in sorted(rows, key=lambda a: (a.signed.earliest or "" if a.signed else "", a.id)):
        made.add_row(short(a.id), a.name, a.kind, names.entities(a.parties), when(a.signed), a.status or "–")
    return made


def agreement(names: Names, row: Agreement) -> Lines:
    """One agreement."""
    yield Text(row.name, style="bold")
    yield fact("id", row.id)
    yield fact("kind", ", ".join(filter(None, (row.kind, row.form))))
    yield fact("parties", names.entities(row.parties))
    for label, people in (("signed by", row.signatories), ("witnesses", row.witnesses), ("mediators", row.mediators)):
        if people:
            yield fact(label, ", ".join(
                names.entity(p.person) + (f" for {names.entity(p.party)}" if p.party else "") for p in people))
    yield fact("signed", when(row.signed))
    yield fact("place", names.entity(row.place))
    yield fact("status", row.status)
    yield fact("rests on", rests_on(row.corroboration))
    yield from joined(names, row.id)
    yield from names.quoted(row.evidence)
    yield from _life(names, row)
    if row.aims:
        yield heading("Aims")
        for aim in row.aims:
            yield indented(aim.text)
            yield from names.quoted(aim.evidence, limit=1)
    yield from _provisions(names, row)
    others = [c for c in row.compliance if c.provision is None]
    if others:
        yield heading("Compliance")
        for verdict in others:
            yield from _verdict(names, verdict)
    if row.relations:
        yield heading("Other agreements")
        known = {a.id: a.name for a in names.record.agreements}
        for r in row.relations:
            yield fact(r.kind, known.get(r.agreement, r.agreement))


def _life(names: Names, row: Agreement) -> Lines:
    """What became of it, step by step, on whose word."""
    moments = life(row, names.record.events)
    if not moments:
        return
    yield heading("Life")
    made = table("when", "what", "who says so", "words")
    for m in moments:
        words = next(iter(sorted(m.evidence, key=lambda e: (e.field not in (None, "status"), e))), None)
        made.add_row(_by_when(m.time), shorten(m.what), said_by(names, m.by),
                     f"“{shorten(words.text)}” {names.document(words.document)}" if words else "")
    yield made


def _by_when(time: Time | None) -> str:
    """A time; an open one as its bound."""
    return f"by {time.latest}" if time and time.latest and not time.earliest else when(time)


def _provisions(names: Names, row: Agreement) -> Lines:
    """Each provision, and how it stands: who says that it is kept, or that it is open."""
    if not row.provisions:
        return
    yield heading("Provisions")
    for standing in standings(row):
        p = standing.provision
        name = names.entity(p.obligor) if p.obligor else ""
        who = f"{name}: " if name and name not in p.text else ""
        more = "".join(f"; {label} {value}" for label, value in (
            ("on condition:", p.condition), ("by", p.deadline.value if p.deadline else None)) if value)
        state = f" [{'open' if standing.verdict == 'pending' else standing.verdict}]" if standing.verdict else ""
        yield indented(f"{p.modality}: {who}{p.text}{more}{state}")
        yield from names.quoted(p.evidence, limit=1)
        for verdict in standing.rows:
            yield Padding(Text(_judged(names, verdict)), (0, 0, 0, 6))
            if verdict.verdict != "pending":
                yield from names.quoted(verdict.evidence, limit=1)


def _verdict(names: Names, row: ComplianceRow) -> Lines:
    yield indented(_judged(names, row))
    yield from names.quoted(row.evidence, limit=1)


def _judged(names: Names, row: ComplianceRow) -> str:
    party = f" ({names.entity(row.party)})" if row.party else ""
    if row.verdict == "pending":
        return f"open{party}: {row.why or 'not yet due'}"
    told = "" if row.why and not row.by else f", says {said_by(names, row.by)}"
    return f"{row.verdict}{party}{told}" + (f"; {row.why}" if row.why else "")
