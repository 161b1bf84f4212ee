namespace Switchback.Elasticsearch.Wire;

/// <summary>The error types and metadata that decide something. All others are shown as they come.</summary>
public static class ErrorTypes
{
    public const string ResourceAlreadyExists = "resource_already_exists_exception";
    public const string IndexNotFound = "index_not_found_exception";
    public const string ResourceNotFound = "resource_not_found_exception";
    public const string NoSuchRemote = "no_such_remote_cluster_exception";
    public const string Security = "security_exception";
    public const string ClusterBlock = "cluster_block_exception";

    /// <summary>Unfollow's 500 carries this: the follower is a regular index now, these leases stayed on the leader.</summary>
    public const string FailedToRemoveLeases = "failed_to_remove_retention_leases";

    /// <summary>The reason of a 403 for want of a licence; other 403s of the same type are about privileges.</summary>
    public const string NonCompliantLicence = "current license is non-compliant for [";

    public const string LicenceFeature = "license.expired.feature";

    /// <summary>The remote's licence is refused with a 400.</summary>
    public const string RemoteNotLicensed = "] is not licensed for [ccr]";
}
