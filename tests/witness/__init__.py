"""Witnesses: the smallest examples of findings."""
