using System.Text;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Documents.Scripts;

/// <summary>Reads <c>if (ctx._source.n &lt; params.n) { ctx._source.n += 1; ctx._source.tags.add('x') } else { ctx.op = 'none' }</c>.</summary>
public sealed class ScriptParser(string text)
{
    private int _at;

    public IReadOnlyList<Statement> Statements()
    {
        var statements = new List<Statement>();
        while (Next() is not '\0') statements.AddRange(Statement());
        return statements;
    }

    private List<Statement> Statement()
    {
        if (Take(";")) return [];
        if (Take("{"))
        {
            var block = new List<Statement>();
            while (!Take("}"))
            {
                if (Next() == '\0') throw Unexpected();
                block.AddRange(Statement());
            }
            return block;
        }
        if (TakeWord("if"))
        {
            Need("(");
            var condition = Or();
            Need(")");
            var then = Statement();
            Take(";");
            var otherwise = TakeWord("else") ? Statement() : [];
            return [new If(condition, then, otherwise)];
        }
        var statement = Change();
        if (!Take(";") && Next() is not ('\0' or '}')) throw Unexpected();
        return [statement];
    }

    private Statement Change()
    {
        if (Name() != "ctx") throw Unexpected();
        Need(".");
        var root = Name();
        if (root == "op")
        {
            Need("=");
            return new SetOp(Or());
        }
        if (root != "_source") throw new FormatException($"unexpected field [ctx.{root}]");
        var path = new List<Expression>();
        while (true)
        {
            if (Take("."))
            {
                var name = Name();
                if (Take("(")) return new Call(Below(path), name, Arguments());
                path.Add(_ => JsonValue.Create(name));
            }
            else if (Take("["))
            {
                path.Add(Or());
                Need("]");
            }
            else
            {
                break;
            }
        }
        if (path.Count == 0) throw Unexpected();
        if (Take("++")) return new Assign(path, '+', _ => JsonValue.Create(1L));
        if (Take("--")) return new Assign(path, '-', _ => JsonValue.Create(1L));
        foreach (var sign in "+-*/%")
            if (Take(sign + "="))
                return new Assign(path, sign, Or());
        Need("=");
        return new Assign(path, '=', Or());
    }

