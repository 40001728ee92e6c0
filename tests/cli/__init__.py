"""The command line and the whole way behind it."""
