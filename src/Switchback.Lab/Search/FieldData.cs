using Switchback.Lab.Http;

namespace Switchback.Lab.Search;

/// <summary>Which fields have their values at hand per document, for sorting and aggregating.</summary>
public static class FieldData
{
    public static void Require(Field field)
    {
        if (field.Kind == FieldKind.Text && field.Definition["fielddata"]?.ToString() != "true")
        {
            throw Errors.IllegalArgument("Text fields are not optimised for operations that require per-document field data like aggregations and sorting, "
                + "so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on "
                + $"[{field.Path}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.");
        }
        if (!field.HasDocValues) throw Errors.IllegalArgument($"Can't load fielddata on [{field.Path}] because fielddata is unsupported on fields of type [{field.Type}]. Use doc values instead.");
    }
}
