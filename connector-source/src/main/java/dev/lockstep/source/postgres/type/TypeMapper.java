package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.TypeOptions;
import dev.lockstep.source.postgres.type.PgType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Compiles the reader of a column from its type. Used by the task thread. */
public final class TypeMapper {

    /** Arrays of these and of enums have, in Debezium, elements that must not be null. */
    private static final Set<String> REQUIRED_AS_ELEMENTS =
            Set.of("tsvector", "isbn", "vector", "halfvec", "sparsevec");

    private static final String BUILTIN = "pg_catalog";

    private final TypeOptions options;
    private final TypeCatalog catalog;
    private final TemporalMappings temporal;
    private final NumericMappings numeric;
    private final BinaryForm binary;
    private final Spellings spellings = new Spellings(this::type);

    public TypeMapper(TypeOptions options, TypeCatalog catalog) {
        this.options = options;
        this.catalog = catalog;
        this.temporal = new TemporalMappings(options.timePrecisionMode());
        this.numeric = new NumericMappings(options.decimalMode(), options.moneyFractionDigits());
        this.binary = new BinaryForm(options);
    }

    /**
     * The reader of a column.
     *
     * @param typeOid the type as the relation message names it
     * @param typeModifier the column's modifier, or -1
     * @param optional whether the column's field may be null
     * @param parameters what its schema tells besides
     */
    public ColumnReader readerFor(
            int typeOid, int typeModifier, boolean optional, Map<String, String> parameters) {
        PgType type = type(typeOid);
        Mapping mapping = mapping(type, typeModifier);
        parameters.forEach(mapping.schema()::parameter);
        return mapping.reader(type.name(), optional);
    }

    public ColumnReader readerFor(int typeOid, int typeModifier, boolean optional) {
        return readerFor(typeOid, typeModifier, optional, Map.of());
    }

    /** The name of a type, without its schema. */
    public String name(int typeOid) {
        return type(typeOid).name();
    }

    /** What the schema of a column can tell of its type in the database. */
    public Map<String, String> sourceType(String column, int typeOid, int typeModifier) {
        return SourceType.of(type(typeOid), typeModifier, this::type).parameters(column);
    }

    /**
     * Another reader of a column, for rows that a COPY brings.
     *
     * @param schema of a reader that {@link #readerFor} gave for the same column
     */
    public CopyColumn copyColumn(int typeOid, int typeModifier, Schema schema) {
        BinaryColumn binary = binaryColumn(typeOid, typeModifier, schema);
        if (binary != null) {
            return new CopyColumn(true, binary.reader(), binary.raw());
        }
        PgType type = type(typeOid);
        Mapping mapping = mapping(type, typeModifier);
        Parser text = mapping.parser().apply(schema);
        return new CopyColumn(false, mapping.reader(type.name(), schema, text), RawText.OF_TEXT);
    }

    /** Whether values of this type can be read in its binary form. */
    public boolean hasBinaryForm(int typeOid) {
        return spellings.of(type(typeOid)) != null;
    }

    /**
     * Another reader of a column, for values in the binary form of its type.
     *
     * @param schema of a reader that {@link #readerFor} gave for the same column
     * @return null where that form cannot be read here
     */
    public BinaryColumn binaryColumn(int typeOid, int typeModifier, Schema schema) {
        PgType type = type(typeOid);
        Spelling spelling = spellings.of(type);
        return spelling == null
                ? null
                : new BinaryColumn(
                        binaryReader(type, typeModifier, schema, spelling), RawText.of(spelling));
    }

    private ColumnReader binaryReader(
            PgType type, int typeModifier, Schema schema, Spelling spelling) {
        Mapping mapping = mapping(type, typeModifier);
        Parser text = mapping.parser().apply(schema);
        PgType root = type;
        int modifier = typeModifier;
        while (root.kind() == Kind.DOMAIN) {
            modifier = modifier == -1 ? root.baseTypeModifier() : modifier;
            root = type(root.baseOid());
        }
        Parser parser =
                switch (root.kind()) {
                    case BASE -> base(root, modifier, schema, text, spelling);
                    case ENUM -> text;
                    case ARRAY -> array(root, modifier, schema, text, spelling);
                    default -> BinaryForm.spelled(spelling, text);
                };
        return mapping.reader(type.name(), schema, parser);
    }

    private Parser base(PgType root, int modifier, Schema schema, Parser text, Spelling spelling) {
        return root.schema().equals(BUILTIN)
                ? binary.of(root.name(), modifier, schema, text, spelling)
                : BinaryForm.spelled(spelling, text);
    }

    private Parser array(PgType root, int modifier, Schema schema, Parser text, Spelling spelling) {
        PgType element = type(root.elementOid());
        ColumnReader reader =
                binaryReader(element, modifier, schema.valueSchema(), spellings.of(element));
        return new BinaryArray(reader, BinaryForm.spelled(spelling, text));
    }

    private PgType type(int oid) {
        PgType builtin = BuiltinTypes.find(oid);
        return builtin != null ? builtin : catalog.type(oid);
    }

