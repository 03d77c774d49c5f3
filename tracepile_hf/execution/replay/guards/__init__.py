"""What a mirrored run may do: operators, attributes, calls, builtins, modules."""
