"""Tests of the law: intervals, facts, conditions, findings, verdicts, scores and the packs."""
