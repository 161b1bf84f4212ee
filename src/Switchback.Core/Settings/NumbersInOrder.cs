using System.Globalization;

namespace Switchback.Core.Settings;

/// <summary>Names without regard to case; the numbers of an array in numeric order, so that "10" comes after "9".</summary>
internal sealed class NumbersInOrder : IComparer<string>
{
    public static readonly NumbersInOrder Comparer = new();

    public int Compare(string? x, string? y)
    {
        var left = int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var a);
        var right = int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var b);
        if (left && right && a != b) return a.CompareTo(b);
        return StringComparer.OrdinalIgnoreCase.Compare(x, y);
    }
}
