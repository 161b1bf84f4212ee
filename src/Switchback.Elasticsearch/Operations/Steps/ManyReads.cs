using System.Collections.Concurrent;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Operations.Steps;

/// <summary>One reading about many names: by lists that a call can carry, a few at a time.</summary>
internal static class ManyReads
{
    private const int AtOnce = 4;

    /// <summary>By name, the answer to the list it was in: what fails for one list is known for the others.</summary>
    public static async Task<IReadOnlyDictionary<string, Answer<T>>> OfAsync<T>(
        IEnumerable<string> names, Func<IReadOnlyList<string>, CancellationToken, Task<Answer<T>>> read, CancellationToken cancel)
    {
        var answers = new ConcurrentDictionary<string, Answer<T>>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            NameLists.Cut(names.Distinct(StringComparer.Ordinal)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (list, stop) =>
            {
                var answer = await read(list, stop);
                foreach (var name in list) answers[name] = answer;
            });
        return answers;
    }
}
