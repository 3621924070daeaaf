package dev.lockstep.transform.unwrap;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.StructCopier;
import dev.lockstep.transform.unwrap.Facts.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/** Puts facts of an event beside the columns of its row. */
public final class RowBuilder {

    /** Tells deleted rows from others. */
    public static final String DELETED = "__deleted";

    private final boolean marksDeleted;
    private final Facts facts;
    private final SchemaCache<SchemaCache<Plan>> plans;

    private record Addition(Place from, Field to) {}

    private record Plan(StructCopier columns, Field deleted, List<Addition> additions) {}

    /**
     * @param marksDeleted whether rows get the field {@value #DELETED}
     */
    public RowBuilder(boolean marksDeleted, Facts facts) {
        this.marksDeleted = marksDeleted;
        this.facts = facts;
        this.plans = new SchemaCache<>(envelope -> new SchemaCache<>(row -> plan(envelope, row)));
    }

    /** Whether rows get nothing, and may be texts therefore. */
    public boolean addsNothing() {
        return !marksDeleted && facts.isEmpty();
    }

    /**
     * The row with what is added to it; the given one if that is nothing.
     *
     * @param row a Struct if the envelope is one, else a Map
     * @throws SchemaBuilderException if a fact would have the name of a column
     */
    public Object build(Change change, Object row, boolean deleted) {
        if (addsNothing()) {
            return row;
        }
        return row instanceof Struct struct
                ? build((Struct) change.value(), struct, deleted)
                : build((Map<?, ?>) change.value(), (Map<?, ?>) row, deleted);
    }

    private Struct build(Struct envelope, Struct row, boolean deleted) {
        Plan plan = plans.get(envelope.schema()).get(row.schema());
        Struct built = plan.columns.copy(row);
        if (plan.deleted != null) {
            built.put(plan.deleted, String.valueOf(deleted));
        }
        for (int i = 0; i < plan.additions.size(); i++) {
            Addition addition = plan.additions.get(i);
            built.put(addition.to, addition.from.read(envelope));
        }
        return built;
    }

    private Map<?, ?> build(Map<?, ?> envelope, Map<?, ?> row, boolean deleted) {
        Map<Object, Object> built = new LinkedHashMap<>(row);
        if (marksDeleted) {
            add(built, DELETED, String.valueOf(deleted));
        }
        facts.read(envelope, (name, value) -> add(built, name, value));
        return built;
    }

    private static void add(Map<Object, Object> row, String name, Object value) {
        if (row.containsKey(name)) {
            throw new SchemaBuilderException(name);
        }
        row.put(name, value);
    }

    private Plan plan(Schema envelope, Schema row) {
        SchemaBuilder builder = StructCopier.like(row);
        row.fields().forEach(field -> builder.field(field.name(), field.schema()));
        if (marksDeleted) {
            builder.field(DELETED, Schema.OPTIONAL_STRING_SCHEMA);
        }
        List<Place> places = facts.in(envelope);
        places.forEach(place -> builder.field(place.target(), place.schema()));
        Schema target = builder.build();
        List<Addition> additions = new ArrayList<>();
        places.forEach(place -> additions.add(new Addition(place, target.field(place.target()))));
        StructCopier columns = new StructCopier(row, target, name -> row.field(name) != null);
        return new Plan(columns, marksDeleted ? target.field(DELETED) : null, additions);
    }
}
