using System.Globalization;
using System.Text;
using Switchback.Core.Fleet;
using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>Draws the lag of the last hour. A minute without a reading is a gap, never a zero.</summary>
internal static class SparkLine
{
    /// <param name="minute">The minute now, counted from the epoch: at the right edge.</param>
    public static string Path(LagTrail trail, long minute, int width, int height)
    {
        var points = trail.Points;
        var most = Math.Max(1, Most(trail));
        var path = new StringBuilder();
        var draws = false;
        for (var i = 0; i < points.Length; i++)
        {
            var age = minute - trail.LastMinute + points.Length - 1 - i;
            if (float.IsNaN(points[i]) || age is < 0 or >= LagTrail.Minutes)
            {
                draws = false;
                continue;
            }
            var x = width - 1 - (age * (width - 2.0) / (LagTrail.Minutes - 1));
            var y = height - 2 - (points[i] / most * (height - 4));
            path.Append(CultureInfo.InvariantCulture, $"{(draws ? 'L' : 'M')}{x:0.#} {y:0.#}");
            // A lonely minute is a dot: a line of no length with round ends.
            if (!draws && (i + 1 == points.Length || float.IsNaN(points[i + 1]))) path.Append("h.1");
            draws = true;
        }
        return path.ToString();
    }

    public static string Say(LagTrail trail) => trail.Points.Length == 0 || float.IsNaN(Most(trail))
        ? "Nothing is known of the last hour"
        : $"At most {Words.Count((long)Most(trail))} operations behind in the last hour";

    /// <summary>Not a number when there is none.</summary>
    public static float Most(LagTrail trail)
    {
        var most = float.NaN;
        foreach (var point in trail.Points)
        {
            if (!float.IsNaN(point) && !(point <= most)) most = point;
        }
        return most;
    }
}
