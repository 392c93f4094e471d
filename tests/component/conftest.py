"""Fixtures of the tests of one service on real servers."""

from tests.integration.conftest import bench, services

__all__ = ["bench", "services"]
