using System.Globalization;
using System.Text;

namespace Switchback.Elasticsearch.Scripts;

/// <summary>Builds a POSIX shell script. Whatever an index is called, it is one word for the shell, and a comment stays a comment.</summary>
internal sealed class ShellText
{
    private readonly StringBuilder _text = new();

    public ShellText Line(string line = "")
    {
        _text.Append(line).Append('\n');
        return this;
    }

    public ShellText Comment(string words) => Line("# " + Flat(words));

    /// <summary>A function of the script with its arguments, each of them quoted.</summary>
    public ShellText Call(string function, params string[] arguments) => Line(string.Join(' ', arguments.Select(Quote).Prepend(function)));

    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public static string Flat(string words) => string.Concat(words.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? '?' : letter));

    public static string Time(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "never";

    public override string ToString() => _text.ToString();
}
