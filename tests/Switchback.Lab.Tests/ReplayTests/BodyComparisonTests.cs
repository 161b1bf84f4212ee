using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

public sealed class BodyComparisonTests
{
    private const string LeaderUuid = "nGX9qsAjTkWnDKcrX7kVqA";
    private const string OtherUuid = "e5lb8f3bScmsjkPX4CI8HQ";

    public static TheoryData<string, string, string> Alike => new()
    {
        { "keys in another order", """{"a":1,"b":2}""", """{"b":2,"a":1}""" },
        { "a number written otherwise", """{"a":100}""", """{"a":100.0}""" },
        { "the largest long", """{"a":9223372036854775807}""", """{"a":9223372036854775807}""" },
        { "a field that varies", """{"took":3}""", """{"took":41}""" },
        { "a field that varies deep inside", """{"a":[{"b":{"timestamp":1}}]}""", """{"a":[{"b":{"timestamp":2}}]}""" },
        { "a list that varies", """{"bound_address":["127.0.0.1:1"]}""", """{"bound_address":["[::1]:1","127.0.0.1:1"]}""" },
        { "fields that vary in one that does", """{"version":{"build_hash":"a"}}""", """{"version":{"build_hash":"b"}}""" },
        { "an id", """{"uuid":"nGX9qsAjTkWnDKcrX7kVqA"}""", """{"uuid":"e5lb8f3bScmsjkPX4CI8HQ"}""" },
        { "an id in a text", """{"r":"[foo/nGX9qsAjTkWnDKcrX7kVqA]"}""", """{"r":"[foo/e5lb8f3bScmsjkPX4CI8HQ]"}""" },
        { "an id as a key", """{"nGX9qsAjTkWnDKcrX7kVqA":1}""", """{"e5lb8f3bScmsjkPX4CI8HQ":1}""" },
        { "two ids in a text", """{"r":"[nGX9qsAjTkWnDKcrX7kVqA] not [MO4ma1PyTXWZf6rEBHOtZA]"}""", """{"r":"[e5lb8f3bScmsjkPX4CI8HQ] not [EStsWPPnTNujMFRVil0Rtw]"}""" },
        { "a bool that varies", """{"took":true}""", """{"took":false}""" },
        { "a place in a body", """{"r":"[1:2] unknown field"}""", """{"r":"[14:20] unknown field"}""" },
        { "where a parser stood", """{"r":"bad at [Source: a; line 1]"}""", """{"r":"bad at [Source: b\nline 2]"}""" },
        { "an address", """{"r":"refused: /127.0.0.1:9300"}""", """{"r":"refused: /127.0.0.1:41000"}""" },
        { "a guess", """{"r":"unknown [x] did you mean [y]?"}""", """{"r":"unknown [x] did you mean any of [y, z]?"}""" },
        { "followers in another order", """{"follower_indices":[{"follower_index":"x","s":1},{"follower_index":"y","s":2}]}""",
            """{"follower_indices":[{"follower_index":"y","s":2},{"follower_index":"x","s":1}]}""" },
        { "patterns in another order", """{"patterns":[{"name":"x"},{"name":"y"}]}""", """{"patterns":[{"name":"y"},{"name":"x"}]}""" },
        { "leases in another order", """{"leases":[{"id":"x"},{"id":"y"}]}""", """{"leases":[{"id":"y"},{"id":"x"}]}""" },
        { "a variable met", """{"uuid":"${leader_uuid}"}""", $$"""{"uuid":"{{LeaderUuid}}"}""" },
        { "a variable met within a text", """{"r":"a/${leader_uuid}-b/nGX9qsAjTkWnDKcrX7kVqB"}""", $$"""{"r":"a/{{LeaderUuid}}-b/{{OtherUuid}}"}""" },
        { "a variable met as a key", """{"${leader_uuid}":1}""", $$"""{"{{LeaderUuid}}":1}""" },
        { "a loose value", """{"loose":{"x":1}}""", """{"loose":[]}""" },
        { "a loose value that was not recorded", """{}""", """{"loose":1}""" },
        { "a loose element that was not recorded", """{"list":[]}""", """{"list":[1]}""" },
    };

