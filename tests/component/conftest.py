"""Fixtures of the tests of one service on real servers."""

from tests.integration.conftest import bench

__all__ = ["bench"]
