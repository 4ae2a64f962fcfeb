"""Checks compose files: their schema, the first argument, and what every service of ours must have."""

import json
import re
import sys

import jsonschema
import yaml

PASSWORD = re.compile(r"TOKEN$|PASSWORD|SECRET|_KEY")


def problems(compose, schema):
    for error in jsonschema.validators.validator_for(schema)(schema).iter_errors(compose):
        yield f"{list(error.path)}: {error.message}"
    for name, service in compose["services"].items():
        if service.get("privileged"):
            yield f"{name} is privileged"
        if ":" not in service["image"] or service["image"].endswith(":latest"):
            yield f"{name} has no pinned version"
        if "mem_limit" not in service:
            yield f"{name} has no limit of memory"
        for needed, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy" and "healthcheck" not in compose["services"][needed]:
                yield f"{name} waits for the health of {needed}, which tells none"
        for variable, value in service.get("environment", {}).items():
            if PASSWORD.search(variable) and not re.fullmatch(r"\$\{\w+:(\?[^}]+|-)\}", str(value)):
                yield f"{name} has a default for {variable}"
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if not source.startswith(("/", ".", "$")) and source not in compose.get("volumes", {}):
                yield f"{name} mounts a volume {source} that is not named"


with open(sys.argv[1]) as file:
    SCHEMA = json.load(file)
wrong = 0
for path in sys.argv[2:]:
    with open(path) as file:
        for problem in problems(yaml.safe_load(file), SCHEMA):
            print(f"{path}: {problem}")
            wrong += 1
print(f"{len(sys.argv) - 2} compose files, {wrong} problems")
sys.exit(1 if wrong else 0)
