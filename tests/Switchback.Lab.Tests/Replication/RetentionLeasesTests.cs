using Switchback.Lab.Http;
using Switchback.Lab.Replication;

namespace Switchback.Lab.Tests.Replication;

public sealed class RetentionLeasesTests
{
    private readonly RetentionLeases _leases = new();

    public RetentionLeasesTests()
    {
        _leases.Add(new RetentionLease("own", 0, 1000, RetentionLease.PeerRecovery), 1);
        _leases.Add(new RetentionLease("a", 5, 1000, RetentionLease.Ccr), 1);
    }

    [Fact]
    public void EveryChange_RaisesTheVersionAndKeepsTheTermOfWhoMadeIt()
    {
        _leases.Renew("a", 7, 2000, primaryTerm: 3);

        Assert.Equal((3, 3, 7, 2000), (_leases.Version, _leases.PrimaryTerm, _leases.Find("a")!.RetainingSeqNo, _leases.Find("a")!.Timestamp));
    }

    [Fact]
    public void LowestRetained_IsTheLeastAnyNeeds() => Assert.Equal(0, _leases.LowestRetained);

    [Fact]
    public void Expire_TakesWhatNobodyRenewed_ButNeverTheShardsOwn()
    {
        Assert.False(_leases.Expire(now: 6000, periodMillis: 5000, primaryTerm: 1));
        Assert.True(_leases.Expire(now: 6001, periodMillis: 5000, primaryTerm: 1));

        Assert.Equal(["own"], _leases.All.Select(lease => lease.Id));
    }

    [Fact]
    public void Add_Taken_IsRefused() =>
        AssertRefused("retention_lease_already_exists_exception", "retention lease with ID [a] already exists",
            () => _leases.Add(new RetentionLease("a", 0, 0, RetentionLease.Ccr), 1));

    [Fact]
    public void Renew_Backwards_IsRefused() =>
        AssertRefused("retention_lease_invalid_retaining_seq_no_exception",
            "the current retention lease with [a] is retaining a higher sequence number [5] than the new retaining sequence number [4] from source [ccr]",
            () => _leases.Renew("a", 4, 0, 1));

    [Fact]
    public void RenewOrRemove_NotThere_IsRefused()
    {
        AssertRefused("retention_lease_not_found_exception", "retention lease with ID [b] not found", () => _leases.Renew("b", 9, 0, 1));
        AssertRefused("retention_lease_not_found_exception", "retention lease with ID [b] not found", () => _leases.Remove("b", 1));
    }

    private static void AssertRefused(string type, string reason, Action act)
    {
        var e = Assert.Throws<ElasticException>(act);
        Assert.Equal((type, reason), (e.Type, e.Reason));
    }
}
