"""Bounds on a plan that hold of all behaviour: whose money pays rewards, and what a stop leaves."""
