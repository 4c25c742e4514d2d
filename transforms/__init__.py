"""Reading, cutting, cleaning, deduplicating and writing: pure functions and their PTransforms.

Imports schemas/, never pipelines/. A module is one step of the way of the data: the
decisions are functions without Beam, the PTransform beside them is labels and arrows.
"""
