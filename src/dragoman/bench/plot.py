"""A log-log plot as SVG: points, the line that fits them best, and its slope."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 760, 460, 70, 30, 250, 50
_COLOURS = ("#1b6ca8", "#b5442e", "#3a7d44", "#7a4f9a", "#a67c00", "#555555")


def slope(points: Points) -> float | None:
    """The exponent by which one grows with the other: the slope of log over log, by least squares."""
    fit = _fit(points)
    return round(fit[0], 3) if fit else None


def loglog(series: Mapping[str, Points], across: str, title: str) -> str:
    """A picture of several series; a slope of 1 is proportional, of 0 constant."""
    drawn = {name: [(x, y) for x, y in points if x > 0 and y > 0] for name, points in series.items()}
    drawn = {name: points for name, points in drawn.items() if points}
    every = [p for points in drawn.values() for p in points]
    if not every:
        return _svg([])
    low_x, high_x = _decades([x for x, _ in every])
    low_y, high_y = _decades([y for _, y in every])

    def at(x: float, y: float) -> tuple[float, float]:
        width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
        return (round(_LEFT + width * (math.log10(x) - low_x) / (high_x - low_x), 1),
                round(_TOP + height * (high_y - math.log10(y)) / (high_y - low_y), 1))

    parts = [_text(_LEFT, _TOP - 12, title, size=14), _text(_LEFT, _HEIGHT - 10, across)]
    for n in range(low_x, high_x + 1):
        x, y = at(10.0**n, 10.0**low_y)
        parts += [_line((x, _TOP), (x, y), "#dddddd"), _text(x, y + 16, _number(n), anchor="middle")]
    for n in range(low_y, high_y + 1):
        x, y = at(10.0**low_x, 10.0**n)
        parts += [_line((x, y), (_WIDTH - _RIGHT, y), "#dddddd"), _text(x - 6, y + 4, _number(n), anchor="end")]
    for n, (name, points) in enumerate(drawn.items()):
        colour = _COLOURS[n % len(_COLOURS)]
        fit = _fit(points)
        if fit:
            ends = [min(x for x, _ in points), max(x for x, _ in points)]
            first, last = (at(x, math.exp(fit[1]) * x**fit[0]) for x in ends)
            parts.append(_line(first, last, colour))
        parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in (at(*p) for p in points)]
        label = f"{name} (slope {fit[0]:.2f})" if fit else name
        parts.append(_text(_WIDTH - _RIGHT + 12, _TOP + 14 + 20 * n, label, colour=colour))
    return _svg(parts)


def _fit(points: Points) -> tuple[float, float] | None:
    """Slope and intercept, in natural logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    steep = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    return steep, mean_y - steep * mean_x


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"


def _line(start: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, *, size: int = 11, anchor: str = "start", colour: str = "#333333") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _svg(parts: Sequence[str]) -> str:
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">')
    return "\n".join([head, f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>', *parts, "</svg>", ""])
