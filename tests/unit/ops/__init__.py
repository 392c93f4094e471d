"""Unit tests of the operator's tools."""
