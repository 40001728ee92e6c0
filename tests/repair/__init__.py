"""Tests of repairs: what they change, that nothing smaller would do, and how they are shown."""
