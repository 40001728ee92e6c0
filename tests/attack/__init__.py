"""Tests that attack: files, folders and options that nobody should write, and somebody does."""
