"""One file per command: `add` describes it to the parser, `run` does it and gives the exit code."""
