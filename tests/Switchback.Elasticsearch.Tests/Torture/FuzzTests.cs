using System.Diagnostics;
using System.Text;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Tests.Support;
using Switchback.Elasticsearch.Transport;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Tests.Torture;

/// <summary>Damaged real answers through every parser: each ends as a value or a fault, soon, whatever the damage.</summary>
public sealed class FuzzTests
{
    private const int RoundsPerParser = 400;

    private static readonly byte[][] Poison =
    [
        [.. "99999999999999999999999999"u8], [.. "-1e400"u8], [.. "9223372036854775807"u8], [.. "-9223372036854775808"u8], [.. "1.5"u8], [.. "null"u8], [.. "true"u8],
        [.. "\"\""u8], [.. "{}"u8], [.. "[]"u8], [.. "\"\\ud800\""u8], [0xC3, 0x28], [0xEF, 0xBB, 0xBF], [0], [.. new string('[', 200).Select(c => (byte)c)],
        [.. "\"a\":1,\"a\":2,"u8], [.. "\\u0000"u8],
    ];

    public static TheoryData<string> Names => [.. Parsers.All.Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_OnDamagedRealAnswers_EndsAsAValueOrAFault(string name)
    {
        var seed = SeedFromEnvironment();
        var random = new Random(seed ^ name.Sum(c => c * 31));
        var parser = Parsers.All.Single(parser => parser.Name == name);
        var own = Recordings.Steps.Where(step => parser.Fits(step)).ToList();
        var any = own.Count > 0 ? own : Recordings.Steps;

        for (var round = 0; round < RoundsPerParser; round++)
        {
            // Mostly answers of its own kind, now and then a stranger's.
            var step = random.Next(10) == 0 ? Recordings.Steps[random.Next(Recordings.Steps.Count)] : any[random.Next(any.Count)];
            var body = Damage(step.Body, random);
            var began = Stopwatch.GetTimestamp();
            try
            {
                parser.Run(body);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, round {round}, {name} on {step}: {e.GetType().Name} {e.Message}\n{Encoding.Latin1.GetString(body)}");
            }
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), $"seed {seed}, round {round}, {name} on {step} took too long");
        }
    }

    [Fact]
    public void Outcomes_OnDamagedRealRefusals_AlwaysMeanSomething()
    {
        var seed = SeedFromEnvironment();
        var random = new Random(seed);
        var refusals = Recordings.Steps.Where(step => step.Status >= 400).ToList();

        for (var round = 0; round < 3000; round++)
        {
            var step = refusals[random.Next(refusals.Count)];
            var body = Encoding.Latin1.GetString(Damage(step.Body, random));
            using var reply = Some.Reply(step.Status, body);

            var fault = Triage.Judge(reply, FollowRequests.Pause("x"), new ServerVersion(7, 8, 1), "a:1");

            Assert.True(fault is not null, $"seed {seed}, round {round}: {step} is a refusal whatever its body");
            Assert.IsNotType<Effect<Acknowledged>.Done>(EffectRules.Judge<Acknowledged>(fault, inStages: random.Next(2) == 0));
            Assert.NotEmpty(fault.Say());
        }
    }

    /// <summary>The seed can be given to repeat a failure; it stands in every failure's message.</summary>
    private static int SeedFromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("SWITCHBACK_FUZZ_SEED"), out var seed) ? seed : 20261121;

    private static byte[] Damage(byte[] body, Random random)
    {
        var damaged = body.ToList();
        for (var wounds = random.Next(1, 4); wounds > 0 && damaged.Count > 0; wounds--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 40), damaged.Count - at);
            switch (random.Next(7))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged.RemoveRange(at, length); break;
                case 2: damaged.InsertRange(at, damaged.GetRange(at, length)); break;
                case 3: damaged.RemoveRange(at, damaged.Count - at); break;
                case 4: damaged.InsertRange(at, Poison[random.Next(Poison.Length)]); break;
                default: ReplaceValue(damaged, at, Poison[random.Next(Poison.Length)]); break;
            }
        }
        return [.. damaged];
    }

    /// <summary>Puts something else where a value stood: the JSON stays whole, its meaning does not.</summary>
    private static void ReplaceValue(List<byte> body, int from, byte[] value)
    {
        var colon = body.IndexOf((byte)':', from);
        if (colon < 0) return;
        var end = body.FindIndex(colon, b => b is (byte)',' or (byte)'}');
        if (end < 0) return;
        body.RemoveRange(colon + 1, end - colon - 1);
        body.InsertRange(colon + 1, value);
    }
}
