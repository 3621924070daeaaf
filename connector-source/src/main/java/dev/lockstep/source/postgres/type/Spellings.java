package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.type.PgType.Kind;
import java.util.Locale;

/** Finds how the binary form of a type is spelled out. Asked when readers are compiled. */
final class Spellings {

    private static final String BUILTIN = "pg_catalog";

    private final TypeCatalog types;

    /**
     * @param types may return null for a type that it does not know
     */
    Spellings(TypeCatalog types) {
        this.types = types;
    }

    /** Null where the binary form of the type is not known here. */
    Spelling of(PgType type) {
        if (type == null) {
            return null;
        }
        boolean builtin = type.schema().equals(BUILTIN);
        return switch (type.kind()) {
            case BASE -> builtin ? builtin(type.name()) : extension(type.name());
            case ENUM -> Spellings::text;
            case DOMAIN -> of(types.type(type.baseOid()));
            case ARRAY -> array(type);
            case RANGE -> builtin ? range(type.name()) : null;
            case MULTIRANGE -> builtin ? multirange(type.name()) : null;
            case COMPOSITE, PSEUDO -> null;
        };
    }

    private Spelling array(PgType type) {
        PgType element = types.type(type.elementOid());
        // A type of the same category that is no array of the server's own kind.
        if (element == null || element.kind() == Kind.ARRAY || !type.name().startsWith("_")) {
            return null;
        }
        Spelling spelling = of(element);
        return spelling == null ? null : ElementSpellings.array(spelling, element.delimiter());
    }

    private static Spelling range(String name) {
        String bound =
                switch (name) {
                    case "int4range" -> "int4";
                    case "int8range" -> "int8";
                    case "numrange" -> "numeric";
                    case "daterange" -> "date";
                    case "tsrange" -> "timestamp";
                    case "tstzrange" -> "timestamptz";
                    default -> null;
                };
        return bound == null ? null : ElementSpellings.range(builtin(bound));
    }

    private static Spelling multirange(String name) {
        Spelling range = range(name.replace("multirange", "range").replace("nummulti", "num"));
        return range == null ? null : ElementSpellings.multirange(range);
    }

    private static Spelling builtin(String name) {
        return switch (name) {
            case "bool" -> Spellings::bool;
            case "int2" -> (b, from, to, out) -> out.number(BinaryInts.int16(b, from, to));
            case "int4" -> (b, from, to, out) -> out.number(BinaryInts.int32(b, from, to));
            case "int8" -> (b, from, to, out) -> out.number(BinaryInts.int64(b, from, to));
            case "oid", "xid", "cid" ->
                    (b, from, to, out) ->
                            out.number(Integer.toUnsignedLong(BinaryInts.int32(b, from, to)));
            case "xid8" ->
                    (b, from, to, out) ->
                            out.put(Long.toUnsignedString(BinaryInts.int64(b, from, to)));
            case "pg_lsn" -> Spellings::lsn;
            case "float4" -> FloatSpelling::float32;
            case "float8" -> FloatSpelling::float64;
            case "point" -> FloatSpelling::point;
            case "numeric" -> NumericBinary::spell;
            case "uuid" -> Spellings::uuid;
            case "bytea" -> Spellings::bytea;
            case "bit", "varbit" -> Spellings::bits;
            case "char" -> Spellings::character;
            case "jsonb", "jsonpath" -> Spellings::versioned;
            case "inet", "cidr" -> NetworkSpellings::address;
            case "macaddr" -> NetworkSpellings.hardware(6);
            case "macaddr8" -> NetworkSpellings.hardware(8);
            case "text", "varchar", "bpchar", "name", "json", "xml", "refcursor" -> Spellings::text;
            default -> temporal(name);
        };
    }

    private static Spelling temporal(String name) {
        return switch (name) {
            case "date" -> TemporalSpellings.date();
            case "time" -> TemporalSpellings::time;
            case "timetz" -> TemporalSpellings::zonedTime;
            case "timestamp" -> TemporalSpellings.timestamp("");
            case "timestamptz" -> TemporalSpellings.timestamp("+00");
            case "interval" -> TemporalSpellings::interval;
            default -> null;
        };
    }

    /** By name, in whatever schema the extension was created. */
    private static Spelling extension(String name) {
        return switch (name) {
            case "citext" -> Spellings::text;
            case "ltree", "lquery", "ltxtquery" -> Spellings::versioned;
            case "hstore" -> ElementSpellings::hstore;
            default -> null;
        };
    }

    private static void text(byte[] bytes, int from, int to, SpelledText out) {
        out.put(bytes, from, to);
    }

    /** A version before the text. */
    private static void versioned(byte[] bytes, int from, int to, SpelledText out) {
        if (BinaryInts.int8At(bytes, from, to) != 1) {
            throw new MalformedTextException();
        }
        out.put(bytes, from + 1, to);
    }

    private static void bool(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(1, from, to);
        out.put(bytes[from] != 0 ? 't' : 'f');
    }

    private static void uuid(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(16, from, to);
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                out.put('-');
            }
            out.hex(bytes[from + i]);
        }
    }

    private static void bytea(byte[] bytes, int from, int to, SpelledText out) {
        out.put("\\x");
        for (int i = from; i < to; i++) {
            out.hex(bytes[i]);
        }
    }

    private static void bits(byte[] bytes, int from, int to, SpelledText out) {
        int count = BinaryInts.int32At(bytes, from, to);
        int start = from + Integer.BYTES;
        BinaryInts.requireSize((count + 7) / 8, start, to);
        for (int i = 0; i < count; i++) {
            out.put('0' + ((bytes[start + i / 8] >> (7 - i % 8)) & 1));
        }
    }

    /** One byte, of which 0 is written as nothing and what is not ASCII in octal digits. */
    private static void character(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(1, from, to);
        int character = bytes[from] & 0xFF;
        if (character > 0x7F) {
            out.put('\\').put('0' + (character >> 6));
            out.put('0' + (character >> 3 & 7)).put('0' + (character & 7));
        } else if (character != 0) {
            out.put(character);
        }
    }

    private static void lsn(byte[] bytes, int from, int to, SpelledText out) {
        long lsn = BinaryInts.int64(bytes, from, to);
        out.put(Long.toHexString(lsn >>> 32).toUpperCase(Locale.ROOT)).put('/');
        out.put(Long.toHexString(lsn & 0xFFFF_FFFFL).toUpperCase(Locale.ROOT));
    }
}
