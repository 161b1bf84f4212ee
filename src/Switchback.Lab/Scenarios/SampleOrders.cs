using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Switchback.Lab.Scenarios;

/// <summary>The shop of the documents' example: an index of generated orders in the shape of the well-known sample data.</summary>
public static class SampleOrders
{
    public const string Leader = "kibana_sample_data_ecommerce";
    public const string Follower = "kibana_sample_data_ecommerce2";
    public const int Count = 4675;

    private static readonly string[] FirstNames = ["Mary", "Eddie", "Sonya", "Oliver", "Diane", "Yasmine", "Sultan", "Gwen", "Rabbia", "George", "Elyssa", "Tariq"];
    private static readonly string[] LastNames = ["Bailey", "Underwood", "Goodwin", "Rios", "Chandler", "Harvey", "Al Boone", "Summers", "Perkins", "Mccarthy"];
    private static readonly string[] Products = ["Ankle boots", "Rucksack", "Print T-shirt", "Winter jacket", "Chinos", "Watch", "Scarf", "Trainers", "Summer dress", "Belt"];
    private static readonly (string City, string Country)[] Places = [("Cairo", "EG"), ("Dubai", "AE"), ("New York", "US"), ("London", "GB"), ("Bogotá", "CO"), ("Istanbul", "TR")];

    public static JsonObject Mappings() => JsonNode.Parse("""
        {"properties":{
          "order_id":{"type":"keyword"},"order_date":{"type":"date"},"user":{"type":"keyword"},
          "customer_full_name":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}},
          "email":{"type":"keyword"},"currency":{"type":"keyword"},"taxful_total_price":{"type":"float"},"total_quantity":{"type":"integer"},
          "products":{"properties":{"product_name":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"price":{"type":"float"},"quantity":{"type":"integer"}}},
          "geoip":{"properties":{"city_name":{"type":"keyword"},"country_iso_code":{"type":"keyword"}}}}}
        """)!.AsObject();

    /// <summary>Orders as bulk lines, a thousand at a time.</summary>
    public static IEnumerable<string> Bulks(Random random, DateTimeOffset now)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{\"index\":{{\"_id\":\"order-{i}\"}}}}\n").Append(Order(i, random, now).ToJsonString()).Append('\n');
            if (i % 1000 != 999 && i != Count - 1) continue;
            yield return lines.ToString();
            lines.Clear();
        }
    }

    private static JsonObject Order(int i, Random random, DateTimeOffset now)
    {
        var first = FirstNames[random.Next(FirstNames.Length)];
        var last = LastNames[random.Next(LastNames.Length)];
        var place = Places[random.Next(Places.Length)];
        var products = new JsonArray();
        var total = 0m;
        for (var p = random.Next(1, 4); p > 0; p--)
        {
            var price = random.Next(899, 11999) / 100m;
            total += price;
            products.Add(new JsonObject { ["product_name"] = Products[random.Next(Products.Length)], ["price"] = price, ["quantity"] = 1 });
        }
        return new JsonObject
        {
            ["order_id"] = (550000 + i).ToString(CultureInfo.InvariantCulture),
            ["order_date"] = now.AddMinutes(-random.Next(60 * 24 * 30)).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["user"] = first.ToLowerInvariant(),
            ["customer_full_name"] = $"{first} {last}",
            ["email"] = $"{first.ToLowerInvariant()}@{last.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal)}-family.example",
            ["currency"] = "EUR",
            ["taxful_total_price"] = total,
            ["total_quantity"] = products.Count,
            ["products"] = products,
            ["geoip"] = new JsonObject { ["city_name"] = place.City, ["country_iso_code"] = place.Country },
        };
    }
}
