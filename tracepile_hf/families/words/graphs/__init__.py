"""Graph problems, told in the words of graphs."""
