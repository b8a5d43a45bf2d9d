# `make demo` and `make test` do all the set-up they need.
.PHONY: baseline demo build test lint bench dev web web-deps tools clients e2e fuzz clean

KADANS = target/release/kadans
BUF = client-web/node_modules/@bufbuild/buf-linux-$(shell uname -m | sed 's/aarch64/aarch64/; s/x86_64/x64/')/bin/buf
CLIENTS = tests/clients

# The main job: builds everything and starts a server with a simulated contact centre. What is built for it is not
# optimised, which takes much less time.
demo: web
	cargo build --profile demo --locked --bin kadans
	target/demo/kadans demo

# The web client, and the release binary with it inside.
build: web
	cargo build --release --locked --bin kadans

web: client-web/dist/index.html

client-web/dist/index.html: client-web/node_modules/.package-lock.json $(shell find client-web/src client-web/public client-web/index.html client-web/vite.config.ts proto/kadans -type f 2>/dev/null)
	cd client-web && npm run --silent build

web-deps: client-web/node_modules/.package-lock.json

client-web/node_modules/.package-lock.json: client-web/package-lock.json
	cd client-web && npm ci --no-audit --no-fund
	@touch $@

# What only tests need: PostgreSQL, Chromium.
tools:
	tests/tools/require.sh

# Everything that is checked.
test: tools lint
	cargo test --workspace --locked
	cd client-web && npm run --silent test
	$(MAKE) clients
	$(MAKE) e2e
	$(MAKE) fuzz

# Programs that nobody here wrote, against the real server: buf, Connect, grpc-web, grpcio.
clients: tools web-deps $(CLIENTS)/node_modules/.package-lock.json $(CLIENTS)/.venv/requirements.txt
	cargo build --locked --bin kadans
	cd $(CLIENTS) && $(abspath $(BUF)) generate
	BUF=$(abspath $(BUF)) PYTHON=$(abspath $(CLIENTS))/.venv/bin/python node $(CLIENTS)/run.mjs

$(CLIENTS)/node_modules/.package-lock.json: $(CLIENTS)/package-lock.json
	cd $(CLIENTS) && npm ci --no-audit --no-fund
	@touch $@

$(CLIENTS)/.venv/requirements.txt: $(CLIENTS)/grpcio/requirements.txt
	python3 -m venv --clear $(CLIENTS)/.venv
	$(CLIENTS)/.venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	cp $< $@

# The journeys in a real browser, against the real server.
e2e: tools web
	cargo build --locked --bin kadans
	cd client-web && npm run --silent e2e

# Input that coverage leads, for the readers of foreign bytes: a minute each, or FUZZ_SECONDS.
FUZZ_SECONDS = 60
fuzz: tools
	fuzz/run.sh $(FUZZ_SECONDS)

lint: web
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(BUF) lint
	$(BUF) format --diff --exit-code
	$(BUF) breaking --against proto/baseline.binpb
	cd client-web && npm run --silent lint && npm run --silent gen:check && npm run --silent i18n:check && npm run --silent size
	cd client-web && node scripts/biome.mjs check --config-path=../tests/clients ../tests/clients

# Durable notifications per second against a bare endpoint, and the time from notification to watcher.
bench: build
	$(KADANS) bench

# The server from source at :8080 and the web client with hot reload at :5173.
dev: web-deps
	cargo build --bin kadans
	(cd client-web && npm run dev) & trap 'kill %1' EXIT; cargo run --bin kadans -- demo

# Records the protos that clients may rely on from now on.
baseline:
	$(BUF) build --exclude-source-info -o proto/baseline.binpb

clean:
	cargo clean
	rm -rf client-web/dist client-web/node_modules $(addprefix $(CLIENTS)/,gen node_modules .venv) kadans-data
