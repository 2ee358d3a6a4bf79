# make demo   everything on this machine, from nothing to a page in the browser
# make test   everything that CI runs
# make lock   new versions of what we depend on

# dozens of processes start here: what Python has compiled once, it keeps
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test journeys chaos benchmarks screenshots lock

demo:
	@sh ops/prepare.sh demo
	@exec .venv/bin/python -m ops.demo

test:
	@sh ops/prepare.sh test
	@sh ops/checks.sh

journeys:
	@sh ops/prepare.sh test
	SERVICE_DAY_LOOKS=all .venv/bin/python -m pytest -n 2 -m journey

chaos:
	@sh ops/prepare.sh test
	.venv/bin/python -m pytest -m "chaos or (long and not journey)"
	SERVICE_DAY_EXAMPLES=search .venv/bin/python -m pytest -n 2 -m hypothesis

benchmarks:
	@sh ops/prepare.sh test
	.venv/bin/python -m benchmarks.pages
	.venv/bin/python -m benchmarks.dashboards
	.venv/bin/python -m benchmarks.reports
	.venv/bin/python -m benchmarks.voice

screenshots:
	@sh ops/prepare.sh test
	.venv/bin/python -m ops.screenshots

lock:
	@sh ops/prepare.sh test
	.venv/bin/python -m pip install --quiet uv
	for part in base voice demo node test; do .venv/bin/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  requirements/$$part.in --output-file requirements/$$part.txt; done
