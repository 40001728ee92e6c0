"""Tests of how a plan pays."""
