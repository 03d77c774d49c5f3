"""The corpus by its name, and what goes to the Hub: the door of `load_dataset`, its builder, pushing, model cards.

`import tracepile_hf` comes through here for `door`: this file imports nothing.
"""
