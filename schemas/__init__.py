"""What presscut writes: Avro schemas and the dataclasses that mirror them.

Imports nothing of the project. transforms/ and pipelines/ build on it.
"""
