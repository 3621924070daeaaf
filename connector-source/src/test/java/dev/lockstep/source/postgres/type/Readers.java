package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.DecimalMode;
import dev.lockstep.source.postgres.config.HstoreMode;
import dev.lockstep.source.postgres.config.IntervalMode;
import dev.lockstep.source.postgres.config.TimePrecisionMode;
import dev.lockstep.source.postgres.config.TypeOptions;
import dev.lockstep.source.postgres.type.PgType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Readers by the name of their type, in a database with some types of its own. */
final class Readers {

    private static final int PRECISION_10_SCALE_2 = (10 << 16 | 2) + 4;

    private final TypeOptions options;
    private final Map<String, PgType> byName = new HashMap<>();
    private final Map<Integer, PgType> byOid = new HashMap<>();

    private Readers(TypeOptions options) {
        this.options = options;
        for (int oid = 1; oid < 10_000; oid++) {
            PgType type = BuiltinTypes.find(oid);
            if (type != null) {
                byName.put(type.name(), type);
            }
        }
        addOwnTypes();
    }

    static Readers defaults() {
        return new Readers(TypeOptions.DEFAULTS);
    }

    static Readers with(DecimalMode mode) {
        TypeOptions d = TypeOptions.DEFAULTS;
        return new Readers(
                new TypeOptions(
                        mode,
                        d.timePrecisionMode(),
                        d.binaryMode(),
                        d.hstoreMode(),
                        d.intervalMode(),
                        d.moneyFractionDigits(),
                        d.unavailablePlaceholder()));
    }

    static Readers with(TimePrecisionMode mode) {
        TypeOptions d = TypeOptions.DEFAULTS;
        return new Readers(
                new TypeOptions(
                        d.decimalMode(),
                        mode,
                        d.binaryMode(),
                        d.hstoreMode(),
                        d.intervalMode(),
                        d.moneyFractionDigits(),
                        d.unavailablePlaceholder()));
    }

    static Readers with(BinaryMode binary, HstoreMode hstore, IntervalMode interval) {
        TypeOptions d = TypeOptions.DEFAULTS;
        return new Readers(
                new TypeOptions(
                        d.decimalMode(),
                        d.timePrecisionMode(),
                        binary,
                        hstore,
                        interval,
                        d.moneyFractionDigits(),
                        d.unavailablePlaceholder()));
    }

    static Readers withMoneyFractionDigits(int digits) {
        TypeOptions d = TypeOptions.DEFAULTS;
        return new Readers(
                new TypeOptions(
                        d.decimalMode(),
                        d.timePrecisionMode(),
                        d.binaryMode(),
                        d.hstoreMode(),
                        d.intervalMode(),
                        digits,
                        d.unavailablePlaceholder()));
    }

    private void addOwnTypes() {
        for (String extension :
                List.of(
                        "hstore",
                        "citext",
                        "ltree",
                        "isbn",
                        "vector",
                        "halfvec",
                        "sparsevec",
                        "geometry",
                        "geography")) {
            char delimiter = extension.startsWith("geo") ? ':' : ',';
            add(PgType.plain(nextOid(), "public", extension, Kind.BASE, delimiter));
        }
        add(PgType.plain(nextOid(), "public", "address", Kind.COMPOSITE, ','));
        add(
                new PgType(
                        nextOid(),
                        "public",
                        "mood",
                        Kind.ENUM,
                        0,
                        0,
                        -1,
                        ',',
                        List.of("sad", "ok", "happy")));
        add(domain("price", "numeric", PRECISION_10_SCALE_2));
        add(domain("positive_price", "price", -1));
        add(domain("day_list", "_date", -1));
        for (PgType type : List.copyOf(byOid.values())) {
            add(PgType.arrayOf(type, nextOid(), "_" + type.name()));
        }
    }

    private PgType domain(String name, String base, int modifier) {
        int baseOid = byName.get(base).oid();
        return new PgType(
                nextOid(), "public", name, Kind.DOMAIN, 0, baseOid, modifier, ',', List.of());
    }

    private int nextOid() {
        return 16_384 + byOid.size();
    }

    private void add(PgType type) {
        byName.put(type.name(), type);
        byOid.put(type.oid(), type);
    }

    ColumnReader optional(String type, int modifier) {
        return reader(type, modifier, true);
    }

    ColumnReader optional(String type) {
        return reader(type, -1, true);
    }

    ColumnReader required(String type) {
        return reader(type, -1, false);
    }

    PgType type(String name) {
        return byName.get(name);
    }

    PgType type(int oid) {
        PgType builtin = BuiltinTypes.find(oid);
        return builtin != null ? builtin : byOid.getOrDefault(oid, PgType.dropped(oid));
    }

    private ColumnReader reader(String type, int modifier, boolean optional) {
        TypeMapper mapper = new TypeMapper(options, this::type);
        return mapper.readerFor(byName.get(type).oid(), modifier, optional);
    }

    /** Reads with other bytes around the text, and checks that the result fits the schema. */
    static Object read(ColumnReader reader, String text) {
        byte[] buffer = ("1" + text + "1").getBytes(StandardCharsets.UTF_8);
        Object value = reader.read(buffer, 1, buffer.length - 2);
        Object field = value instanceof Inexact inexact ? inexact.nearest() : value;
        ConnectSchema.validateValue(reader.schema(), field);
        return value;
    }

    static Object read(Readers readers, String type, String text) {
        return read(readers.optional(type), text);
    }

    static int numericModifier(int precision, int scale) {
        return (precision << 16 | (scale & 0x7FF)) + 4;
    }

    static SchemaBuilder semantic(SchemaBuilder builder, String name) {
        return builder.name(name).version(1);
    }
}
