"""How the shipped models are made, and what they are worth on sites they have not seen."""
