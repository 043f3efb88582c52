# The README's two commands are `make demo` and `make test`; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
GOLD ?= ../shared/gold
BENCH ?= ../shared/bench

.PHONY: demo test check pytest quality floors bench golden reference lock clean

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	$(BIN)/python -c "from dragoman.ontology.gazetteer import load_gazetteer; load_gazetteer()"  # some seconds, once
	@touch $@

demo: .venv/ready          ## read the example reports into demo/, and write their dossiers
	@$(BIN)/python scripts/demo.py

test: check pytest         ## style, types, layers, tests

check: .venv/ready
	$(BIN)/ruff check src tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

pytest: .venv/ready
	$(BIN)/pytest

quality: .venv/ready       ## measure on the annotated clusters in GOLD, and hold the floors of quality.toml
	$(BIN)/python scripts/quality.py --gold $(GOLD) --check

floors: .venv/ready        ## raise the floors to what is reached now
	$(BIN)/python scripts/quality.py --gold $(GOLD) --raise

bench: .venv/ready         ## speed against the bare parser, over workers, and as a record grows: a short form
	$(BIN)/dragoman bench speed --documents 150 --sizes 50,100,200

golden: .venv/ready        ## make the golden readings anew; read the diff before you commit it
	$(BIN)/python scripts/golden.py

reference: .venv/ready     ## make docs/reference anew from the code
	$(BIN)/python scripts/reference.py

lock:                      ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml \
		--no-header --no-emit-index-url --no-emit-find-links -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group ftm -c requirements.lock \
		--no-header --no-emit-index-url --no-emit-find-links -o requirements-ftm.lock

clean:
	rm -rf .venv demo build dist
