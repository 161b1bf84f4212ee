using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Scripts;

/// <summary>
/// Makes the followers on B writable, as a script that a person can run from anywhere when there is no Switchback to ask: pause, close,
/// unfollow, open, by lists, each of them opened before the next is closed. Pure.
/// </summary>
public static class FailoverScript
{
    public static string Of(ScriptFacts facts)
    {
        var followers = facts.Copies.Where(copy => copy.IsFollower).ToList();
        var taken = followers.Where(copy => ScriptLists.Refuse(facts, copy) is null).ToList();
        var text = new ShellText();
        ScriptLists.Head(
            text, facts, $"Failover of the pair {facts.Pair}: makes {taken.Count} followers on {facts.B.Name} ordinary, writable indices.",
            [
                $"Run it when {facts.A.Name} is lost, or when clients no longer write to it:  B=https://host:9200 sh {facts.Pair}-failover.sh",
                "There is no way back for an index that was unfollowed: A can only be copied anew from B (the failback script).",
                "What A took and had not yet sent is not on B. The positions below are those when this was written; lag is the difference.",
                "",
                "Look at by hand, before: that nothing writes to A any more; that B has the templates, policies, pipelines, users and roles;",
                "that the user may open indices (manage, or indices:admin/open): one that may only follow leaves them closed.",
                "Afterwards: give aliases their write index on B; send clients to B; record in Switchback that B leads; clean up leases on A.",
            ]);
        text.Line(": \"${B:?the address of B, such as https://host:9200}\"").Line(ShellParts.Begin).Line().Line(ShellParts.Failover).Line();
        if (facts.B.Uuid is not { } cluster)
        {
            text.Call("stop", $"{facts.B.Name} has never told its identity: nothing is done to a cluster that cannot be known again.");
            ScriptLists.ByHand(text, facts, followers);
            return text.ToString();
        }

        if (taken.Count == 0)
        {
            text.Call("stop", $"When this was written, {facts.B.Name} followed nothing of this pair that this script could promote.");
            ScriptLists.ByHand(text, facts, followers);
            return text.ToString();
        }

        var lists = NameLists.Cut(taken.Select(copy => copy.Name)).ToList();
        var byName = taken.ToDictionary(copy => copy.Name, StringComparer.Ordinal);
        text.Comment("1. Everything is looked at before anything is done.");
        text.Call("is_cluster", "B", cluster, facts.B.Name);
        foreach (var list in lists)
        {
            text.Call("must", "B", "GET", IndexRequests.Settings(list, IndexRequests.Uuid).Target);
            foreach (var name in list) text.Call("holds", ScriptLists.Identity(name, byName[name].Uuid!), name);
        }

        text.Call("confirm", facts.Pair, $"{taken.Count} indices on {facts.B.Name} will take writes of their own. If {facts.A.Name} still takes writes too, there are two truths from here on.");
        Patterns(text, facts);
        for (var number = 0; number < lists.Count; number++) List(text, lists[number], byName, number + 1, lists.Count);
        text.Line();
        text.Call("say", $"Done: {taken.Count} indices on {facts.B.Name} are ordinary and writable. Look at them, then send clients there.");
        ScriptLists.ByHand(text, facts, [.. followers.Where(copy => ScriptLists.Refuse(facts, copy) is not null)]);
        return text.ToString();
    }

    private static void Patterns(ShellText text, ScriptFacts facts)
    {
        if (facts.Patterns.Count == 0) return;
        text.Line().Comment("2. No pattern makes new followers meanwhile. Without A they would only ask in vain, without a pause.");
        foreach (var pattern in facts.Patterns.Select(PatternRequests.Pause).Where(pause => pause.Flaw is null)) text.Call("must", "B", pattern.Method.Method, pattern.Target);
    }

    private static void List(ShellText text, IReadOnlyList<string> names, Dictionary<string, CopyFacts> byName, int number, int of)
    {
        text.Line().Comment($"3. List {number} of {of}: {names.Count} indices");
        foreach (var name in names) ScriptLists.Tell(text, byName[name]);
        foreach (var name in names) text.Call("pause", Target.Name(name), name);
        text.Call("close_list", Target.Names(names));
        foreach (var name in names) text.Call("unfollow", Target.Name(name), name);
        text.Call("open_list", Target.Names(names));
    }
}
