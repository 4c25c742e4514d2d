# make demo        an environment, the sample dumps ingested, and what came out of them
# make test        an environment, and lint, types and tests; on Flink and Prism too once `make engines` has built them
# make engines     a Flink of Maven's jars where Java and Maven are, and Prism where Go is
# make flink-demo  an environment, a Flink cluster on this machine, and the sample dumps ingested by it;
#                  needs Java 11 or 17 and Maven
# make flink-test  the tests that bring clusters of one host and of two up, and take parts of them down
# make quality     an environment, and how good and how fast it is, beside trafilatura, on gold data
#                  (GOLD=folder; where there is none, PRESSCUT_GOLD or ../shared)
# make bench       the same, and what goes through how fast, beside datatrove, and in how much memory
# make models      an environment, and the models in transforms/models made anew from gold data
# make lock        the locked versions, made anew from setup.py

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-output
ENGINES := .engines
BEAM := $(shell sed -n 's/^apache-beam==//p' requirements.lock)
GOLD ?= $(or $(PRESSCUT_GOLD),../shared)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test engines flink-demo flink-test quality bench models lock clean

demo: $(VENV)/installed
	@$(BIN)/presscut ingest tests/data/dumps --output $(DEMO) --run-id demo
	@echo
	@$(BIN)/presscut show $(DEMO) --run demo --format text --limit 2
	@echo "All articles: $(BIN)/presscut show $(DEMO)     How a dump is cut: $(BIN)/presscut cut tests/data/dumps/harbour-evening.txt"

test: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

flink-demo: $(VENV)/installed $(ENGINES)/job-server.jar
	@$(BIN)/python -m cluster.flink $(BIN)/presscut ingest tests/data/dumps --output $(DEMO)-flink --run-id demo
	@$(BIN)/presscut verify $(DEMO)-flink

flink-test: $(VENV)/installed-dev $(ENGINES)/job-server.jar
	$(BIN)/python -m pytest -m cluster tests/test_engines.py tests/test_streaming.py

# What can be built here; tests of the others are skipped.
found = $(shell command -v $(1))
engines: $(if $(and $(call found,java),$(call found,mvn)),$(ENGINES)/job-server.jar) \
	$(if $(call found,go),$(ENGINES)/prism)

$(ENGINES)/job-server.jar: cluster/pom.xml
	mvn --quiet --batch-mode --file cluster/pom.xml package -Dengines="$(abspath $(ENGINES))"

$(ENGINES)/prism: requirements.lock
	GOBIN="$(abspath $(ENGINES))" go install github.com/apache/beam/sdks/v2/go/cmd/prism@v$(BEAM)

quality: $(VENV)/installed-train
	@$(BIN)/python -m benchmarks.quality $(GOLD)

bench: $(VENV)/installed-bench $(VENV)-datatrove/installed
	@$(BIN)/python -m benchmarks.throughput $(GOLD)/data/pages --datatrove $(VENV)-datatrove/bin/python \
		$(if $(wildcard $(ENGINES)/prism),--prism $(ENGINES)/prism)
	@$(BIN)/python -m benchmarks.memory $(GOLD)/data/pages

models: $(VENV)/installed-train
	$(BIN)/python -m training $(GOLD)

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "presscut needs Python 3.10 to 3.13; name one: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: setup.py requirements.lock | $(VENV)/python
	$(PIP_INSTALL) --constraint requirements.lock --editable .
	@touch $@

$(VENV)/installed-dev: setup.py requirements.lock | $(VENV)/python
	$(PIP_INSTALL) --constraint requirements.lock --editable '.[dev]'
	@touch $@ $(VENV)/installed

# Without what training needs: where pandas is, Beam loads it as well.
$(VENV)/installed-bench: setup.py requirements.lock | $(VENV)/python
	$(PIP_INSTALL) --constraint requirements.lock --editable '.[bench]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-train: setup.py requirements.lock | $(VENV)/python
	$(PIP_INSTALL) --constraint requirements.lock --editable '.[bench,train]'
	@touch $@ $(VENV)/installed

# It wants an older trafilatura than what presscut is held against.
$(VENV)-datatrove/installed:
	$(PYTHON) -m venv $(VENV)-datatrove
	$(VENV)-datatrove/bin/python -m pip install --quiet --disable-pip-version-check 'datatrove[io,processing]>=0.10' 'lxml-html-clean>=0.4'
	@touch $@

lock: | $(VENV)/python
	$(PIP_INSTALL) uv
	$(BIN)/uv pip compile setup.py --extra dev --extra bench --extra train --universal --python-version 3.10 \
		--no-header --no-annotate --upgrade --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) $(VENV)-datatrove $(DEMO) $(DEMO)-flink $(ENGINES) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
