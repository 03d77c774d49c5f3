"""Families told in words, by domain: their programs stay hidden."""
