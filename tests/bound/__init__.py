"""Tests of the bounds of plans."""
