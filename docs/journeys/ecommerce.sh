#!/usr/bin/env bash
# The documents' example through the interface for programs alone: kibana_sample_data_ecommerce fails over, takes a write on the
# other side, fails back with everything, and returns home. Against the lab: it resets what the lab holds.
#   ./start &  docs/journeys/ecommerce.sh
# SWITCHBACK, HOME_CLUSTER and AWAY_CLUSTER say where the app and the two simulated clusters are. Needs curl and jq.
set -euo pipefail
api=${SWITCHBACK:-http://127.0.0.1:5080}/api/v1
home=${HOME_CLUSTER:-http://127.0.0.1:9211}
away=${AWAY_CLUSTER:-http://127.0.0.1:9212}
json='Content-Type: application/json'

as() { # PERSONA METHOD PATH [BODY]
  curl -sS -X "$2" -H "Authorization: Bearer rehearsal-$1" -H "$json" "$api/$3" ${4:+-d "$4"}
}

say() { printf '\n== %s\n' "$*" >&2; }

# Asks until the answer fits; every answer is looked at anew.
until_pair() { until as viewer GET pairs/orders | jq -e "$1" >/dev/null; do sleep 1; done; }
until_run() {
  local run
  while run=$(as viewer GET "runs/$1" | jq '.run'); ! jq -e "$2" >/dev/null <<<"$run"; do
    if jq -e '.state | IN("needsHuman", "failed", "aborted")' >/dev/null <<<"$run"; then jq . <<<"$run" >&2; exit 1; fi
    sleep 1
  done
}

# A journey: the plan, the wish, and the yes of somebody else. Prints the id of its run.
begin() { # OPERATION PARAMETERS WHY
  local plan run
  plan=$(as operator POST plans "{\"operation\":\"$1\",\"pair\":\"orders\",\"parameters\":$2}")
  jq -e .hash >/dev/null <<<"$plan" || { jq . <<<"$plan" >&2; exit 1; }
  jq -r '.title, (.loss // empty), (.steps[] | "  \(.number). \(.words)")' <<<"$plan" >&2
  run=$(as operator POST runs "$(jq -c --arg why "$3" '{planId: .id, planHash: .hash, confirm: .confirmWith, reason: $why}' <<<"$plan")" | jq -r .id)
  as approver POST "runs/$run/approve" "{\"planHash\":$(jq .hash <<<"$plan")}" >/dev/null
  printf '%s' "$run"
}

# Says yes to what a run asks, about exactly what it has found.
answer() { # PERSONA RUN WORDS
  local asks
  until_run "$2" '.asks != null'
  asks=$(as viewer GET "runs/$2" | jq -c '.run.asks')
  say "It asks: $(jq -r .question <<<"$asks")"
  as "$1" POST "runs/$2/say" "$(jq -c --arg words "$3" '{step, digest, words: $words}' <<<"$asks")" | jq -r '"\(.word), step \(.step)"' >&2
}

say 'A pair in which everything follows'
curl -sS -X POST "$home/_lab/scenarios/healthy-pair" >/dev/null
until_pair '.state.id == "following"'

say 'A write that never arrives: the link is cut, and then home goes down'
curl -sS -X POST -H "$json" "$home/_lab/links" -d '{"from":"clusterB","to":"clusterA","cut":"refuse"}' >/dev/null
curl -sS -X PUT -H "$json" "$home/kibana_sample_data_ecommerce/_doc/late" -d '{"user":"late"}' | jq -c '{_id, result}'
curl -sS -X POST "$away/_lab/clusters/clusterA/stop" >/dev/null
until_pair '.state.id == "active-unreachable"'

say 'Fail over'
run=$(begin failover '{"clients":"stopped"}' 'home is down')
answer operator "$run" 'the load balancer points to clusterB'
until_run "$run" '.state == "succeeded"'

say 'The documents write on the other side, under the name it has there'
curl -sS -X POST -H "$json" "$away/kibana_sample_data_ecommerce2/_doc?refresh=true" -d '{"user":"kimchy"}' | jq -c '{_id, result}'
curl -sS "$away/kibana_sample_data_ecommerce2/_search?q=kimchy" | jq -c '.hits.total'

say 'Home is back: fail back, compare, and go home'
curl -sS -X POST -H "$json" "$away/_lab/links" -d '{"from":"clusterB","to":"clusterA","cut":"none"}' >/dev/null
curl -sS -X POST "$away/_lab/clusters/clusterA/start" >/dev/null
until_pair '.state.id == "split-brain"'
run=$(begin failback '{"return":"yes"}' 'home is back')
until_run "$run" '.asks != null'
as operator GET "runs/$run/preserved" | jq -c '.items[]'
as operator GET "runs/$run/preserved/clusterA.kibana_sample_data_ecommerce" | jq -c '{op, id, other, _source}'
answer approver "$run" 'seen: one late order, preserved'
answer operator "$run" 'the load balancer points to clusterA'
until_run "$run" '.state == "succeeded"'

say 'What was written away is at home, and the pair is as it was'
curl -sS "$home/kibana_sample_data_ecommerce/_search?q=kimchy" | jq -c '.hits.total'
until_pair '.state.id == "following" and .protection == "full" and .active == "home"'
as viewer GET pairs/orders | jq -c '{state: .state.word, active, protection}'
as viewer GET audit/verify | jq -c .
