using System.Text.Json.Nodes;

namespace Switchback.Lab.Documents.Scripts;

public delegate JsonNode? Expression(ScriptFrame frame);

/// <summary>What a running script sees and changes.</summary>
public sealed class ScriptFrame(JsonObject source, JsonObject parameters, ScriptContext context)
{
    public JsonObject Source { get; } = source;

    public JsonObject Params { get; } = parameters;

    public ScriptContext Context { get; } = context;

    public string Op { get; set; } = "index";
}

public abstract record Statement
{
    public abstract void Run(ScriptFrame frame);
}

/// <summary><c>ctx._source.a.b = value</c>, and with an operator before the equals sign.</summary>
public sealed record Assign(IReadOnlyList<Expression> Path, char Operator, Expression Value) : Statement
{
    public override void Run(ScriptFrame frame)
    {
        JsonNode parent = frame.Source;
        for (var i = 0; i < Path.Count - 1; i++)
        {
            parent = Values.Member(parent, Path[i](frame))
                ?? throw new FormatException("Cannot invoke \"Object.getClass()\" because \"callArgs[0]\" is null");
        }
        var name = Path[^1](frame);
        var value = Value(frame)?.DeepClone();
        if (Operator != '=') value = Values.Combine(Operator, Values.Member(parent, name), value);
        switch (parent)
        {
            case JsonObject o:
                o[name!.ToString()] = value;
                break;
            case JsonArray a when int.TryParse(name?.ToString(), out var place) && place < a.Count:
                a[place] = value;
                break;
            default:
                throw new FormatException($"cannot set [{name}] of a value that has no members");
        }
    }
}

/// <summary><c>ctx.op = "none"</c></summary>
public sealed record SetOp(Expression Value) : Statement
{
    public override void Run(ScriptFrame frame) => frame.Op = Value(frame)?.ToString() ?? "";
}

/// <summary><c>remove</c>, <c>add</c> and <c>put</c> on something below the source.</summary>
public sealed record Call(Expression Target, string Method, IReadOnlyList<Expression> Arguments) : Statement
{
    public override void Run(ScriptFrame frame)
    {
        var target = Target(frame);
        switch (Method, target, Arguments.Count)
        {
            case ("remove", JsonObject o, 1):
                o.Remove(Arguments[0](frame)?.ToString() ?? "");
                break;
            case ("remove", JsonArray a, 1) when int.TryParse(Arguments[0](frame)?.ToString(), out var place) && place < a.Count:
                a.RemoveAt(place);
                break;
            case ("add", JsonArray a, 1):
                a.Add(Arguments[0](frame)?.DeepClone());
                break;
            case ("put", JsonObject o, 2):
                o[Arguments[0](frame)?.ToString() ?? ""] = Arguments[1](frame)?.DeepClone();
                break;
            default:
                throw new FormatException($"dynamic method [{Values.JavaType(target)}, {Method}/{Arguments.Count}] not found");
        }
    }
}

public sealed record If(Expression Condition, IReadOnlyList<Statement> Then, IReadOnlyList<Statement> Else) : Statement
{
    public override void Run(ScriptFrame frame)
    {
        foreach (var statement in Values.IsTrue(Condition(frame)) ? Then : Else) statement.Run(frame);
    }
}
