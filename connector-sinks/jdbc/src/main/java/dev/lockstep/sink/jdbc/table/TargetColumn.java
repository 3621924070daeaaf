package dev.lockstep.sink.jdbc.table;

/**
 * A column of the target.
 *
 * @param name as the catalog spells it
 * @param type the type's name as the database writes it in a definition, with its length or
 *     precision: {@code numeric(12,2)}, {@code character varying(16)[]}, {@code bigint unsigned}
 * @param family the type without what is in brackets and, of a domain, the type below it; what
 *     dialects choose encoders by
 * @param nullable whether it accepts NULL
 * @param hasDefault whether an insert may leave it out though it is not nullable
 * @param generated whether the database computes it, so that it cannot be written
 * @param identityAlways whether it is GENERATED ALWAYS AS IDENTITY, so that only an overriding
 *     insert may give a value
 */
public record TargetColumn(
        String name,
        String type,
        String family,
        boolean nullable,
        boolean hasDefault,
        boolean generated,
        boolean identityAlways) {}
