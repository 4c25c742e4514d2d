"""How the shipped models are made, and what they are worth on sites they have not seen."""

import os

# Sums over threads depend on how many there are. To be said before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
