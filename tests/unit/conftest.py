"""Property tests here are pure, so a slow machine is no failure: neither in a test nor where its examples are made."""

from hypothesis import HealthCheck, settings

settings.register_profile("pure", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pure")
