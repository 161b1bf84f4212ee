using Switchback.Core.Fleet;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>Which verb carries a remedy out, with what is filled in beforehand; null where a person does it elsewhere, or nothing is to be done.</summary>
public static class RemedyVerb
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public static (string Verb, IReadOnlyDictionary<string, string> Parameters)? Of(Remedy remedy) => remedy switch
    {
        Remedy.Wake => (Verbs.Wake, Nothing),
        Remedy.Restart => (Verbs.Restart, Nothing),
        Remedy.Resume => (Verbs.Resume, Nothing),
        Remedy.Open => (Verbs.Open, Nothing),
        // Resuming opens what is closed first.
        Remedy.OpenAndResume => (Verbs.Resume, Nothing),
        // The promotion goes on from wherever it stopped.
        Remedy.FinishPromotion => (Verbs.Unfollow, Nothing),
        Remedy.Recreate => (Verbs.Recreate, Nothing),
        Remedy.StartCopy => (Verbs.Follow, Nothing),
        _ => null,
    };

    /// <summary>The same for one item: what is not there yet is named by its leader, under the remote and the name it is to have.</summary>
    public static (string Verb, IReadOnlyDictionary<string, string> Parameters, string Name)? Of(Item item) => Of(item.Verdict.Remedy) switch
    {
        null => null,
        (Verbs.Follow, _) => (Verbs.Follow, new Dictionary<string, string> { [Verbs.RemoteParameter] = item.Source.Link, [Verbs.NameParameter] = item.Name }, item.Source.Name),
        var (verb, parameters) => (verb, parameters, item.Name),
    };
}
