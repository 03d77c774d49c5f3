"""Word problems and exercises solved by small programs: a module a family."""
