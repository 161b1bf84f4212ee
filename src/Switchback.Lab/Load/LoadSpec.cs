namespace Switchback.Lab.Load;

/// <summary>A steady stream of writes to one index: how many a second, and how many of a hundred overwrite or delete an earlier document.</summary>
public sealed record LoadSpec(string Id, string Cluster, string Index, double Rate, int UpdatePercent, int DeletePercent);
