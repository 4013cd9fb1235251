"""Makes calls with the official SDK: JSON flows in over standard input, what each call ended in flows out as JSON.

The input has `host`, `key`, `now_ms`, and `calls`: each the name of a method of `OAuthApi` and its arguments.
"""

import json
import sys
import time

import cobo_waas2

job = json.load(sys.stdin)

# The SDK takes the nonce from the clock.
time.time = lambda: job["now_ms"] / 1000
assert int(time.time() * 1000) == job["now_ms"]

configuration = cobo_waas2.Configuration(api_private_key=job["key"], host=job["host"])
endings = []
with cobo_waas2.ApiClient(configuration) as client:
    api = cobo_waas2.OAuthApi(client)
    for call in job["calls"]:
        arguments = dict(call["arguments"])
        if call["method"] == "refresh_token":
            arguments = {"refresh_token_request": cobo_waas2.RefreshTokenRequest(**arguments)}
        try:
            getattr(api, call["method"])(**arguments)
            endings.append("answered")
        except BaseException as error:
            endings.append(type(error).__name__)

json.dump({"version": cobo_waas2.__version__, "endings": endings}, sys.stdout)
