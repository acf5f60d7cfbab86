# The two commands from a fresh clone: make run, make test. Each makes what is missing.
.DEFAULT_GOAL := help
.PHONY: help run test check soak train evaluate bench platforms training training-test lock \
	training-lock clean

UV := UV_CUSTOM_COMPILE_COMMAND="make lock" .tools/uv/bin/uv pip compile --quiet \
	--generate-hashes --no-emit-index-url --python-version 3.10 $(UPGRADE)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: ## run the bot and its web page (BOT_PORT, BOT_HOST, BOT_DATA_DIR: see README)
	@.ci/prepare run && exec .venv/bin/bot serve

test: check ## every check and every test
	.venv/bin/bot knowledge check
	.venv/bin/python -m pytest -m "not soak" -n auto --dist loadfile

check: ## format, lint, types, import floors
	@.ci/prepare dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

soak: ## the long tests: the bot is killed again and again under load, platforms and stores go away
	@.ci/prepare dev
	.venv/bin/python -m pytest -m soak

train: ## make the dialogue model anew
	@.ci/prepare run
	.venv/bin/bot train

evaluate: ## how well intents are understood
	@.ci/prepare run
	.venv/bin/bot evaluate nlu

bench: ## this bot against a stock Rasa project on this machine
	@.ci/prepare dev
	.venv/bin/python -m tests.bench

platforms: ## stand-ins for Telegram and Zalo, to talk with the bot over them in a terminal
	@.ci/prepare dev
	@.venv/bin/python -m tests.platforms

TAUGHT := .cache/training
MINUTES := 70

training: training/.venv/installed ## teach the bundled language model to word passages (training/)
	@.ci/prepare run
	mkdir -p $(TAUGHT)
	.venv/bin/python -m training.build $(TAUGHT)
	OMP_WAIT_POLICY=PASSIVE nice -n 19 training/.venv/bin/python -m training.train $(TAUGHT) \
		--minutes $(MINUTES)
	training/.venv/bin/python -m training.export $(TAUGHT)
	training/.venv/bin/python -m training.curve $(TAUGHT)/curve.csv $(TAUGHT)/curve.png
	.venv/bin/python -m training.evaluate $(TAUGHT)/figures.csv
	.venv/bin/python -m training.evaluate $(TAUGHT)/figures.csv --adapter $(TAUGHT)/adapter.gguf

training-test: training/.venv/installed
	training/.venv/bin/python -m pytest -q -c /dev/null --rootdir training training/tests

# An environment of its own: Rasa asks for old versions of what it needs.
training/.venv/installed: training/requirements.lock
	@.ci/prepare uv
	.tools/uv/bin/uv venv --quiet --clear --seed --python 3.11 training/.venv
	training/.venv/bin/python -m pip install --quiet --require-hashes -r $<
	touch $@

training-lock:
	@.ci/prepare uv
	UV_CUSTOM_COMPILE_COMMAND="make training-lock" .tools/uv/bin/uv pip compile --quiet \
		--generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		$(UPGRADE) training/requirements.in --output-file training/requirements.lock

lock: ## pin the packages of pyproject.toml anew (UPGRADE=--upgrade: newer versions)
	@.ci/prepare uv
	$(UV) pyproject.toml --output-file requirements/run.lock
	$(UV) pyproject.toml --extra dev --constraint requirements/run.lock \
		--output-file requirements/dev.lock
	echo uv | $(UV) - --output-file requirements/uv.lock
	echo vieneu | $(UV) --no-deps - --output-file requirements/clips.lock

clean: ## remove all that was made, but nothing the bot has stored
	rm -rf .venv .tools .rasa models *.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis bench-results
