"""The forms of plan, one module each: from acts to what is due to whom, before caps."""
