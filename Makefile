# The few commands people type. Each one is a call of the build tool in xtask/.
XTASK = cargo run --quiet --package xtask --

.DEFAULT_GOAL := help
.PHONY: help run dev test check e2e bench clean compiler

help:
	@echo 'make run     set up what is missing, build, serve on http://localhost:3000'
	@echo 'make dev     the same in development: rebuild and restart on every change'
	@echo 'make test    everything: format, clippy, unit, SQLite and PostgreSQL, HTTP, browser tests'
	@echo 'make check   the quick part: format, clippy, tests that need neither PostgreSQL nor a browser'
	@echo 'make e2e     the browser tests alone (ARGS="forum.spec.ts" chooses)'
	@echo 'make bench   weight and speed beside a bare server (ARGS=library: search and files; ARGS=forum; ARGS=works; ARGS=phone: first paint)'
	@echo 'make clean   remove what the build made; data stays'

run dev test check e2e bench: compiler
	@$(XTASK) $@ $(ARGS)

clean:
	@$(XTASK) clean

# Cargo needs a C linker; a new machine may have none.
compiler:
	@command -v cc >/dev/null || { echo 'Installing a C compiler…'; apt-get update -qq && apt-get install -y -qq gcc libc6-dev >/dev/null; }
