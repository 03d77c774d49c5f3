"""The grammar of whole sentences: productions as data, a file a group, and the engine that derives by them."""
