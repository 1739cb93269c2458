# What this project's commands are. Every target sets up what it needs; Go comes as the toolchain that go.mod names.
export GOTOOLCHAIN := go1.27.4
export CGO_ENABLED ?= 0

GOLANGCI_VERSION := v2.15.0
MAILPIT_VERSION := v1.27.11
TOOLS := $(CURDIR)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
PLATFORMS := linux/amd64 linux/arm64 darwin/arm64 windows/amd64

.PHONY: demo build test lint bench microbench cross check race npm chromium libreoffice strace mailpit ui ui-kept ui-check types pages clean

## demo: builds and runs a whole campaign on stand-ins for the providers; no key, no account, no network
demo: build
	./aceno demo

## build: the one executable
build:
	go build -trimpath -ldflags="-s -w" -o aceno .

## test: everything that is checked, with all it needs
test: npm ui-kept ui-check chromium libreoffice strace mailpit lint check race pages cross

check:
	go vet ./...

# The proofs of the built program go first and alone: they hold what happens when, and share no core with others.
race:
	CGO_ENABLED=1 go test -race -timeout 15m .
	CGO_ENABLED=1 go test -race -timeout 15m $$(go list ./... | tail -n +2)

## pages: the collections API through the official SDK, and the app in a real browser
pages: build npm chromium
	cd ui && ACENO_BINARY=../aceno node --test --test-concurrency=1 e2e/

## lint: golangci-lint with the project's configuration
lint: $(TOOLS)/golangci-lint
	$(TOOLS)/golangci-lint run ./...

$(TOOLS)/golangci-lint:
	GOBIN=$(TOOLS) CGO_ENABLED=0 go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

## cross: the static binary on every platform it is for
cross:
	@for p in $(PLATFORMS); do \
	  echo "build $$p"; CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build -trimpath -o /dev/null . || exit 1; \
	done

## bench: the hot paths on this machine, beside what it can do at all; writes docs/benchmarks.md
bench: build
	./aceno bench --rows 2000000

## microbench: the benchmarks of single parts
microbench:
	go test -run '^$$' -bench . -benchmem ./...

# The packages that the app is built of and tested with; `go build` needs none of them, since the built app is kept.
npm: ui/node_modules/.package-lock.json

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	cd ui && npm ci --no-audit --no-fund
	@touch $@

# What shows the order of writes and calls.
strace:
	@command -v strace >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends strace; }

# A real mail server for the tests of mails; built once, and again for another version.
mailpit: $(TOOLS)/mailpit-$(MAILPIT_VERSION)

$(TOOLS)/mailpit-$(MAILPIT_VERSION):
	GOBIN=$(TOOLS) CGO_ENABLED=0 go install github.com/axllent/mailpit@$(MAILPIT_VERSION)
	@rm -f $(TOOLS)/mailpit-v* && touch $@

# A browser for the tests of the page.
chromium:
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium; }

# What shows that a spreadsheet program leaves exports as they are; a quarter of a minute.
libreoffice:
	@command -v soffice >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends libreoffice-calc; }

## ui: builds the app into pb_public, which the executable carries
ui: npm
	cd ui && npm run --silent build

# The app that is kept is the one that its source gives. What is packed beside it depends on Node's own version of brotli
# and zlib, so that is held by a test which unpacks it.
ui-kept: npm
	@kept=$$(mktemp -d) && cp -R pb_public/. $$kept/ && $(MAKE) --no-print-directory ui && \
	  diff -rq -x '*.br' -x '*.gz' $$kept pb_public; same=$$?; rm -rf $$kept; \
	  [ $$same = 0 ] || { echo 'pb_public was not what ui/ gives; it is now: keep it' >&2; exit 1; }

## ui-check: types, lint and unit tests of the app, with its weights
ui-check: npm
	cd ui && npm run --silent check && npm run --silent unit

## types: writes what the app knows of the routes anew, from the document that is kept
types: npm
	cd ui && npm run --silent types

clean:
	rm -rf aceno bin aceno_demo aceno_bench_*
