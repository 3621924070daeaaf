package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.value.JsonText;

/** The text of a value, in the words that the input function of the target's type reads. */
final class TextForms {

    private TextForms() {}

    static String of(ValueForm form, String family, Object value) {
        return switch (form.kind()) {
            case BOOLEAN -> bool(form, family, value);
            case MAP -> isHstore(family) ? hstore(form, value) : form.text().apply(value);
            case LIST -> family.startsWith("json") ? JsonText.of(value) : form.text().apply(value);
            case POINT ->
                    isNamed(family, "geometry") || isNamed(family, "geography")
                            ? GeometryText.extended(value)
                            : form.text().apply(value);
            case STRING -> string(family, form.text().apply(value));
            default -> form.text().apply(value);
        };
    }

    private static String hstore(ValueForm form, Object value) {
        return HstoreText.of(form.object().apply(value));
    }

    private static String bool(ValueForm form, String family, Object value) {
        return family.equals("\"bit\"") || family.equals("bit varying")
                ? Long.toString(form.number().applyAsLong(value))
                : form.text().apply(value);
    }

    /** Decimals as strings have names of their own for what is not a number. */
    private static String string(String family, String text) {
        if (!family.equals("numeric")) {
            return text;
        }
        return switch (text) {
            case "POSITIVE_INFINITY" -> "Infinity";
            case "NEGATIVE_INFINITY" -> "-Infinity";
            default -> text;
        };
    }

    static boolean isHstore(String family) {
        return isNamed(family, "hstore");
    }

    /** Whether it is a type of that name, in whatever schema its extension is. */
    static boolean isNamed(String family, String name) {
        return family.equals(name) || family.endsWith("." + name);
    }
}
