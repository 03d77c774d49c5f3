"""Pictures of a run's values: who holds what at every moment, seen by a run of its own in the jail."""
