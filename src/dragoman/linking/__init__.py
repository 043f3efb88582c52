"""Linking readings into one record: entities, stories, agreements, events, assertions, differences."""
