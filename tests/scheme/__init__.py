"""Tests of scheme files: reading, errors, writing, and the plan on a day."""
