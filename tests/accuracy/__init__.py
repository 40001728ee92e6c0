"""The rules held against decided schemes."""
