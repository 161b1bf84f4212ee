namespace Switchback.Lab.Indices;

/// <summary>Questions about what stands behind an alias.</summary>
public static class Aliases
{
    /// <summary>The one index that takes an alias's writes: the one marked for it, or the only one that is not marked against it.</summary>
    public static IndexState? WriteIndex(string alias, IReadOnlyList<IndexState> behind)
    {
        if (behind.FirstOrDefault(index => index.Aliases[alias].IsWriteIndex == true) is { } marked) return marked;
        return behind.Count == 1 && behind[0].Aliases[alias].IsWriteIndex != false ? behind[0] : null;
    }
}
