"""Textbook algorithms and data structures: a module a family."""
