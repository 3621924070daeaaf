package dev.lockstep.sink.jdbc.postgres;

import java.util.Map;

/** Maps as hstore's input function reads them. */
final class HstoreText {

    private HstoreText() {}

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> pair : ((Map<?, ?>) value).entrySet()) {
            if (!out.isEmpty()) {
                out.append(',');
            }
            ArrayText.quote(String.valueOf(pair.getKey()), out);
            out.append("=>");
            if (pair.getValue() == null) {
                out.append("NULL");
            } else {
                ArrayText.quote(String.valueOf(pair.getValue()), out);
            }
        }
        return out.toString();
    }

    /** An expression that makes an array of hstores of an array of texts of JSON objects. */
    static String ofJsonArray(String expression, String type) {
        return "(CASE WHEN "
                + expression
                + " IS NOT NULL THEN ARRAY(SELECT "
                + ofJson("a.json", type)
                + " FROM pg_catalog.unnest("
                + expression
                + "::pg_catalog.text[]) WITH ORDINALITY a(json, place) ORDER BY a.place) END)";
    }

    /** An expression that makes an hstore of the text of a JSON object. */
    static String ofJson(String expression, String type) {
        return "(SELECT CASE WHEN "
                + expression
                + " IS NOT NULL THEN "
                + type
                + "(coalesce(array_agg(e.key), '{}'), coalesce(array_agg(e.value), '{}')) END"
                + " FROM pg_catalog.json_each_text("
                + expression
                + "::pg_catalog.json) e)";
    }
}
