"""Bundled programs: a module a family, found by a scan of the folders (registry.py). Nothing is imported here."""
