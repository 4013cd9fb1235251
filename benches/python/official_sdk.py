"""Calls get_token with the official SDK: a number of calls flows in a line, the CPU time they cost in nanoseconds flows out in a line.

Arguments: the base URL, the private key, the response key.
"""

import sys
import time

import cobo_waas2

host, key, response_key, *arguments = sys.argv[1:]
# The SDK knows the response keys of three addresses, and asserts that the host is one of them.
cobo_waas2.Configuration.resp_pubkey = property(lambda self: response_key)
configuration = cobo_waas2.Configuration(api_private_key=key, host=host)
with cobo_waas2.ApiClient(configuration) as client:
    api = cobo_waas2.OAuthApi(client)
    for line in sys.stdin:
        start = time.process_time_ns()
        for _ in range(int(line)):
            assert api.get_token(*arguments).access_token
        print(time.process_time_ns() - start, flush=True)
