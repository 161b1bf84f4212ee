using System.Globalization;
using System.Text;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Scripts;

/// <summary>
/// The documented way back: A copies everything anew from B. It destroys what A has, so it first says what only A may have, and goes no
/// further before a person has typed that they know. Pure.
/// </summary>
public static class FailbackScript
{
    public static string Of(ScriptFacts facts)
    {
        var taken = facts.Copies.Where(copy => Refuse(facts, copy) is null).ToList();
        var left = facts.Copies.Where(copy => Refuse(facts, copy) is not null).ToList();
        var alias = facts.AliasOfB ?? facts.B.Name.Replace('.', '-');
        var text = new ShellText();
        ScriptLists.Head(
            text, facts, $"Failback of the pair {facts.Pair}: makes {facts.A.Name} follow {facts.B.Name}, which leads since the failover.",
            [
                $"Run it when {facts.A.Name} is back and {facts.B.Name} leads:  A=https://host:9200 B=https://host:9200 sh {facts.Pair}-failback.sh",
                $"IT DESTROYS {taken.Count} indices on {facts.A.Name}, one after the other, and copies each from {facts.B.Name} over the network.",
                "Whatever A took that never reached B is gone then. Step 4 says how much that may be; it stops there until a person has typed.",
                "The lines it compares with are B's last known positions while it still followed. What came to B between then and the failover is",
                "listed as A's own too: rather too much than too little. A delete is an operation too, and no search shows it.",
                "",
                "To lead from A again afterwards: stop clients, wait until A has everything, and run the failover script of the other direction.",
            ]);
        text.Line(": \"${A:?the address of A, such as https://host:9200}\"").Line(": \"${B:?the address of B, such as https://host:9200}\"");
        text.Line(ShellParts.Begin).Line().Line(ShellParts.Failback).Line();
        if (facts.A.Uuid is not { } a || facts.B.Uuid is not { } b || taken.Count == 0)
        {
            text.Call("stop", taken.Count == 0 ? "When this was written there was nothing that it could be for." : "One of the clusters has never told its identity: nothing is destroyed on a cluster that cannot be known again.");
            ByHand(text, facts, left);
            return text.ToString();
        }

        text.Comment("1. Both are who they were, and B leads: each of its copies is the same index, ordinary and open.");
        text.Call("is_cluster", "A", a, facts.A.Name).Call("is_cluster", "B", b, facts.B.Name);
        foreach (var list in NameLists.Cut(taken.Select(copy => copy.Name)))
        {
            text.Call("must", "B", "GET", IndexRequests.Settings(list, IndexRequests.Uuid).Target);
            foreach (var copy in taken.Where(copy => list.Contains(copy.Name))) text.Call("holds", ScriptLists.Identity(copy.Name, copy.Uuid!), copy.Name);
            text.Line($"if follows B {ShellText.Quote(Target.Names(list))}; then stop \"B follows some of these still: fail over first. $answer\"; fi");
            text.Call("must", "B", "GET", $"/_cluster/state/metadata/{Target.Names(list)}?expand_wildcards=all&filter_path=metadata.indices.*.state");
            text.Line("if contains '\"state\":\"close\"'; then stop \"some of these are closed on B: $answer\"; fi");
        }

        Connect(text, facts, alias, taken[0]);
        text.Line().Comment("3. A takes no more writes to them. That alone destroys nothing; PUT /{index}/_settings {\"index.blocks.write\":\"false\"} takes it back.");
        foreach (var copy in taken) text.Call("fence", Target.Name(copy.Leader), copy.LeaderUuid!, copy.Leader);
        text.Line().Comment("4. What only A may have, shard by shard. Save it first if it is wanted: search A for _seq_no above the line, and write it to B.");
        foreach (var copy in taken)
        {
            ScriptLists.Tell(text, copy);
            if (copy.Lines.Count == 0) text.Call("compare", Target.Name(copy.Leader), "0", "-", copy.Leader);
            foreach (var line in copy.Lines) text.Call("compare", Target.Name(copy.Leader), line.Shard.ToString(CultureInfo.InvariantCulture), ScriptLists.Number(line.Copy), copy.Leader);
        }

        text.Line();
        text.Line("say \"In all: up to $only operations that only A may have, and $unknown shards of which that is not known.\"");
        text.Comment("STOP. From here on indices on A are destroyed.");
        text.Call("confirm", $"destroy {taken.Count} on {facts.A.Name}", $"STOP. {taken.Count} indices on {facts.A.Name} will be DELETED and copied anew from {facts.B.Name}. What only A has, as listed above, is lost then.");
        text.Line().Comment("5. One after the other: delete on A, copy from B, follow.");
        foreach (var copy in taken) text.Call("back", Target.Name(copy.Leader), copy.LeaderUuid!, copy.Leader, Body(copy, alias));
        text.Line();
        text.Call("say", $"Done: {facts.A.Name} follows {facts.B.Name}. Look at its lag, and make its auto-follow patterns anew if there are to be any.");
        ByHand(text, facts, left);
        return text.ToString();
    }

