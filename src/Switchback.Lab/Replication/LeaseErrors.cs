using Switchback.Lab.Http;

namespace Switchback.Lab.Replication;

/// <summary>What a leader shard answers about leases.</summary>
public static class LeaseErrors
{
    public const string NotFoundType = "retention_lease_not_found_exception";

    public const string AlreadyExistsType = "retention_lease_already_exists_exception";

    public const string InvalidType = "retention_lease_invalid_retaining_seq_no_exception";

    public static ElasticException NotFound(string id) => new(404, NotFoundType, $"retention lease with ID [{id}] not found");

    public static ElasticException AlreadyExists(string id) => new(400, AlreadyExistsType, $"retention lease with ID [{id}] already exists");

    public static ElasticException Invalid(RetentionLease held, long wanted) => new(400, InvalidType,
        $"the current retention lease with [{held.Id}] is retaining a higher sequence number [{held.RetainingSeqNo}] than the new retaining sequence number [{wanted}] from source [{held.Source}]");
}
