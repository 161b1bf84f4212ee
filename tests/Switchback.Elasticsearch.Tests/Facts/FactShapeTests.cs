using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Facts;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;

namespace Switchback.Elasticsearch.Tests.Facts;

public sealed class FactShapeTests
{
    [Fact]
    public void Rules_OfSettings_AreTheBlocksThatAreOnAndTheLeasePeriods()
    {
        var rules = IndexRules.Of(IndexReader.Settings("""
            {"a":{"settings":{"index.blocks.write":"true","index.blocks.read_only":"false","index.blocks.metadata":"true"}},
             "b":{"settings":{"index.soft_deletes.retention_lease.period":"30m"}}}
            """u8.ToArray()));

        Assert.Equal(["metadata", "write"], rules.Blocks["a"]);
        Assert.Equal(["write"], rules.WriteBlocksOf("a"));
        Assert.Empty(rules.WriteBlocksOf("b"));
        Assert.Equal((12.0, 0.5), (rules.LeasePeriod("a").TotalHours, rules.LeasePeriod("b").TotalHours));
    }

    [Fact]
    public void Rights_OfAPartialAnswer_LackWhatIsDeniedAndWhatIsNotMentioned()
    {
        var answer = Access.ReadPrivileges("""
            {"username":"u","has_all_requested":false,"cluster":{"monitor":true,"manage_ccr":false},
             "index":{"orders-*":{"read":true,"indices:admin/open":false}},"application":{}}
            """u8.ToArray());

        var rights = Rights.Of(answer, ["monitor", "manage_ccr", "manage"], ["orders-*", "logs"], ["read", "indices:admin/open"]);

        Assert.False(rights.SecurityOff);
        Assert.Equal(
            ["manage_ccr", "manage", "indices:admin/open on orders-*", "read on logs", "indices:admin/open on logs"], rights.Lacking.Select(right => right.ToString()));
    }

    [Theory]
    [InlineData(400, "invalid_index_name_exception", "Invalid index name [_security], must not start with '_', '-', or '+'", true)]
    [InlineData(405, "", "Incorrect HTTP method for uri [/_security/role] and method [GET], allowed: [POST]", true)]
    [InlineData(400, "", "no handler found for uri [/_security/role] and method [GET]", true)]
    [InlineData(400, "illegal_argument_exception", "unknown cluster privilege [x]", false)]
    public void SaysSecurityOff_OfEachRefusal_IsTrueOnlyWhereThePathIsNobodys(int status, string type, string reason, bool off)
    {
        var error = new ServerError(status, type, reason, ServerError.NoMetadata, null);

        Assert.Equal(off, Rights.SaysSecurityOff(new Fault.Refused(error)));
        // A denial is no absence of security.
        Assert.False(Rights.SaysSecurityOff(new Fault.NotAllowed(error)));
    }

    [Fact]
    public void RightsNeeded_ToOperate_IncludeOpeningAndClosingByTheirActions()
    {
        Assert.Contains("indices:admin/open", RightsNeeded.ToOperateIndices);
        Assert.Contains("indices:admin/close", RightsNeeded.ToOperateIndices);
        Assert.Contains("manage_ccr", RightsNeeded.ToOperateCluster);
    }
}
