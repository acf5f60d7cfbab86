"""What the guard looks at, one module for each kind of fault."""
