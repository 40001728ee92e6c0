"""The way from a scheme file to a judgement."""
