"""Measuring the reader against annotated data and bare libraries."""
