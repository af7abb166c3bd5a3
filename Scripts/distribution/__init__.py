"""What the scripts of a distribution share: the binary and its libraries, the manual, completions. Standard library only."""
