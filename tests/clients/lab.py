"""Works a pair of clusters through Debian's official Python client, and prints what it saw as one line of JSON.

usage: lab.py URL_A URL_B TRANSPORT_A
"""
import json
import sys
import time
import warnings

from elasticsearch import Elasticsearch, exceptions, helpers

warnings.simplefilter("ignore")
url_a, url_b, transport_a = sys.argv[1:4]
a = Elasticsearch([url_a], max_retries=0)
b = Elasticsearch([url_b], max_retries=0)
seen = {}


def failure(call):
    try:
        call()
        return "no failure"
    except exceptions.TransportError as e:
        return f"{type(e).__name__} {e.status_code} {e.error}"


def until(ask, satisfied):
    end = time.monotonic() + 30
    while True:
        answer = ask()
        if satisfied(answer):
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain; the last answer was {answer}")


try:
    info = a.info()
    seen["info"] = [info["cluster_name"], info["version"]["number"], info["tagline"]]
    seen["ping"] = a.ping()

    b.cluster.put_settings(body={"persistent": {"cluster.remote.clusterA.seeds": [transport_a]}})
    seen["remote"] = until(b.cluster.remote_info, lambda r: r["clusterA"]["connected"])["clusterA"]["mode"]

    seen["created"] = a.indices.create(index="orders", body={"settings": {"number_of_replicas": 0}})
    first = a.index(index="orders", id="1", body={"customer": "kimchy", "total": 1}, refresh=True)
    seen["indexed"] = [first["result"], first["_seq_no"], first["_type"]]
    bulk = a.bulk(body=[{"index": {"_index": "orders", "_id": "2"}}, {"customer": "ada"}, {"delete": {"_index": "orders", "_id": "none"}}], refresh=True)
    seen["bulk"] = [bulk["errors"], [list(item.values())[0]["status"] for item in bulk["items"]]]
    seen["helped_bulk"] = helpers.bulk(a, ({"_index": "orders", "n": n} for n in range(2)), refresh=True)[0]
    found = a.search(index="orders", body={"query": {"match": {"customer": "kimchy"}}})
    seen["searched"] = [found["hits"]["total"]["value"], [hit["_source"]["total"] for hit in found["hits"]["hits"]]]
    seen["scanned"] = sorted(hit["_id"] for hit in helpers.scan(a, index="orders", query={"query": {"ids": {"values": ["1", "2"]}}}))

    seen["followed"] = b.ccr.follow(index="orders2", wait_for_active_shards="1", body={"remote_cluster": "clusterA", "leader_index": "orders"})
    seen["follow_info"] = [[f["follower_index"], f["status"]] for f in b.ccr.follow_info(index="orders2")["follower_indices"]]
    stats = until(lambda: b.ccr.follow_stats(index="orders2"), lambda s: s["indices"][0]["shards"][0]["follower_global_checkpoint"] >= 3)
    seen["follow_stats"] = stats["indices"][0]["shards"][0]["read_exceptions"]
    seen["stats"] = sorted(b.ccr.stats())
    seen["refused"] = failure(lambda: b.index(index="orders2", body={}))
    seen["paused"] = b.ccr.pause_follow(index="orders2")
    seen["resumed"] = b.ccr.resume_follow(index="orders2")
    b.ccr.pause_follow(index="orders2")
    seen["closed"] = b.indices.close(index="orders2")["acknowledged"]
    seen["unfollowed"] = b.ccr.unfollow(index="orders2")
    seen["opened"] = b.indices.open(index="orders2")

    seen["pattern_put"] = b.ccr.put_auto_follow_pattern(name="logs", body={"remote_cluster": "clusterA", "leader_index_patterns": ["logs-*"]})
    seen["patterns"] = [[p["name"], p["pattern"]["active"]] for p in b.ccr.get_auto_follow_pattern()["patterns"]]
    seen["pattern_deleted"] = b.ccr.delete_auto_follow_pattern(name="logs")

    seen["missing_index"] = failure(lambda: a.search(index="nope"))
    seen["missing_pattern"] = failure(lambda: b.ccr.get_auto_follow_pattern(name="nope"))
    seen["conflict"] = failure(lambda: a.create(index="orders", id="1", body={}))
    seen["existing"] = failure(lambda: a.indices.create(index="orders"))
    seen["unknown_parameter"] = failure(lambda: b.ccr.stats(params={"wrong": "1"}))
    seen["exists"] = [a.indices.exists(index="orders"), a.indices.exists(index="nope")]
    seen["deleted"] = a.indices.delete(index="orders")
    seen["license"] = a.license.get()["license"]["type"]
except Exception as e:
    seen["broke"] = [type(e).__name__, str(e)]
print(json.dumps(seen))