    private static Expression Below(IReadOnlyList<Expression> path) => frame =>
        path.Aggregate((JsonNode?)frame.Source, (at, name) => Values.Member(at, name(frame)));

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        if (Take(")")) return arguments;
        do arguments.Add(Or());
        while (Take(","));
        Need(")");
        return arguments;
    }

    private Expression Or()
    {
        var left = And();
        while (Take("||"))
        {
            var (a, b) = (left, And());
            left = frame => JsonValue.Create(Values.IsTrue(a(frame)) || Values.IsTrue(b(frame)));
        }
        return left;
    }

    private Expression And()
    {
        var left = Comparison();
        while (Take("&&"))
        {
            var (a, b) = (left, Comparison());
            left = frame => JsonValue.Create(Values.IsTrue(a(frame)) && Values.IsTrue(b(frame)));
        }
        return left;
    }

    private Expression Comparison()
    {
        var left = Sum();
        foreach (var sign in new[] { "==", "!=", "<=", ">=", "<", ">" })
        {
            if (!Take(sign)) continue;
            var right = Sum();
            return frame => JsonValue.Create(Values.Compare(sign, left(frame), right(frame)));
        }
        return left;
    }

    private Expression Sum() => Chain("+-", Product);

    private Expression Product() => Chain("*/%", Unary);

    private Expression Chain(string signs, Func<Expression> part)
    {
        var left = part();
        while (signs.Contains(Next(), StringComparison.Ordinal) && Next() != '\0')
        {
            var sign = text[_at++];
            var (a, b) = (left, part());
            left = frame => Values.Combine(sign, a(frame), b(frame));
        }
        return left;
    }

    private Expression Unary()
    {
        if (Take("!"))
        {
            var inner = Unary();
            return frame => JsonValue.Create(!Values.IsTrue(inner(frame)));
        }
        if (Take("-"))
        {
            var inner = Unary();
            return frame => Values.Combine('-', JsonValue.Create(0L), inner(frame));
        }
        return Value();
    }

    private Expression Value()
    {
        var c = Next();
        if (c is '\'' or '"') return Constant(JsonValue.Create(Quoted()));
        if (char.IsAsciiDigit(c)) return Constant(Number());
        if (Take("("))
        {
            var inner = Or();
            Need(")");
            return inner;
        }
        if (Take("["))
        {
            var items = new List<Expression>();
            if (!Take("]"))
            {
                do items.Add(Or());
                while (Take(","));
                Need("]");
            }
            return frame => new JsonArray([.. items.Select(item => item(frame)?.DeepClone())]);
        }
        return Reference(Name());
    }

    private Expression Reference(string name)
    {
        Expression value = name switch
        {
            "true" => Constant(JsonValue.Create(true)),
            "false" => Constant(JsonValue.Create(false)),
            "null" => _ => null,
            "params" => frame => frame.Params,
            "ctx" => Context(),
            _ => throw new FormatException($"cannot resolve symbol [{name}]"),
        };
        while (true)
        {
            var of = value;
            if (Take("."))
            {
                var member = Name();
                value = Take("(") ? Method(of, member, Arguments()) : frame => Values.Member(of(frame), JsonValue.Create(member));
            }
            else if (Take("["))
            {
                var key = Or();
                Need("]");
                value = frame => Values.Member(of(frame), key(frame));
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Context()
    {
        Need(".");
        var name = Name();
        return name switch
        {
            "_source" => frame => frame.Source,
            "_id" => frame => JsonValue.Create(frame.Context.Id),
            "_index" => frame => JsonValue.Create(frame.Context.Index),
            "_version" => frame => JsonValue.Create(frame.Context.Version),
            "_now" => frame => JsonValue.Create(frame.Context.Now),
            "op" => frame => JsonValue.Create(frame.Op),
            _ => throw new FormatException($"unexpected field [ctx.{name}]"),
        };
    }

    private static Expression Method(Expression of, string name, IReadOnlyList<Expression> arguments) => frame =>
    {
        var target = of(frame);
        return (name, target, arguments.Count) switch
        {
            ("containsKey", JsonObject o, 1) => JsonValue.Create(o.ContainsKey(arguments[0](frame)?.ToString() ?? "")),
            ("contains", JsonArray a, 1) => JsonValue.Create(a.Any(item => Values.Compare("==", item, arguments[0](frame)))),
            ("contains", JsonValue v, 1) => JsonValue.Create(v.ToString().Contains(arguments[0](frame)?.ToString() ?? "", StringComparison.Ordinal)),
            ("size", JsonArray a, 0) => JsonValue.Create((long)a.Count),
            ("size", JsonObject o, 0) => JsonValue.Create((long)o.Count),
            ("length", JsonValue v, 0) => JsonValue.Create((long)v.ToString().Length),
            ("toLowerCase", JsonValue v, 0) => JsonValue.Create(v.ToString().ToLowerInvariant()),
            ("toUpperCase", JsonValue v, 0) => JsonValue.Create(v.ToString().ToUpperInvariant()),
            _ => throw new FormatException($"dynamic method [{Values.JavaType(target)}, {name}/{arguments.Count}] not found"),
        };
    };

    private static Expression Constant(JsonNode value) => _ => value.DeepClone();

    private string Quoted()
    {
        var quote = text[_at++];
        var content = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\') _at++;
            if (_at < text.Length) content.Append(text[_at++]);
        }
        if (_at++ >= text.Length) throw Unexpected();
        return content.ToString();
    }

    private JsonNode Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
        var digits = text[start.._at];
        if (_at < text.Length && "LlDdFf".Contains(text[_at], StringComparison.Ordinal)) _at++;
        return JsonNode.Parse(digits.TrimEnd('.'))!;
    }

    private string Name()
    {
        Next();
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return _at > start ? text[start.._at] : throw Unexpected();
    }

    private char Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private bool Take(string token)
    {
        Next();
        if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal)) return false;
        _at += token.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        Next();
        var end = _at + word.Length;
        return (end >= text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_')) && Take(word);
    }

    private void Need(string token)
    {
        if (!Take(token)) throw Unexpected();
    }

    private FormatException Unexpected() =>
        new(_at < text.Length ? $"unexpected token ['{text[_at]}'] was expecting one of [{{<EOF>, ';'}}]." : "unexpected end of script.");
}
