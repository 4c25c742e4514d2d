"""Entry points: the command line, the options, the graph. No decision about text is made here."""
