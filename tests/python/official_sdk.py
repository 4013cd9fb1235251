"""Makes calls with the official SDK: reads a job in JSON from standard input, and prints what each call ended in as JSON.

The job has `host`, `key`, `now_ms`, and `calls`: each the name of an operation, its arguments by name, and its body. A call
with a `number` sends it in the header `x-call`.
"""

import inspect
import json
import sys
import time
import typing

import cobo_waas2
from pydantic import BaseModel

APIS = [value for name, value in vars(cobo_waas2).items() if name.endswith("Api")]


def plain(annotation):
    """The type within `Annotated` and `Optional`."""
    while typing.get_origin(annotation) in (typing.Annotated, typing.Union):
        annotation = typing.get_args(annotation)[0]
    return annotation


def is_model(kind):
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def make(client, call):
    """Calls an operation; a body goes to the one parameter whose type is a model."""
    api = next(api for api in APIS if hasattr(api, call["operation"]))
    method = getattr(api(client), call["operation"])
    kinds = {name: plain(each.annotation) for name, each in inspect.signature(method).parameters.items()}
    arguments = {}
    for name, value in call.get("arguments", {}).items():
        kind = kinds[name]
        arguments[name] = value if typing.get_origin(kind) or kind in (str, int, bool) else kind(value)
    if "body" in call:
        name = next(name for name, kind in kinds.items() if is_model(kind))
        arguments[name] = kinds[name].from_dict(call["body"])
    if "number" in call:
        client.set_default_header("x-call", call["number"])
    method(**arguments)


job = json.load(sys.stdin)

# The SDK takes the nonce from the clock.
time.time = lambda: job["now_ms"] / 1000
assert int(time.time() * 1000) == job["now_ms"]

configuration = cobo_waas2.Configuration(api_private_key=job["key"], host=job["host"])
endings = []
with cobo_waas2.ApiClient(configuration) as client:
    for call in job["calls"]:
        try:
            make(client, call)
            endings.append("answered")
        except BaseException as error:
            lines = [line.strip() for line in str(error).splitlines()]
            endings.append(": ".join([type(error).__name__, *lines]))

json.dump({"version": cobo_waas2.__version__, "endings": endings}, sys.stdout)
