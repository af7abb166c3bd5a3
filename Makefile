# Everything starts from a machine with a Swift toolchain and apt: what is missing is installed first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.PHONY: build demo test test-full bench format lint clean dependencies python install uninstall wheel docs reference

# One configuration for the command and its tests, so that nothing is compiled twice.
SWIFT_FLAGS := -c release --explicit-target-dependency-import-check error -Xswiftc -enable-testing
CELLAR := .build/release/cellar
PYTHON := .venv/bin/python
SWIFT_SOURCES := Package.swift Sources Tests Examples
DEMO := .build/demo

# Where `make install` puts what, below DESTDIR if that is given. LIBRARIES=all carries those of the system too.
PREFIX ?= /usr/local
DESTDIR ?=
LIBRARIES ?= missing

dependencies:
	@Scripts/install-dependencies

python:
	@Scripts/install-dependencies --python

build: dependencies  ## the command, at .build/release/cellar
	swift build $(SWIFT_FLAGS) --product cellar

demo: build  ## a release out of the logs in Fixtures/
	$(CELLAR) build transnas-bench-101-logs --input Fixtures/transnas-logs --output $(DEMO) --no-cache
	@ls -l $(DEMO) | awk 'NR > 1 { printf "%9d  %s\n", $$5, $$9 }'
	@echo 64-41414-3_33_333 | $(CELLAR) arch --space transnas-bench-101-micro --json - | cut -c 1-160

test: build python  ## unit tests, then the command against what Python reads
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(SWIFT_FLAGS) --skip-build >.build/test.log 2>&1 || { cat .build/test.log; exit 1; }
	@grep -E 'skipped|Test run with' .build/test.log
	CELLAR=$(CURDIR)/$(CELLAR) $(PYTHON) -m pytest -c Tests/BlackBox/pytest.ini -m "not full" -n 2 --dist loadfile \
	  Tests/BlackBox

# How long each reader of files is fuzzed by `make test-full`, two at a time on two cores; schemas and expressions, which
# are users' own texts, for a tenth of that.
FUZZ_SECONDS ?= 600
FUZZ_TESTS := PickleFuzz|JSONFuzz|NASBench101Reader|EventFileReader|ProtobufReader|TFRecordReader|CSVTable|CodecLaw
FUZZ_TESTS := $(FUZZ_TESTS)|HostileRelease

test-full: build  ## full size, speed, memory, kills, and ten minutes of fuzzing
	@Scripts/install-dependencies --full
	swift build $(SWIFT_FLAGS) --build-tests
	CELLAR=$(CURDIR)/$(CELLAR) $(PYTHON) -m pytest -c Tests/BlackBox/pytest.ini -m full Tests/BlackBox
	CELLAR_FUZZ_SECONDS=$(FUZZ_SECONDS) swift test $(SWIFT_FLAGS) --skip-build --filter '$(FUZZ_TESTS)' \
	  >.build/fuzz.log 2>&1 || { cat .build/fuzz.log; exit 1; }
	CELLAR_FUZZ_SECONDS=$$(($(FUZZ_SECONDS) / 10)) swift test $(SWIFT_FLAGS) --skip-build --filter SchemaFuzz \
	  >>.build/fuzz.log 2>&1 || { cat .build/fuzz.log; exit 1; }
	@grep -E '^fuzz .* rounds in|mutations|Test run with' .build/fuzz.log

bench: build python  ## ratios against the comparison program
	CELLAR=$(CURDIR)/$(CELLAR) PYTHON=$(CURDIR)/$(PYTHON) Tests/Benchmarks/run

install: build  ## the command with its libraries, manual pages and completions, under PREFIX
	Scripts/install --binary $(CELLAR) --prefix '$(PREFIX)' --destdir '$(DESTDIR)' --libraries $(LIBRARIES)

uninstall:
	Scripts/install --prefix '$(PREFIX)' --destdir '$(DESTDIR)' --uninstall

wheel: build  ## the Python module, the command and its libraries, in .build/wheels
	Scripts/build-wheel --binary $(CELLAR) --output .build/wheels

reference: build  ## docs/commands.md, from what the command says of itself
	Scripts/update-command-reference --binary $(CELLAR)

docs: dependencies  ## the site of guides and of the Swift library, in .build/docs
	swift build $(SWIFT_FLAGS) --product CellarKit
	Scripts/build-docs --output .build/docs

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

clean:
	swift package clean
	rm -rf $(DEMO) .venv