    private static string? Refuse(ScriptFacts facts, CopyFacts copy) => ScriptLists.Refuse(facts, copy) ?? (copy.LeaderUuid is null ? "the identity of its leader on A is not known" : null);

    private static void Connect(ShellText text, ScriptFacts facts, string alias, CopyFacts first)
    {
        var reach = $"/{Target.Name(alias)}:{Target.Name(first.Name)}/_search?size=0&filter_path=_shards";
        text.Line().Comment(facts.AliasOfB is null
            ? $"2. A is connected to B as the remote {alias}, by the addresses at which B's nodes were seen. Where a proxy or other addresses are needed, connect it by hand first."
            : $"2. A knows B as the remote {alias}.");
        text.Call("must", "A", "GET", "/_remote/info");
        text.Line($"if ! contains {ShellText.Quote($"\"{alias}\":{{")}; then");
        if (facts.B.Transport.Count == 0)
        {
            text.Line($"  stop {ShellText.Quote($"A has no remote {alias}, and where B's nodes are reached is not known: connect it by hand.")}");
        }
        else
        {
            var seeds = RemoteRequests.Put(alias, new Dictionary<string, string?> { ["seeds"] = string.Join(',', facts.B.Transport) });
            text.Line($"  must A {seeds.Method} {ShellText.Quote(seeds.Target)} {ShellText.Quote(Encoding.UTF8.GetString(seeds.Body.Span))}");
        }

        text.Line("fi").Call("reach", reach);
    }

    private static string Body(CopyFacts copy, string alias) =>
        Encoding.UTF8.GetString(FollowRequests.Follow(copy.Leader, new FollowOrder(alias, copy.Name, Parameters(copy.Parameters))).Body.Span);

    /// <summary>As the copy followed, so it is followed.</summary>
    private static FollowParameters Parameters(IReadOnlyDictionary<string, string>? known) => known is null ? new FollowParameters() : new FollowParameters
    {
        MaxReadRequestOperationCount = Count(known, Fields.MaxReadRequestOperationCount),
        MaxWriteRequestOperationCount = Count(known, Fields.MaxWriteRequestOperationCount),
        MaxOutstandingReadRequests = Count(known, Fields.MaxOutstandingReadRequests),
        MaxOutstandingWriteRequests = Count(known, Fields.MaxOutstandingWriteRequests),
        MaxReadRequestSize = known.GetValueOrDefault(Fields.MaxReadRequestSize),
        MaxWriteRequestSize = known.GetValueOrDefault(Fields.MaxWriteRequestSize),
        MaxWriteBufferCount = Count(known, Fields.MaxWriteBufferCount),
        MaxWriteBufferSize = known.GetValueOrDefault(Fields.MaxWriteBufferSize),
        MaxRetryDelay = known.GetValueOrDefault(Fields.MaxRetryDelay),
        ReadPollTimeout = known.GetValueOrDefault(Fields.ReadPollTimeout),
    };

    private static int? Count(IReadOnlyDictionary<string, string> known, string name) =>
        known.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static void ByHand(ShellText text, ScriptFacts facts, IReadOnlyList<CopyFacts> left)
    {
        if (left.Count == 0) return;
        text.Line().Comment($"LEFT TO A PERSON: {left.Count} that this script does nothing to.");
        foreach (var copy in left)
        {
            ScriptLists.Tell(text, copy);
            text.Comment($"  why: {Refuse(facts, copy)}");
        }

        text.Call("say", $"{left.Count} more are left to a person: they stand at the end of this script.");
    }
}
