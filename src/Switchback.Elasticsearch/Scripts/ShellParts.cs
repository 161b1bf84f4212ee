namespace Switchback.Elasticsearch.Scripts;

/// <summary>What both scripts can do, in the shell's own words. Nothing of a cluster is in here: everything comes in as quoted arguments.</summary>
internal static class ShellParts
{
    public const string Begin = """
        set -eu
        umask 077
        work=$(mktemp -d)
        closed=''

        say() { printf '%s\n' "$*"; }
        stop() { printf 'STOPPED: %s\n' "$*" >&2; exit 1; }

        # Whatever ends this, nothing stays closed in silence.
        leave() {
          code=$?
          trap - EXIT
          if [ -n "$closed" ]; then
            say 'Opening again what was closed ...'
            ask B POST "/$closed/_open"
            if ok; then say 'It is open.'; else printf 'STILL CLOSED on B. Open by hand: POST /%s/_open\n' "$closed" >&2; fi
          fi
          rm -rf "$work"
          exit "$code"
        }
        trap leave EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP

        # ask A|B METHOD PATH [BODY]: one call. $answer has what came back, $status its number, 000 when nothing came.
        ask() {
          method=$2 path=$3 body=${4-}
          case $1 in
            A) address=${A%/} config=${A_CONFIG-} ;;
            *) address=${B%/} config=${B_CONFIG-} ;;
          esac
          set -- --silent --globoff --path-as-is --connect-timeout 10 --max-time "${PATIENCE:-60}" --request "$method" --output "$work/answer" --write-out '%{http_code}'
          [ -z "$config" ] || set -- --config "$config" "$@"
          [ -z "$body" ] || set -- "$@" --header 'Content-Type: application/json' --data-raw "$body"
          : >"$work/answer"
          status=$(curl "$@" "$address$path") || status=000
          answer=$(cat "$work/answer")
        }
        ok() { case $status in 2??) return 0 ;; *) return 1 ;; esac; }
        contains() { case $answer in *"$1"*) return 0 ;; *) return 1 ;; esac; }
        must() { ask "$@"; ok || stop "$1 $2 $3 was answered with $status: $answer"; }

        # confirm WORDS-TO-TYPE SENTENCE: a person goes on, or nobody does.
        confirm() {
          printf '%s\nType exactly   %s   to go on: ' "$2" "$1"
          read -r typed || typed=''
          [ "$typed" = "$1" ] || stop 'That was not typed. Nothing further was done.'
        }

        # is_cluster A|B UUID NAME: the address leads to the cluster that this was written for.
        is_cluster() {
          must "$1" GET '/?filter_path=cluster_uuid'
          contains "\"cluster_uuid\":\"$2\"" || stop "$1 is not $3: $answer"
        }
        # holds TEXT NAME: the last answer shows that index with the identity it had when this was written.
        holds() { contains "$1" || stop "$2 is not the index that it was when this was written. Nothing is done to another one."; }
        # follows A|B NAME: whether it is a follower now.
        follows() {
          must "$1" GET "/$2/_settings/index.xpack.ccr.following_index?flat_settings=true&expand_wildcards=all"
          contains '"index.xpack.ccr.following_index":"true"'
        }
        """;

    public const string Failover = """
        # The name is given twice: as a path carries it, and as people read it.
        pause() {
          if ! follows B "$1"; then say "$2: an ordinary index already"; return 0; fi
          ask B POST "/$1/_ccr/pause_follow"
          if ok; then say "$2: paused"; return 0; fi
          said="$status $answer"
          ask B GET "/$1/_ccr/info?filter_path=follower_indices.status"
          contains '"status":"paused"' || stop "$2 could not be paused: $said"
          say "$2: paused already"
        }
        close_list() { closed=$1; must B POST "/$1/_close"; say "closed: $1"; }
        unfollow() {
          if ! follows B "$1"; then return 0; fi
          ask B POST "/$1/_ccr/unfollow"
          if ok; then say "$2: unfollowed"; return 0; fi
          # Without A it happens all the same: only A's retention leases are left behind. What counts is looked at once it is open.
          say "$2: unfollow was answered with $status. Without A that is expected; keep this for forget_follower: $answer"
        }
        open_list() {
          must B POST "/$1/_open"
          closed=''
          if follows B "$1"; then stop "some of these are open and follow still: $answer"; fi
          must B GET "/_cluster/state/metadata/$1?expand_wildcards=all&filter_path=metadata.indices.*.state"
          if contains '"state":"close"'; then stop "some of these are closed still: $answer"; fi
          must B GET "/_cluster/health/$1?wait_for_status=yellow&timeout=50s&filter_path=status,timed_out"
          say "open and writable: $1"
        }
        """;