    public static TheoryData<string, string, string, string> Parted => new()
    {
        { "a key missing", """{"a":1,"b":2}""", """{"a":1}""", "b" },
        { "a key more", """{"a":1}""", """{"a":1,"b":2}""", "b" },
        { "a key twice", """{"a":1}""", """{"a":1,"a":1}""", "a" },
        { "null for nothing", """{}""", """{"a":null}""", "a" },
        { "null for a number", """{"a":1}""", """{"a":null}""", "a" },
        { "a string for a number", """{"a":1}""", """{"a":"1"}""", "a" },
        { "a string for a bool", """{"a":true}""", """{"a":"true"}""", "a" },
        { "an object for a list", """{"a":[]}""", """{"a":{}}""", "a" },
        { "another bool", """{"a":true}""", """{"a":false}""", "a" },
        { "another number", """{"a":1}""", """{"a":1.5}""", "a" },
        { "a number one off the largest long", """{"a":9223372036854775807}""", """{"a":9223372036854775806}""", "a" },
        { "another text", """{"a":"x"}""", """{"a":"y"}""", "a" },
        { "another text deep inside", """{"a":[0,{"b":"x"}]}""", """{"a":[0,{"b":"y"}]}""", "a/1/b" },
        { "a list in another order", """{"a":[1,2]}""", """{"a":[2,1]}""", "a/0" },
        { "a list that lacks one", """{"a":[1,2]}""", """{"a":[1]}""", "a/1" },
        { "a list with one more", """{"a":[1]}""", """{"a":[1,2]}""", "a/1" },
        { "another type where the value varies", """{"took":3}""", """{"took":"3"}""", "took" },
        { "nothing where the value varies", """{"took":3}""", """{}""", "took" },
        { "a fixed field in one that varies", """{"version":{"number":"7.8.1"}}""", """{"version":{"number":"7.8.0"}}""", "version/number" },
        { "a word where an id was", """{"uuid":"nGX9qsAjTkWnDKcrX7kVqA"}""", """{"uuid":"internationalisational"}""", "uuid" },
        { "an id too long", """{"uuid":"nGX9qsAjTkWnDKcrX7kVqA"}""", """{"uuid":"nGX9qsAjTkWnDKcrX7kVqAA"}""", "uuid" },
        { "text beside an id", """{"r":"[foo/nGX9qsAjTkWnDKcrX7kVqA]"}""", """{"r":"[bar/e5lb8f3bScmsjkPX4CI8HQ]"}""", "r" },
        { "text before a parser's place", """{"r":"bad at [Source: a]"}""", """{"r":"worse at [Source: a]"}""", "r" },
        { "text before a guess", """{"r":"unknown [x] did you mean [y]?"}""", """{"r":"unknown [z] did you mean [y]?"}""", "r" },
        { "an address elsewhere", """{"r":"/127.0.0.1:9300"}""", """{"r":"/127.0.0.2:9300"}""", "r" },
        { "a place that is none", """{"r":"[1:2] x"}""", """{"r":"[1] x"}""", "r" },
        { "an unordered element missing", """{"leases":[{"id":"x"},{"id":"y"}]}""", """{"leases":[{"id":"y"}]}""", "leases/0" },
        { "an unordered element more", """{"leases":[{"id":"y"}]}""", """{"leases":[{"id":"x"},{"id":"y"}]}""", "leases/0" },
        { "an unordered element twice", """{"leases":[{"id":"x"}]}""", """{"leases":[{"id":"x"},{"id":"x"}]}""", "leases/1" },
        { "a field of an unordered element", """{"patterns":[{"name":"x","p":1},{"name":"y","p":2}]}""",
            """{"patterns":[{"name":"y","p":3},{"name":"x","p":1}]}""", "patterns/1/p" },
        { "another id for a variable", """{"uuid":"${leader_uuid}"}""", $$"""{"uuid":"{{OtherUuid}}"}""", "uuid" },
        { "another id for a variable in a text", """{"r":"a/${leader_uuid}/b"}""", $$"""{"r":"a/{{OtherUuid}}/b"}""", "r" },
        { "another key for a variable", """{"${leader_uuid}":1}""", $$"""{"{{OtherUuid}}":1}""", "${leader_uuid}" },
        { "a variable without a value", """{"r":"${unknown}"}""", """{"r":"${unknown}"}""", "r" },
        { "a text for a variable without a value", """{"r":"${unknown}"}""", """{"r":"x"}""", "r" },
        { "a loose value that is not there", """{"loose":1}""", """{}""", "loose" },
        { "a value beside a loose one", """{"loose":1,"tight":1}""", """{"loose":2,"tight":2}""", "tight" },
    };

    [Theory]
    [MemberData(nameof(Alike))]
    public void Compare_WhatTheRulesLeaveOpen_FindsNothing(string what, string recorded, string answered)
    {
        var differences = Compare(recorded, answered);

        Assert.True(differences.Count == 0, $"{what}: {string.Join("; ", differences)}");
    }

    [Theory]
    [MemberData(nameof(Parted))]
    public void Compare_WhatTheRulesDoNotAllow_NamesThePlace(string what, string recorded, string answered, string path)
    {
        var differences = Compare(recorded, answered);

        Assert.True(differences.Any(difference => difference.Path == path), $"{what}: {string.Join("; ", differences)}");
    }

    [Fact]
    public void Compare_AnOrderedListParts_ShowsBothSidesWithVariablesFilled()
    {
        var difference = Assert.Single(Compare("""{"r":"${leader_uuid}"}""", """{"r":"x"}"""));

        Assert.Equal(new Difference("r", $"\"{LeaderUuid}\"", "\"x\""), difference);
    }

    private static IReadOnlyList<Difference> Compare(string recorded, string answered)
    {
        var variables = new Variables();
        variables.Set("leader_uuid", LeaderUuid);
        var loose = new HashSet<string> { "loose", "list/0" };
        return new BodyComparison(RecordingFiles.ReadRules(), variables, loose).Compare(Some.Json(recorded), Some.Json(answered));
    }
}
