# make run: start the bot. make test: everything that must hold. The rest is for daily work.
.PHONY: run test check train bench lock
PYTHON = .venv/bin/python

run:
	@./setup.sh
	@widget/build
	@$(PYTHON) -m bot run

test: check
	@tests/run

check:
	@./setup.sh test
	@tests/quietly "Lint (ruff)" sh -c '.venv/bin/ruff check . && .venv/bin/ruff format --check .'
	@tests/quietly "Types (mypy)" .venv/bin/mypy
	@tests/quietly "Content (bot check)" $(PYTHON) -m bot check
	@tests/quietly "Training data (rasa)" $(PYTHON) -W ignore -m rasa data validate
	@tests/quietly "Widget (tsc, esbuild)" widget/build check
	@$(PYTHON) -m bot train
	@$(PYTHON) -m pytest -q -n auto --dist loadfile \
	  tests/unit tests/content tests/staff tests/bench

train:
	@./setup.sh
	@$(PYTHON) -m bot train

bench:
	@./setup.sh test
	@$(PYTHON) -m bot train
	@$(PYTHON) -m tests.bench

lock:
	@./setup.sh test
	@.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.10 \
	  --generate-hashes --no-header --no-annotate -q -o requirements.txt
	@.venv/bin/uv pip compile pyproject.toml --extra test --universal --python-version 3.10 \
	  --generate-hashes --no-header --no-annotate -q -o requirements-test.txt