    public const string Failback = """
        only=0
        unknown=0

        # fence NAME UUID LABEL: A takes no writes to it from here on, so that what is compared stays true.
        fence() {
          ask A GET "/$1/_settings/index.uuid,index.xpack.ccr.following_index?flat_settings=true&expand_wildcards=all"
          if [ "$status" = 404 ]; then say "$3: not on A any more"; return 0; fi
          ok || stop "$3 on A cannot be looked at: $status $answer"
          if contains '"index.xpack.ccr.following_index":"true"'; then say "$3: follows on A already"; return 0; fi
          holds "\"index.uuid\":\"$2\"" "$3 on A"
          # Soon after its return A's shards are not all there yet, and tell nothing.
          must A GET "/_cluster/health/$1?wait_for_status=yellow&timeout=50s&filter_path=status,timed_out"
          must A PUT "/$1/_settings" '{"index.blocks.write":"true"}'
          say "$3: A takes no writes to it any more"
        }
        # compare NAME SHARD LINE LABEL: operations on A beyond the line up to which B is known to have them.
        compare() {
          ask A GET "/$1/_settings/index.xpack.ccr.following_index?flat_settings=true&expand_wildcards=all"
          if [ "$status" = 404 ] || contains '"true"'; then return 0; fi
          ask A GET "/$1/_stats/flush?level=shards&filter_path=indices.*.shards.$2.seq_no.max_seq_no"
          newest=$(printf '%s' "$answer" | tr ',{}' '\n\n\n' | sed -n 's/^"max_seq_no":\(-\{0,1\}[0-9][0-9]*\)$/\1/p' | sort -n | tail -n 1)
          if [ -z "$newest" ] || [ "$3" = '-' ]; then
            unknown=$((unknown + 1))
            say "$4, shard $2: what only A has is NOT KNOWN (A is at ${newest:-?}, B was at $3)"
          elif [ "$newest" -gt "$3" ]; then
            only=$((only + newest - $3))
            say "$4, shard $2: up to $((newest - $3)) operations that only A may have (A is at $newest, B was at $3)"
          else
            say "$4, shard $2: nothing beyond what B had (A is at $newest, B was at $3)"
          fi
        }
        # back NAME UUID LABEL BODY: DESTROYS the index on A, and copies it from B.
        back() {
          ask A GET "/$1/_settings/index.uuid,index.xpack.ccr.following_index?flat_settings=true&expand_wildcards=all"
          if ok && contains '"index.xpack.ccr.following_index":"true"'; then say "$3: follows on A already"; return 0; fi
          if [ "$status" != 404 ]; then
            ok || stop "$3 on A cannot be looked at: $status $answer"
            holds "\"index.uuid\":\"$2\"" "$3 on A"
            must A DELETE "/$1"
            say "$3: deleted on A"
          fi
          PATIENCE=86400
          must A PUT "/$1/_ccr/follow?wait_for_active_shards=1" "$4"
          PATIENCE=60
          contains '"index_following_started":true' || stop "$3 was copied to A and does not follow yet: $answer"
          say "$3: copied to A, and follows B"
        }
        # reach PATH: A searches across to B until it is connected.
        reach() {
          tries=0
          while ask A GET "$1" && ! ok; do
            tries=$((tries + 1))
            [ "$tries" -lt 30 ] || stop "A does not reach B over its remote: $status $answer"
            sleep 1
          done
        }
        """;
}
