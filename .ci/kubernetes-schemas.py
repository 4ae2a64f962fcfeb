"""Copies the schemas of one version of Kubernetes out of the package kubernetes-validate; references between files become relative ones."""

import json
import pathlib
import sys

import kubernetes_validate

version, target = sys.argv[1], pathlib.Path(sys.argv[2])
target.mkdir()
for file in (pathlib.Path(kubernetes_validate.__file__).parent / f"kubernetes-json-schema/v{version}-local-strict").glob("*.json"):
    schema = json.loads(file.read_text().replace('"/api/_definitions.json#', '"_definitions.json#'))
    schema.pop("$id", None)
    (target / file.name).write_text(json.dumps(schema))
