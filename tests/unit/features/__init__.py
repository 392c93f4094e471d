"""Unit tests of the table of features."""
