"""Reports: what was found, written for people and for programs."""
