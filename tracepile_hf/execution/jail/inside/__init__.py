"""The child's side of the jail, which sees neither recorder nor replay: what it runs is handed to it."""
