"""Judgements of people, which outrank the machine and survive every rebuild."""
