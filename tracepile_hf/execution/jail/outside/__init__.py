"""The service's side of the jail: starts it, hands it jobs, judges what comes back."""
