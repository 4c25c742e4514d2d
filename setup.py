"""presscut: raw news dumps in, clean Avro articles out, on Apache Beam."""

from pathlib import Path

from setuptools import find_packages, setup

setup(
    name="presscut",
    version="0.1.0",
    description="Raw news dumps in, clean and counted Avro articles out, on Apache Beam",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.10,<3.14",
    packages=find_packages(include=["pipelines*", "transforms*", "schemas*"]),
    package_data={"schemas": ["*.avsc"], "transforms": ["models/*"]},
    install_requires=[
        "apache-beam>=2.77",
        "backports.zstd>=1.0",
        "beautifulsoup4>=4.13",
        "brotli>=1.1",
        "charset-normalizer>=3.4",
        "courlan>=1.3",
        "dateparser>=1.2",
        "fastavro>=1.9",
        "fasteners>=0.20",
        "fastwarc>=1.0",
        "grpcio>=1.60",
        "isal>=1.7",
        "langdetect>=1.0.9",
        "lxml>=5.3",
        "lz4>=4.3",
        "numpy>=1.26",
        "orjson>=3.9.7",
        "persiantools>=5.1",
        "prometheus-client>=0.20",
        "pyarrow>=16",
        "python-dateutil>=2.8.2",
        "regex>=2024.4",
        "rich>=13",
        "w3lib>=2.2",
        "warcio>=1.7",
    ],
    extras_require={
        "train": [
            "catboost>=1.2",
            "jax>=0.4.38",
            "lightgbm>=4.5",
            "optax>=0.2.4",
            "resiliparse>=2.0",
            "scikit-learn>=1.5",
            "scipy>=1.13",
            "trafilatura>=2.3",
        ],
        "bench": [
            # trafilatura's justext asks lxml for it by an extra's old name, which old pips miss.
            "lxml-html-clean>=0.4",
            "psutil>=6.0",
            "trafilatura>=2.3",
        ],
        "dev": [
            "hypothesis>=6.100",
            "import-linter>=2.1",
            "lxml-stubs>=0.5.1",
            "mypy>=1.13",
            "pytest>=8.3",
            "pytest-xdist>=3.6",
            "ruff>=0.8",
            "types-python-dateutil>=2.9",
        ],
    },
    entry_points={"console_scripts": ["presscut=pipelines.cli:main"]},
    classifiers=[
        "Programming Language :: Python :: 3.10",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
)
