using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;

namespace Switchback.Lab.Replication;

/// <summary>What an operation counts for in the limits and statistics of reading and writing, as Elasticsearch estimates it.</summary>
public static class OperationSize
{
    public static Func<Operation, long> For(Profile profile)
    {
        var type = profile.HasTypes ? 2 * "_doc".Length : 0;
        return operation => operation.Kind switch
        {
            OperationKind.Index => (2 * operation.Id.Length) + type + operation.Source.Length + (2 * (operation.Routing?.Length ?? 0)) + 12,
            OperationKind.Delete => (2 * operation.Id.Length) + type + 6 + (2 * (operation.Id.Length + 1)) + 20,
            OperationKind.NoOp => 32,
        };
    }
}
