"""Kill everything that can be killed, then count: attempted = effect + parked."""
