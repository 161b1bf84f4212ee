using Switchback.Core.Fleet;
using Switchback.Core.Query;

namespace Switchback.Core.Tests.Query;

public sealed class ItemQueryTests
{
    [Theory]
    [InlineData("", "archive logs-web logs-db orders-copy orders-eu .ds-trace-1")]
    [InlineData("   ", "archive logs-web logs-db orders-copy orders-eu .ds-trace-1")]
    [InlineData("ORDERS", "orders-copy orders-eu")]
    [InlineData("toc", "archive")]
    [InlineData("clusterd", "orders-eu")]
    [InlineData("logs web", "logs-web")]
    [InlineData("logs*", "logs-web logs-db")]
    [InlineData("*-copy", "orders-copy")]
    [InlineData("\"logs*\"", "")]
    [InlineData("-logs -orders", "archive .ds-trace-1")]
    [InlineData("not logs not orders", "archive .ds-trace-1")]
    [InlineData("logs and web", "logs-web")]
    [InlineData("web or db", "logs-web logs-db")]
    [InlineData("logs web or archive", "archive logs-web")]
    [InlineData("logs (web or archive)", "logs-web")]
    [InlineData("-(logs or orders)", "archive .ds-trace-1")]
    [InlineData("name:orders", "orders-copy orders-eu")]
    [InlineData("NAME:Orders", "orders-copy orders-eu")]
    [InlineData("name:orders,web", "logs-web orders-copy orders-eu")]
    [InlineData("name:orders*", "orders-copy orders-eu")]
    [InlineData("name:orders name:copy", "orders-copy")]
    [InlineData("leader:orders -name:eu", "orders-copy")]
    [InlineData("verdict:failed", "orders-copy")]
    [InlineData("verdict: failed", "orders-copy")]
    [InlineData("verdict:failed,stalled", "logs-web orders-copy")]
    [InlineData("verdict:read", ".ds-trace-1")]
    [InlineData("verdict:\"read errors\"", ".ds-trace-1")]
    [InlineData("verdict:*-errors", ".ds-trace-1")]
    [InlineData("verdict:la", "logs-db")]
    [InlineData("-verdict:following", "archive logs-web logs-db orders-copy .ds-trace-1")]
    [InlineData("cluster:clusterb -is:hidden", "archive logs-web logs-db orders-copy")]
    [InlineData("cluster:cluster", "")]
    [InlineData("cluster:cluster*", "archive logs-web logs-db orders-copy orders-eu .ds-trace-1")]
    [InlineData("remote:toC", "archive")]
    [InlineData("pair:orders", "logs-web logs-db orders-copy .ds-trace-1")]
    [InlineData("pair:none", "archive")]
    [InlineData("pattern:logs", "logs-web logs-db")]
    [InlineData("pattern:none", "archive orders-copy orders-eu .ds-trace-1")]
    [InlineData("stream:trace", ".ds-trace-1")]
    [InlineData("lag:>0", "logs-web logs-db .ds-trace-1")]
    [InlineData("lag:>=0", "logs-web logs-db orders-eu .ds-trace-1")]
    [InlineData("lag:0", "orders-eu")]
    [InlineData("lag:=0", "orders-eu")]
    [InlineData("lag:>1k", "logs-web")]
    [InlineData("lag:10..500", "logs-db")]
    [InlineData("lag:..40", "logs-db orders-eu .ds-trace-1")]
    [InlineData("lag:40..", "logs-web logs-db")]
    [InlineData("lag:<3", "orders-eu")]
    [InlineData("lag:unknown", "archive orders-copy")]
    [InlineData("lag:0,unknown", "archive orders-copy orders-eu")]
    [InlineData("-lag:>0", "archive orders-copy orders-eu")]
    [InlineData("behind:>30s", "logs-web")]
    [InlineData("behind:>1m20s", "logs-web")]
    [InlineData("behind:<=12", "logs-db")]
    [InlineData("behind:>1.5m", "")]
    [InlineData("size:>10gb", "logs-web")]
    [InlineData("size:1mb", "logs-db")]
    [InlineData("lease:<2h", "logs-web")]
    [InlineData("lease:>2h", ".ds-trace-1")]
    [InlineData("is:hidden", ".ds-trace-1")]
    [InlineData("is:stale", "orders-eu")]
    [InlineData("is:unpaired", "archive")]
    [InlineData("is:behind -is:hidden", "logs-web logs-db")]
    [InlineData("is:trouble", "logs-web orders-copy .ds-trace-1")]
    public void Query_OverAFleet_KeepsWhatItSays(string text, string expected)
    {
        var query = Assert.IsType<ItemQuery.Parsed>(ItemQuery.Parse(text));
        var moment = new QueryMoment(SomeItems.Snapshot(SomeItems.Fleet));

        Assert.Equal(expected, string.Join(' ', SomeItems.Fleet.Where(item => query.Filter.Matches(item, moment)).Select(item => item.Name)));
    }

