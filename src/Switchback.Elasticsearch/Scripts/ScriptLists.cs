using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Scripts;

/// <summary>What both scripts say in the same way: which copies they are for, and why some are left to a person.</summary>
internal static class ScriptLists
{
    public const string FollowingIndex = "index.xpack.ccr.following_index";

    /// <summary>Why no script touches it; null when one may.</summary>
    public static string? Refuse(ScriptFacts facts, CopyFacts copy) =>
        Target.FlawOfConcrete(copy.Name) ?? Target.FlawOfConcrete(copy.Leader)
        ?? (copy.Uuid is null ? "its identity on B is not known"
            : facts.Streamed.Contains(copy.Name) ? "it backs a data stream: POST /_data_stream/_promote/{stream}, POST /{stream}/_rollover, and then pause, close, unfollow, open for each old backing index"
            : null);

    public static void Head(ShellText text, ScriptFacts facts, string title, IReadOnlyList<string> sentences)
    {
        text.Line("#!/bin/sh").Comment(title);
        text.Comment($"Written {ShellText.Time(facts.At)} by Switchback.");
        text.Comment($"A is {facts.A.Name} ({facts.A.Side}), cluster uuid {facts.A.Uuid ?? "not known"}, last heard {ShellText.Time(facts.A.AsOf)}.");
        text.Comment($"B is {facts.B.Name} ({facts.B.Side}), cluster uuid {facts.B.Uuid ?? "not known"}, last heard {ShellText.Time(facts.B.AsOf)}.");
        text.Line("#");
        foreach (var sentence in sentences) text.Comment(sentence);
        text.Line("#");
        text.Comment("It holds no credentials. Addresses are variables: A and B, such as https://host:9200. A_CONFIG and B_CONFIG name files with options");
        text.Comment("for curl, which no list of processes shows: user = \"name:password\", or header = \"Authorization: ApiKey ...\", and cacert = \"ca.pem\".");
        text.Comment("It may be run again after it stopped: what is done already is seen and left alone.");
        text.Line();
    }

    /// <summary>Everything that is known of a copy, so that a person can go on without this script.</summary>
    public static void Tell(ShellText text, CopyFacts copy)
    {
        var state = copy.IsFollower ? copy.IsPaused ? "follower, paused" : "follower" : "promoted";
        text.Comment($"{copy.Name}  uuid {copy.Uuid ?? "not known"}  ({state}{(copy.IsClosed ? ", closed" : "")})  from {copy.Alias}:{copy.Leader}  uuid {copy.LeaderUuid ?? "not known"}");
        foreach (var line in copy.Lines) text.Comment($"  shard {line.Shard}: B was at {Number(line.Copy)}, A at {Number(line.Leader)}");
        if (copy.Parameters is { Count: > 0 } parameters) text.Comment($"  parameters: {string.Join(", ", parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}");
    }

    public static void ByHand(ShellText text, ScriptFacts facts, IReadOnlyList<CopyFacts> left)
    {
        if (left.Count == 0) return;
        text.Line();
        text.Comment($"LEFT TO A PERSON: {left.Count} that this script does nothing to.");
        foreach (var copy in left)
        {
            Tell(text, copy);
            text.Comment($"  why: {Refuse(facts, copy)}");
        }

        text.Call("say", $"{left.Count} more are left to a person: they stand at the end of this script.");
    }

    public static string Number(long? position) => position is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-";

    /// <summary>As the answer shows an index with this identity.</summary>
    public static string Identity(string name, string uuid) => $"\"{name}\":{{\"settings\":{{\"index.uuid\":\"{uuid}\"}}}}";
}
