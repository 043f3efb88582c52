"""Reading one report: names, times, quantities, claims, agreements, events."""
