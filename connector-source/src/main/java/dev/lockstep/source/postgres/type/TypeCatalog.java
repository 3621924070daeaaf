package dev.lockstep.source.postgres.type;

/** Knows the types of a database. Asked when a relation's readers are compiled, never per value. */
public interface TypeCatalog {

    /** The type with this OID; never null, also if the type was dropped in the meantime. */
    PgType type(int oid);
}
