using System.Globalization;

namespace Switchback.Elasticsearch.Wire;

/// <summary>A server's version: <c>8.15.0</c>, <c>9.0.0-SNAPSHOT</c>.</summary>
public readonly record struct ServerVersion(int Major, int Minor, int Patch) : IComparable<ServerVersion>
{
    public static ServerVersion? Parse(string text)
    {
        var numbers = text.Split('-')[0].Split('.');
        if (numbers.Length != 3) return null;
        return Part(numbers[0]) is { } major && Part(numbers[1]) is { } minor && Part(numbers[2]) is { } patch
            ? new ServerVersion(major, minor, patch)
            : null;
    }

    public int CompareTo(ServerVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(ServerVersion a, ServerVersion b) => a.CompareTo(b) < 0;

    public static bool operator >(ServerVersion a, ServerVersion b) => a.CompareTo(b) > 0;

    public static bool operator <=(ServerVersion a, ServerVersion b) => a.CompareTo(b) <= 0;

    public static bool operator >=(ServerVersion a, ServerVersion b) => a.CompareTo(b) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static int? Part(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
