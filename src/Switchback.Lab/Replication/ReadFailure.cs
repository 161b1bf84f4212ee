using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>A range of operations that could not be read so far: how often it was tried again, and why it last failed.</summary>
public sealed class ReadFailure
{
    public int Retries { get; set; }

    public required ElasticException Exception { get; set; }
}
