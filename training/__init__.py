"""How the shipped models are made, and what they are worth on sites they have not seen."""

import os

# Sums over threads depend on how many there are, and those of one on what the processor can do:
# they are made as all x86-64 processors of the last ten years can. To be said before numpy and
# jax are loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL AVX512_SPR"
os.environ["XLA_FLAGS"] = "--xla_cpu_max_isa=AVX2 --xla_cpu_multi_thread_eigen=false"
