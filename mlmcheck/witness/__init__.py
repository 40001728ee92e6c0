"""Witnesses: for a finding about the plan, the smallest network and events that show it."""
