# What xpiler needs beyond a Rust toolchain comes from apt and PyPI: see tools/setup.sh.
.PHONY: demo test test-all lint lit e2e bench performance setup
PY = test/.venv/bin/python

demo: setup ## build, translate examples/softmax.cu to the other three platforms, show the BANG C text and the verdict
	cargo build --release -q -p xpiler-tools
	@for to in hip bang vnni; do \
	    case $$to in hip) ext=hip;; bang) ext=mlu;; vnni) ext=c;; esac; \
	    echo "xpiler translate examples/softmax.cu --to $$to -o target/demo/softmax.$$ext"; \
	    mkdir -p target/demo; \
	    target/release/xpiler translate examples/softmax.cu --to $$to --arg rows=64 --arg cols=300 \
	        -o target/demo/softmax.$$ext --report target/demo/softmax.$$ext.json || exit; \
	done
	@echo; cat target/demo/softmax.mlu; echo; grep -A3 '"verdict"' target/demo/softmax.mlu.json

test: lint ## everything that needs no GPU: unit, property, lit, emulated end-to-end runs; of the long suites a sample
	tools/setup.sh tests
	cargo test --workspace -q
	XPILER=$(CURDIR)/target/debug/xpiler $(PY) -m pytest -q -n 2 test

test-all: export XPILER_TESTS = all
test-all: test ## the same, and all cases of the long suites: about ten minutes more

lint: setup
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -q -- -D warnings

lit: ## the lit suites alone: make lit FILTER=loop-fuse
	cargo test -q -p xpiler-tools --test lit

e2e: ## translate, compile and run the corpus: make e2e FILTER=softmax
	cargo build -q -p xpiler-tools
	$(PY) -m pytest -q -n 2 test/e2e -k "$(or $(FILTER),e2e)"

bench: ## how long translations take
	cargo build --release -q -p xpiler-tools
	target/release/xpiler bench test/kernels

performance: ## run time of translations against oneDNN on one core; docs/performance.md
	cargo build --release -q -p xpiler-tools
	test -x target/performance/bin/python || python3 -m venv target/performance
	target/performance/bin/pip install -q --disable-pip-version-check -r test/performance/requirements.txt
	target/performance/bin/python test/performance/cpu.py --json test/performance/cpu.json
	target/performance/bin/python test/performance/render.py

setup:
	@tools/setup.sh
