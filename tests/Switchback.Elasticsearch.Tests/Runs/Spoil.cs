namespace Switchback.Elasticsearch.Tests.Runs;

/// <summary>What becomes of one request on a bad line.</summary>
internal enum Spoil
{
    None,

    /// <summary>The connection breaks before anything arrives.</summary>
    LostBefore,

    /// <summary>It arrives, and the connection breaks before the answer.</summary>
    LostAfter,

    /// <summary>It arrives, the caller is cut off at once, and it happens when the cluster comes to it.</summary>
    Late,

    /// <summary>Something on the way sends it on twice.</summary>
    Doubled,

    /// <summary>Its answer comes after that of a later request.</summary>
    Held,

    /// <summary>429, before anything arrives.</summary>
    Busy,

    /// <summary>It arrives, and a proxy says 502.</summary>
    Broken,

    /// <summary>Half an answer.</summary>
    Cut,

    /// <summary>An answer with words in it that nobody knows.</summary>
    Strange,
}