    [Theory]
    [InlineData("verdict:faild", 8, 5, "There is no verdict faild.", "failed?")]
    [InlineData("logs verdict:failed,zzz", 20, 3, "There is no verdict zzz.", "leader-gone")]
    [InlineData("verdit:failed", 0, 6, "There is no field verdit.", "verdict:")]
    [InlineData("xyz:1", 0, 3, "There is no field xyz.", "quotes")]
    [InlineData(":1", 0, 1, "There is no field before the colon.", "name")]
    [InlineData("verdict:", 0, 8, "verdict: has no value.", "verdict:failed")]
    [InlineData("verdict:failed,", 0, 15, "verdict: has no value.", "verdict:failed")]
    [InlineData("lag:many", 4, 4, "many is no number of operations.", "lag:>0")]
    [InlineData("lag:5..1", 4, 4, "5..1 is no number of operations.", "lag:10..500")]
    [InlineData("lag:>", 4, 1, "> is no number of operations.", "lag:>0")]
    [InlineData("size:10s", 5, 3, "10s is no size.", "size:>10gb")]
    [InlineData("behind:3gb", 7, 3, "3gb is no length of time.", "behind:>30s")]
    [InlineData("is:1", 3, 1, "is:1 means nothing.", "is:stale")]
    [InlineData("\"logs", 0, 5, "The quote is not closed.", "End it")]
    [InlineData("(logs", 0, 1, "This parenthesis is not closed.", "Add a )")]
    [InlineData("logs)", 4, 1, "This parenthesis was never opened.", "Remove it")]
    [InlineData("or logs", 0, 2, "There is nothing before or.", "quotes")]
    [InlineData("logs or", 5, 2, "There is nothing after or.", "quotes")]
    [InlineData("logs and", 5, 3, "And needs a term on either side.", "Leave it out")]
    [InlineData("logs not", 5, 3, "There is nothing to exclude.", "-verdict:following")]
    [InlineData("logs - web", 5, 1, "There is nothing after the minus.", "-word")]
    public void Query_ThatCannotBeUnderstood_SaysWhereAndWhatWouldWork(string text, int position, int length, string problem, string hint)
    {
        var fault = Assert.IsType<ItemQuery.Faulty>(ItemQuery.Parse(text)).Fault;

        Assert.Equal((position, length, problem), (fault.Position, fault.Length, fault.Problem));
        Assert.Contains(hint, fault.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "failed", "verdict:failed")]
    [InlineData("logs", "failed", "logs verdict:failed")]
    [InlineData("verdict:failed", "failed", "")]
    [InlineData("verdict:stalled logs", "failed", "logs verdict:failed,stalled")]
    [InlineData("logs and verdict:failed", "failed", "logs")]
    [InlineData("verdict:failed and logs", "failed", "logs")]
    [InlineData("verdict:stalled and verdict:paused and logs", "failed", "logs verdict:failed,stalled,paused")]
    [InlineData("a or b", "failed", "(a or b) verdict:failed")]
    [InlineData("(a or b) verdict:failed", "failed", "(a or b)")]
    [InlineData("\"a  b\" -verdict:paused", "failed", "\"a  b\" -verdict:paused verdict:failed")]
    [InlineData("verdict:faild", "failed", "verdict:failed")]
    public void Toggle_OfAVerdict_ChangesOnlyItsTerm(string text, string verdict, string expected)
    {
        var changed = QueryEdit.Toggle(text, VerdictWords.Find(verdict)!.Kind);

        Assert.Equal(expected, changed);
        Assert.IsType<ItemQuery.Parsed>(ItemQuery.Parse(changed));
    }

    [Fact]
    public void Query_OfAnyLetters_NeverThrows()
    {
        var seed = Environment.ProcessId;
        var random = new Random(seed);
        string[] pieces = ["verdict:", "lag:", "name:", "(", ")", "\"", "-", "*", " ", " or ", " and ", " not ", ",", ":", ">", "..", "failed", "10gb", "é", "\u0000", "\ud800", "\n", "is:", "<=", "unknown"];
        var snapshot = SomeItems.Snapshot(SomeItems.Fleet);
        var moment = new QueryMoment(snapshot);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(5) == 0 ? ((char)random.Next(0x250)).ToString() : pieces[random.Next(pieces.Length)]));
            try
            {
                switch (ItemQuery.Parse(text))
                {
                    case ItemQuery.Parsed parsed:
                        foreach (var item in SomeItems.Fleet) parsed.Filter.Matches(item, moment);
                        break;
                    case ItemQuery.Faulty { Fault: var fault }:
                        Assert.InRange(fault.Position, 0, text.Length);
                        Assert.InRange(fault.Position + fault.Length, fault.Position + 1, Math.Max(text.Length, fault.Position + 1));
                        break;
                }
                QueryEdit.Toggle(text, VerdictKind.Failed);
                Completion.At(text, random.Next(text.Length + 1), snapshot);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}, round {round}, text {System.Text.Json.JsonSerializer.Serialize(text)}: {e}");
            }
        }
    }

    [Fact]
    public void Query_WithParenthesesWithoutEnd_IsRefusedAndNotFollowedDown()
    {
        var fault = Assert.IsType<ItemQuery.Faulty>(ItemQuery.Parse(new string('(', 3000))).Fault;

        Assert.Equal("There are too many parentheses within each other.", fault.Problem);
        Assert.IsType<ItemQuery.Faulty>(ItemQuery.Parse(new string('-', 3000) + "a"));
        Assert.IsType<ItemQuery.Faulty>(ItemQuery.Parse(new string('a', 5000)));
    }
}
