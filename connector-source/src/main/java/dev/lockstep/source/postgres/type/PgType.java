package dev.lockstep.source.postgres.type;

import java.util.List;

/**
 * A row of {@code pg_type}, as far as reading values needs it.
 *
 * @param oid as the relation message names it
 * @param schema empty if the type does not exist any more
 * @param name without schema and modifier
 * @param kind what the other components mean
 * @param elementOid of the elements of an array, else 0
 * @param baseOid of the type a domain is over, else 0
 * @param baseTypeModifier which a domain gives to its base type, or -1
 * @param delimiter between elements of this type in an array's text
 * @param enumLabels in the enum's order, else empty
 */
public record PgType(
        int oid,
        String schema,
        String name,
        Kind kind,
        int elementOid,
        int baseOid,
        int baseTypeModifier,
        char delimiter,
        List<String> enumLabels) {

    /** What a type is made of. */
    public enum Kind {
        BASE,
        ARRAY,
        ENUM,
        DOMAIN,
        COMPOSITE,
        RANGE,
        MULTIRANGE,
        PSEUDO
    }

    public PgType {
        enumLabels = List.copyOf(enumLabels);
    }

    /** A type that needs nothing but a name to be read. */
    static PgType plain(int oid, String schema, String name, Kind kind, char delimiter) {
        return new PgType(oid, schema, name, kind, 0, 0, -1, delimiter, List.of());
    }

    /** An array of {@code element}. */
    static PgType arrayOf(PgType element, int oid, String name) {
        return new PgType(
                oid, element.schema, name, Kind.ARRAY, element.oid, 0, -1, ',', List.of());
    }

    /**
     * Stands for a type that was dropped since the log was written: its values are kept as text.
     */
    public static PgType dropped(int oid) {
        return plain(oid, "", "dropped type " + Integer.toUnsignedString(oid), Kind.BASE, ',');
    }
}
