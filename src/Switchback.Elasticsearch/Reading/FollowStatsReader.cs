using System.Text.Json;
using System.Text.Unicode;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// Reads <c>_ccr/stats</c> (whole or filtered) and <c>{index}/_ccr/stats</c> straight into rows, without objects in between.
/// Raw shape: <c>{"auto_follow_stats":{..},"follow_stats":{"indices":[{"index":"bar","shards":[{"shard_id":0,..}]}]}}</c>, and
/// for named indices <c>{"indices":[..]}</c>. Holds what it learned about names and order: one reader per poller.
/// </summary>
public sealed class FollowStatsReader
{
    private readonly Utf8Interner _interner = new();
    private readonly FieldGuess _root = new("auto_follow_stats", "follow_stats", "indices");
    private readonly FieldGuess _follower = new("index", "shards");
    private readonly FollowerShardReader _shard;
    private readonly OrderedNames _names;

    public FollowStatsReader()
    {
        _shard = new FollowerShardReader(_interner);
        _names = new OrderedNames(_interner);
    }

    /// <exception cref="JsonException">Broken JSON; the channel makes a fault of it.</exception>
    internal FollowStats Read(ReadOnlySpan<byte> body, FollowStats into)
    {
        into.Clear();
        try
        {
            if (!Utf8.IsValid(body)) throw new UnreadableException("bytes that are no UTF-8", "the body");
            ReadRoot(body, into);
            _names.Learn(into.Followers, static row => row.Index);
            return into;
        }
        catch
        {
            into.Clear();
            throw;
        }
    }

    private void ReadRoot(ReadOnlySpan<byte> body, FollowStats into)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
        long seen = 0;
        var followers = false;
        if (!Tokens.EnterObject(ref reader, "the root")) throw new UnreadableException("no object", "the root");
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _root.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            Tokens.Once(ref seen, field, _root.NameOf(field), "the root");
            if (field == 0) Tokens.Skip(ref reader);
            else if (field == 1) ReadFollowStats(ref reader, into);
            else ReadFollowers(ref reader, into);
            followers |= field == 2;
        }
        // A stranger's empty object must not look like a cluster without followers.
        if ((seen & 1) == 0 && !followers) throw new UnreadableException("a missing field", "auto_follow_stats");
        if (reader.Read()) throw new UnreadableException("more after the end", "the root");
    }

    private void ReadFollowStats(ref Utf8JsonReader reader, FollowStats into)
    {
        if (!Tokens.EnterObject(ref reader, "follow_stats")) return;
        long seen = 0;
        while (Tokens.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("indices"u8))
            {
                Tokens.Skip(ref reader);
                continue;
            }
            Tokens.Once(ref seen, 0, "indices", "follow_stats");
            ReadFollowers(ref reader, into);
        }
    }

    private void ReadFollowers(ref Utf8JsonReader reader, FollowStats into)
    {
        if (!Tokens.EnterArray(ref reader, "follow_stats.indices")) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new UnreadableException("no object", $"follow_stats.indices[{into.FollowerCount}]");
            ReadFollower(ref reader, into);
        }
    }

    private void ReadFollower(ref Utf8JsonReader reader, FollowStats into)
    {
        var at = into.FollowerCount;
        string? name = null;
        var first = into.ShardCount;
        long seen = 0;
        for (var field = -1; Tokens.NextProperty(ref reader);)
        {
            var known = _follower.Find(ref reader, field);
            if (known < 0)
            {
                Tokens.Skip(ref reader);
                continue;
            }
            field = known;
            if ((seen & (1L << field)) != 0) throw new UnreadableException($"the field {_follower.NameOf(field)} twice", $"follow_stats.indices[{at}]");
            seen |= 1L << field;
            if (field == 0) name = ReadName(ref reader, at);
            else ReadShards(ref reader, into, at);
        }
        ref var row = ref into.AddFollower();
        row.Index = name ?? throw new UnreadableException("a missing field", $"follow_stats.indices[{at}].index");
        row.FirstShard = first;
        row.ShardCount = into.ShardCount - first;
    }

    private string ReadName(ref Utf8JsonReader reader, int place)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw new UnreadableException("no text", $"follow_stats.indices[{place}].index");
        return _names.Get(place, ref reader, "follow_stats.indices[].index");
    }

    private void ReadShards(ref Utf8JsonReader reader, FollowStats into, int follower)
    {
        if (!Tokens.EnterArray(ref reader, "follow_stats.indices[].shards")) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new UnreadableException("no object", $"follow_stats.indices[{follower}].shards[]");
            _shard.Read(ref reader, ref into.AddShard(), follower);
        }
    }
}
