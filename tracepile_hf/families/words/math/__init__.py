"""Word problems: families of families/mathematics with a glossary, told as a solution."""
