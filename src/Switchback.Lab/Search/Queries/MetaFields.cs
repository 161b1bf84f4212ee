namespace Switchback.Lab.Search.Queries;

/// <summary>Fields that no mapping names: every document has them.</summary>
public static class MetaFields
{
    /// <summary>Kept as numbers with every document. Its term is kept too, but is no field: nobody can ask for it by name.</summary>
    public static bool IsNumber(string field) => field is "_seq_no" or "_version";

    public static bool IsText(string field) => field is "_id" or "_index" or "_routing";

    public static long Number(SearchDocument document, string field) => field switch
    {
        "_seq_no" => document.Operation.SeqNo,
        _ => document.Operation.Version,
    };

    public static string? Text(SearchDocument document, string field) => field switch
    {
        "_id" => document.Operation.Id,
        "_index" => document.Index,
        _ => document.Operation.Routing,
    };
}
