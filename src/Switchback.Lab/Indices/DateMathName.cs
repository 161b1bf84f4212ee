using System.Globalization;
using Switchback.Lab.Http;

namespace Switchback.Lab.Indices;

/// <summary>Names with a date in them: <c>&lt;logs-{now/d}-1&gt;</c>, <c>&lt;logs-{now-1M/M{yyyy.MM}}&gt;</c>.</summary>
public static class DateMathName
{
    public static bool IsDateMath(string name) => name.StartsWith('<') && name.EndsWith('>');

    public static string Resolve(string name, DateTimeOffset now)
    {
        if (!IsDateMath(name)) return name;
        var text = name[1..^1];
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                result.Append(text[i]);
                continue;
            }
            var end = Closing(text, i);
            if (end < 0) throw Errors.Parse($"date math placeholder is open ended [{name}]");
            result.Append(Evaluate(text[(i + 1)..end], now));
            i = end;
        }
        return result.ToString();
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return i;
        }
        return -1;
    }

    private static string Evaluate(string expression, DateTimeOffset now)
    {
        var format = "yyyy.MM.dd";
        if (expression.IndexOf('{') is var brace and >= 0)
        {
            format = expression[(brace + 1)..^1].Split('|')[0];
            expression = expression[..brace];
        }
        if (!expression.StartsWith("now", StringComparison.Ordinal)) throw Errors.Parse($"invalid dynamic name expression [{expression}]");
        return Move(now, expression[3..]).ToString(format.Replace("uuuu", "yyyy", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Move(DateTimeOffset moment, string math)
    {
        for (var i = 0; i < math.Length;)
        {
            var sign = math[i++];
            var digits = i;
            while (i < math.Length && char.IsAsciiDigit(math[i])) i++;
            var count = i == digits ? 1 : int.Parse(math[digits..i], CultureInfo.InvariantCulture);
            if (i >= math.Length) throw Errors.Parse($"truncated date math [{math}]");
            var unit = math[i++];
            moment = sign == '/' ? Round(moment, unit) : Shift(moment, unit, sign == '-' ? -count : count);
        }
        return moment;
    }

    private static DateTimeOffset Shift(DateTimeOffset moment, char unit, int count) => unit switch
    {
        'y' => moment.AddYears(count),
        'M' => moment.AddMonths(count),
        'w' => moment.AddDays(7 * count),
        'd' => moment.AddDays(count),
        'h' or 'H' => moment.AddHours(count),
        'm' => moment.AddMinutes(count),
        's' => moment.AddSeconds(count),
        _ => throw Errors.Parse($"unit [{unit}] not supported for date math"),
    };

    private static DateTimeOffset Round(DateTimeOffset moment, char unit)
    {
        var day = new DateTimeOffset(moment.Date, TimeSpan.Zero);
        return unit switch
        {
            'y' => new DateTimeOffset(moment.Year, 1, 1, 0, 0, 0, TimeSpan.Zero),
            'M' => new DateTimeOffset(moment.Year, moment.Month, 1, 0, 0, 0, TimeSpan.Zero),
            'w' => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            'd' => day,
            'h' or 'H' => day.AddHours(moment.Hour),
            'm' => day.AddHours(moment.Hour).AddMinutes(moment.Minute),
            's' => day.AddSeconds(Math.Floor(moment.TimeOfDay.TotalSeconds)),
            _ => throw Errors.Parse($"unit [{unit}] not supported for date math"),
        };
    }
}