    private Mapping mapping(PgType columnType, int columnModifier) {
        PgType type = columnType;
        int modifier = columnModifier;
        // Columns of a domain have no modifier; the first domain that gives one decides.
        while (type.kind() == Kind.DOMAIN) {
            modifier = modifier == -1 ? type.baseTypeModifier() : modifier;
            type = type(type.baseOid());
        }
        return withPlaceholder(rootMapping(type, modifier));
    }

    /** Any field of text can hold the placeholder. */
    private Mapping withPlaceholder(Mapping mapping) {
        return mapping.placeholder() == null && mapping.schema().type() == Schema.Type.STRING
                ? mapping.withPlaceholder(options.unavailablePlaceholder())
                : mapping;
    }

    private Mapping rootMapping(PgType type, int modifier) {
        return switch (type.kind()) {
            case BASE -> base(type, modifier);
            case ARRAY -> array(type, modifier);
            case ENUM -> text(SemanticSchemas.enumeration(type.enumLabels()));
            default -> text(SchemaBuilder.string());
        };
    }

    private Mapping array(PgType type, int modifier) {
        PgType elementType = type(type.elementOid());
        boolean required =
                elementType.kind() == Kind.ENUM
                        || (elementType.kind() == Kind.BASE
                                && REQUIRED_AS_ELEMENTS.contains(elementType.name()));
        Mapping array = ArrayMapping.of(mapping(elementType, modifier), elementType, !required);
        List<?> placeholder = arrayPlaceholder(elementType);
        return placeholder == null ? array : array.withPlaceholder(placeholder);
    }

    /** The bytes of the placeholder, or their UUID, where elements cannot be the placeholder. */
    private List<?> arrayPlaceholder(PgType elementType) {
        if (!elementType.schema().equals(BUILTIN)) {
            return null;
        }
        byte[] bytes = options.unavailablePlaceholder().getBytes(StandardCharsets.UTF_8);
        List<Integer> ints = new ArrayList<>();
        for (byte b : bytes) {
            ints.add((int) b);
        }
        return switch (elementType.name()) {
            case "int4" -> ints;
            case "int8" -> ints.stream().map(Integer::longValue).toList();
            case "date" -> temporal.hasIntegralDates() ? ints : null;
            case "uuid" -> List.of(UUID.nameUUIDFromBytes(bytes).toString());
            default -> null;
        };
    }

    private Mapping base(PgType type, int modifier) {
        return type.schema().equals(BUILTIN)
                ? builtin(type.name(), modifier)
                : extension(type.name());
    }

    private Mapping builtin(String name, int modifier) {
        return switch (name) {
            case "bool" -> Mapping.of(SchemaBuilder.bool(), TypeMapper::bool, false);
            case "int2" -> Mapping.of(SchemaBuilder.int16(), AsciiNumbers::int16, (short) 0);
            case "int4" -> Mapping.of(SchemaBuilder.int32(), AsciiNumbers::int32, 0);
            case "int8", "oid" -> Mapping.of(SchemaBuilder.int64(), AsciiNumbers::int64, 0L);
            case "float4" -> Mapping.of(SchemaBuilder.float32(), FloatText::float32, 0f);
            case "float8" -> Mapping.of(SchemaBuilder.float64(), FloatText::float64, 0.0);
            case "numeric" -> numeric.numeric(modifier);
            case "money" -> numeric.money();
            case "bytea" ->
                    BinaryMappings.bytea(options.binaryMode(), options.unavailablePlaceholder());
            case "bit" -> BinaryMappings.bits(modifier, false);
            case "varbit" -> BinaryMappings.bits(modifier, true);
            case "date" -> temporal.date();
            case "time" -> temporal.time(modifier);
            case "timetz" -> temporal.zonedTime();
            case "timestamp" -> temporal.timestamp(modifier);
            case "timestamptz" -> temporal.zonedTimestamp(modifier);
            case "interval" -> IntervalMapping.of(options.intervalMode());
            case "json", "jsonb" -> text(SemanticSchemas.json());
            case "xml" -> text(SemanticSchemas.string("io.debezium.data.Xml"));
            case "uuid" -> text(SemanticSchemas.string("io.debezium.data.Uuid"));
            case "tsvector" -> text(SemanticSchemas.string("io.debezium.data.Tsvector"));
            case "point" -> SpatialMappings.point();
            default -> text(SchemaBuilder.string());
        };
    }

    /** By name, in whatever schema the extension was created. */
    private Mapping extension(String name) {
        return switch (name) {
            case "hstore" ->
                    HstoreMapping.of(options.hstoreMode(), options.unavailablePlaceholder());
            case "ltree" -> text(SemanticSchemas.string("io.debezium.data.Ltree"));
            case "vector" -> VectorMappings.vector();
            case "halfvec" -> VectorMappings.halfVector();
            case "sparsevec" -> VectorMappings.sparseVector();
            case "geometry" -> SpatialMappings.geometry();
            case "geography" -> SpatialMappings.geography();
            default -> text(SchemaBuilder.string());
        };
    }

    /** Every other type: the server's text says all there is. */
    private static Mapping text(SchemaBuilder schema) {
        return Mapping.of(schema, AsciiText::string, "");
    }

    private static Object bool(byte[] text, int from, int to) {
        if (AsciiText.is("t", text, from, to)) {
            return true;
        }
        if (AsciiText.is("f", text, from, to)) {
            return false;
        }
        throw new MalformedTextException();
    }
}
