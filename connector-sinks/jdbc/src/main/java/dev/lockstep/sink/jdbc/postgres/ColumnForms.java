package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.JsonText;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.function.Function;

/**
 * Chooses how values reach a column: in the binary form of the column's own type where both sides
 * are simple, otherwise as text that the type's input function reads, so that every type works.
 *
 * <p>A conversion never names a length: an explicit cast to {@code varchar(3)} would cut in silence
 * what an assignment refuses.
 */
final class ColumnForms {

    private final BinaryText binaryText;

    ColumnForms(BinaryText binaryText) {
        this.binaryText = binaryText;
    }

    /** Of PostgreSQL's own text of a value. */
    static ColumnForm exactText(TargetColumn column) {
        ColumnEncoder encoder = (value, out) -> out.text((String) value);
        return isText(column.family())
                ? ColumnForm.of(Carrier.TEXT, encoder)
                : ColumnForm.cast(encoder, column.family());
    }

    ColumnForm of(ValueForm form, TargetColumn column) {
        ColumnForm binary = binary(form, column.family());
        return binary != null ? binary : text(form, column.family());
    }

    /** Null where the values do not have the column's type already. */
    private ColumnForm binary(ValueForm form, String family) {
        return switch (family) {
            case "boolean" -> bool(form);
            case "smallint" -> whole(form, Carrier.INT2, Short.MIN_VALUE, Short.MAX_VALUE);
            case "integer" -> whole(form, Carrier.INT4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "bigint" -> whole(form, Carrier.INT8, Long.MIN_VALUE, Long.MAX_VALUE);
            case "oid" -> whole(form, Carrier.INT8, 0, 0xFFFF_FFFFL);
            case "real" -> NumberEncoders.real(form, Carrier.FLOAT4);
            case "double precision" -> NumberEncoders.real(form, Carrier.FLOAT8);
            case "numeric", "money" -> NumberEncoders.numeric(form);
            case "bytea" -> bytes(form);
            case "uuid" ->
                    form.kind() == Kind.STRING
                            ? ColumnForm.of(Carrier.UUID, UuidBinary::encode)
                            : null;
            case "\"char\"" ->
                    form.kind() == Kind.STRING
                            ? ColumnForm.of(Carrier.CHAR, ColumnForms::character)
                            : null;
            default -> temporal(form, family);
        };
    }

    private static ColumnForm temporal(ValueForm form, String family) {
        return switch (family) {
            case "date" -> TemporalEncoders.date(form);
            case "time without time zone" -> TemporalEncoders.time(form);
            case "timestamp without time zone" ->
                    TemporalEncoders.timestamp(form, Carrier.TIMESTAMP);
            case "timestamp with time zone" ->
                    TemporalEncoders.timestamp(form, Carrier.TIMESTAMPTZ);
            case "interval" -> TemporalEncoders.interval(form);
            default -> null;
        };
    }

    private static ColumnForm bool(ValueForm form) {
        if (form.kind() != Kind.BOOLEAN && form.kind() != Kind.INTEGER) {
            return null;
        }
        return ColumnForm.of(
                Carrier.BOOL,
                (value, out) -> {
                    long number = form.number().applyAsLong(value);
                    if (number != 0 && number != 1) {
                        throw new UnfitValueException("only 0 and 1 are booleans");
                    }
                    out.int32(1);
                    out.int8((int) number);
                });
    }

    private static ColumnForm whole(ValueForm form, Carrier carrier, long min, long max) {
        return NumberEncoders.whole(form, carrier, min, max);
    }

    private ColumnForm bytes(ValueForm form) {
        if (form.kind() == Kind.BYTES || form.kind() == Kind.BITS) {
            return ColumnForm.of(
                    Carrier.BYTEA,
                    (value, out) -> {
                        if (value instanceof ByteBuffer buffer) {
                            out.int32(buffer.remaining());
                            out.raw(buffer);
                        } else {
                            put(BytesText.array(value), out);
                        }
                    });
        }
        return form.kind() == Kind.STRING
                ? ColumnForm.of(
                        Carrier.BYTEA,
                        (value, out) ->
                                put(BytesText.decode(form.text().apply(value), binaryText), out))
                : null;
    }

    private static void put(byte[] bytes, WireBytes out) {
        out.int32(bytes.length);
        out.raw(bytes, 0, bytes.length);
    }

    /** One byte; its text shows what is not ASCII as a backslash and three octal digits. */
    private static void character(Object value, WireBytes out) {
        String text = (String) value;
        int code =
                text.length() == 4 && text.charAt(0) == '\\'
                        ? Integer.parseInt(text.substring(1), 8)
                        : text.isEmpty() ? 0 : text.charAt(0);
        if (code > 0xFF || (text.length() > 1 && text.length() != 4)) {
            throw new UnfitValueException("it is more than one byte");
        }
        out.int32(1);
        out.int8(code);
    }

    private ColumnForm text(ValueForm form, String family) {
        if (family.endsWith("[]")) {
            return array(form, family);
        }
        boolean vector = form.kind() == Kind.LIST && isVector(family);
        ColumnEncoder encoder =
                (value, out) ->
                        out.text(vector ? JsonText.of(value) : TextForms.of(form, family, value));
        if (isText(family)) {
            return ColumnForm.of(Carrier.TEXT, encoder);
        }
        if (TextForms.isHstore(family) && form.kind() == Kind.STRING) {
            return new ColumnForm(
                    Carrier.TEXT, encoder, reference -> HstoreText.ofJson(reference, family));
        }
        // money's own input function reads the separators of a locale.
        return family.equals("money")
                ? ColumnForm.cast(encoder, "numeric::money")
                : ColumnForm.cast(encoder, family);
    }

    private ColumnForm array(ValueForm form, String family) {
        if (form.element() == null) {
            return ColumnForm.cast((value, out) -> out.text(form.text().apply(value)), family);
        }
        String element = family.substring(0, family.length() - 2);
        char delimiter = element.equals("box") ? ';' : ',';
        Function<Object, String> text = elementText(form.element(), element);
        ColumnEncoder encoder =
                (value, out) -> {
                    Collection<?> list = (Collection<?>) form.object().apply(value);
                    out.text(ArrayText.of(list, text, delimiter));
                };
        if (TextForms.isHstore(element) && form.element().kind() == Kind.STRING) {
            return new ColumnForm(
                    Carrier.TEXT, encoder, source -> HstoreText.ofJsonArray(source, element));
        }
        return element.equals("money")
                ? ColumnForm.cast(encoder, "numeric[]::money[]")
                : ColumnForm.cast(encoder, family);
    }

    private Function<Object, String> elementText(ValueForm form, String family) {
        return family.equals("bytea") && form.kind() == Kind.STRING
                ? item -> BytesText.hex(BytesText.decode(form.text().apply(item), binaryText))
                : item -> TextForms.of(form, family, item);
    }

    private static boolean isVector(String family) {
        return TextForms.isNamed(family, "vector") || TextForms.isNamed(family, "halfvec");
    }

    static boolean isText(String family) {
        return switch (family) {
            case "text", "character varying", "bpchar", "name" -> true;
            default -> false;
        };
    }
}
