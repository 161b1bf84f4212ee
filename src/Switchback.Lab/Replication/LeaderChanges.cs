using Switchback.Lab.Documents;

namespace Switchback.Lab.Replication;

/// <summary>A leader shard's answer to a read: operations (none when the long poll ran out) and where everything stands there.</summary>
public sealed record LeaderChanges(
    IReadOnlyList<Operation> Operations,
    long GlobalCheckpoint,
    long MaxSeqNo,
    long MappingVersion,
    long SettingsVersion,
    long AliasesVersion,
    long TookMillis);
