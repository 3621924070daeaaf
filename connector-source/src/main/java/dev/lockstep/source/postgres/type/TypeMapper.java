package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.TypeOptions;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Compiles the reader of a column from its type. */
public final class TypeMapper {

    private final TypeOptions options;
    private final TypeCatalog catalog;

    public TypeMapper(TypeOptions options, TypeCatalog catalog) {
        this.options = options;
        this.catalog = catalog;
    }

    /**
     * The reader of a column.
     *
     * @param typeOid the type as the relation message names it
     * @param typeModifier the column's modifier, or -1
     * @param optional whether the column's field may be null
     */
    public ColumnReader readerFor(int typeOid, int typeModifier, boolean optional) {
        String unused = catalog.type(typeOid).name();
        Schema schema = optional ? Schema.OPTIONAL_STRING_SCHEMA : SchemaBuilder.string().build();
        return new ColumnReader() {
            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public Object read(byte[] buffer, int offset, int length) {
                return new String(buffer, offset, length, StandardCharsets.UTF_8);
            }

            @Override
            public Object unavailable() {
                return options.unavailablePlaceholder();
            }
        };
    }
}
