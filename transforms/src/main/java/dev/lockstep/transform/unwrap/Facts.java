package dev.lockstep.transform.unwrap;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.Headers;

/**
 * Facts of an event, in the order in which a user names them; those it does not have are skipped.
 */
public final class Facts {

    /** Accepts the entries of a list of facts. */
    public static final ConfigDef.Validator VALIDATOR = FactName.VALIDATOR;

    private final List<FactName> names;
    private final SchemaCache<List<Place>> places = new SchemaCache<>(this::places);

    /**
     * Where a fact stands in envelopes of one schema.
     *
     * @param block null for a field of the envelope itself
     * @param schema of the fact: optional and without a default, unless it is a block
     */
    record Place(String target, Field block, Field field, Schema schema) {

        Object read(Struct envelope) {
            Object holder = block == null ? envelope : envelope.get(block);
            if (holder == null) {
                return null;
            }
            Struct struct = (Struct) holder;
            return field.schema().defaultValue() == null
                    ? struct.get(field)
                    : struct.getWithoutDefault(field.name());
        }
    }

    public Facts(String prefix, List<String> entries) {
        names = entries.stream().map(entry -> FactName.parse(prefix, entry)).toList();
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The names under which the fact of this field is given. */
    public List<String> targetsOf(String field) {
        return names.stream()
                .filter(name -> name.field().equals(field))
                .map(FactName::target)
                .toList();
    }

    /** Adds them to headers. */
    public void addTo(Headers headers, Change change) {
        if (change.value() instanceof Struct envelope) {
            for (Place place : in(envelope.schema())) {
                headers.add(place.target(), place.read(envelope), place.schema());
            }
        } else {
            read(
                    (Map<?, ?>) change.value(),
                    (name, value) -> headers.add(name, value, Values.inferSchema(value)));
        }
    }

    List<Place> in(Schema envelope) {
        return places.get(envelope);
    }

    private List<Place> places(Schema envelope) {
        List<Place> found = new ArrayList<>();
        for (FactName name : names) {
            Field block = name.block() == null ? null : envelope.field(name.block());
            Field inBlock = block == null ? null : fieldOf(block.schema(), name.field());
            if (inBlock != null) {
                found.add(place(name, block, inBlock));
            } else if (envelope.field(name.field()) != null) {
                found.add(place(name, null, envelope.field(name.field())));
            }
        }
        return found;
    }

    private static Field fieldOf(Schema block, String name) {
        return block.type() == Schema.Type.STRUCT ? block.field(name) : null;
    }

    private static Place place(FactName name, Field block, Field field) {
        return new Place(name.target(), block, field, optional(field.schema()));
    }

    private static Schema optional(Schema schema) {
        if (schema.isOptional() && schema.defaultValue() == null) {
            return schema;
        }
        return switch (schema.type()) {
            case STRUCT -> schema;
            case ARRAY -> like(schema, SchemaBuilder.array(schema.valueSchema()));
            case MAP -> like(schema, SchemaBuilder.map(schema.keySchema(), schema.valueSchema()));
            default -> like(schema, SchemaBuilder.type(schema.type()));
        };
    }

    private static Schema like(Schema schema, SchemaBuilder copy) {
        copy.name(schema.name()).version(schema.version()).doc(schema.doc()).optional();
        return schema.parameters() == null
                ? copy.build()
                : copy.parameters(schema.parameters()).build();
    }

    /** A block that is null has its facts, as null; one that is not there has none. */
    void read(Map<?, ?> envelope, BiConsumer<String, Object> taker) {
        for (FactName name : names) {
            Object block = name.block() == null ? envelope : envelope.get(name.block());
            if (block instanceof Map<?, ?> map && map.containsKey(name.field())) {
                taker.accept(name.target(), map.get(name.field()));
            } else if (envelope.containsKey(name.field())) {
                taker.accept(name.target(), envelope.get(name.field()));
            } else if (block == null && envelope.containsKey(name.block())) {
                taker.accept(name.target(), null);
            }
        }
    }
}
