using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchback.Core.Plans;

/// <summary>
/// The canonical form of a plan: everything that decides what is done to what, in a fixed order and spelling, and nothing that
/// says when or for whom it was made. Two plans with the same hash do the same.
/// </summary>
public static class PlanHash
{
    public static string Of(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(CanonicalForm(plan).Span));

    /// <summary>The digest of a step's calls, in the order they are made.</summary>
    public static string OfCalls(IEnumerable<StepCall> calls)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var call in calls)
        {
            // A length before each part: no two different lists of calls give the same bytes.
            foreach (var part in new[] { call.Call.Member, call.Call.Line, call.Call.Body, string.Join('\n', call.Items) })
            {
                digest.AppendData(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(part)));
                digest.AppendData(Encoding.UTF8.GetBytes(part));
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public static ReadOnlyMemory<byte> CanonicalForm(Plan plan)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("operation", plan.Operation);
            json.WriteString("system", plan.System);
            json.WriteStartArray("items");
            foreach (var item in plan.Items) Write(json, item);
            json.WriteEndArray();
            json.WriteStartArray("steps");
            foreach (var step in plan.Steps.Concat(plan.UndoSteps)) Write(json, step);
            json.WriteEndArray();
            json.WriteStartArray("parameters");
            foreach (var parameter in plan.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)) json.WriteStringValue($"{parameter.Name}={parameter.Value}");
            json.WriteEndArray();
            Texts(json, "destroys", plan.Destroys);
            json.WriteStartArray("brokenGlass");
            foreach (var broken in plan.BrokenGlass) Write(json, broken);
            json.WriteEndArray();
            json.WriteString("confirmWith", plan.ConfirmWith);
            if (plan.Loss is { } loss) json.WriteString("loss", loss.ToString());
            json.WriteBoolean("takesOver", plan.TakesOver);
            Texts(json, "holds", plan.Holds);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, PlanItem item)
    {
        json.WriteStartObject();
        json.WriteString("member", item.Member);
        json.WriteString("name", item.Name);
        json.WriteString("identity", item.Identity);
        json.WriteString("pair", item.Pair);
        json.WriteStartObject("facts");
        foreach (var (name, value) in item.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BrokenGuard broken)
    {
        json.WriteStartObject();
        json.WriteString("name", broken.Name);
        json.WriteString("why", broken.Why);
        Texts(json, "items", broken.Items);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("number", step.Number);
        json.WriteString("kind", step.Kind);
        json.WriteString("class", step.Class.ToString());
        json.WriteString("member", step.Member);
        Texts(json, "items", step.Items);
        json.WriteString("calls", step.CallsDigest);
        json.WriteString("probe", step.Probe);
        json.WriteNumber("deadlineSeconds", step.Deadline.TotalSeconds);
        json.WriteBoolean("pointOfNoReturn", step.IsPointOfNoReturn);
        json.WriteBoolean("evenIfStopped", step.EvenIfStopped);
        json.WriteBoolean("together", step.Together);
        json.WriteBoolean("rest", step.IsRest);
        if (step.HeldAtMost is { } held) json.WriteNumber("heldAtMostSeconds", held.TotalSeconds);
        Write(json, "turns", step.Turns);
        Write(json, "spares", step.Spares);
        if (step.Asks is { } asks)
        {
            json.WriteStartObject("asks");
            json.WriteString("question", asks.Question);
            json.WriteNumber("people", asks.People);
            json.WriteBoolean("byOthers", asks.ByOthers);
            json.WriteBoolean("wantsWords", asks.WantsWords);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PairSide? side)
    {
        if (side is not null) json.WriteString(name, $"{side.Pair}/{side.Side}/{side.Member}");
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
