package dev.lockstep.transform.change;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.SchemaCache;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Gives events other images, and keeps what the envelope says about columns true: the names in
 * {@code changed_fields} and {@code unavailable_fields} are those of columns that are still there,
 * and neither {@code exact_values} nor any other part of an envelope tells the value of a column
 * that was dropped or altered.
 */
public final class EnvelopeRewriter {

    private static final Set<String> IMAGES = Set.of(FieldNames.BEFORE, FieldNames.AFTER);

    private final RowRewriter rows;
    private final ColumnNotes notes;
    private final Spill spill;
    private final SchemaCache<Plan> plans = new SchemaCache<>(this::plan);

    /**
     * How envelopes of one schema are rewritten.
     *
     * @param before null in an envelope without
     * @param after null in an envelope without
     * @param hasNotes whether anything but the images can tell of columns
     * @param canSpill whether anything but the images can tell values
     */
    private record Plan(
            boolean sameSchema,
            Field before,
            Field after,
            StructCopier copier,
            boolean hasNotes,
            boolean canSpill) {}

    public EnvelopeRewriter(RowRewriter rows) {
        this.rows = rows;
        this.notes = new ColumnNotes(rows);
        this.spill = new Spill(rows);
    }

    /** The envelope with both images rewritten; the given one if nothing changes in it. */
    public Object rewrite(Change change) {
        return rewrite(change, true, true);
    }

    /** The same with only the images that are kept; the others become null. */
    public Object rewrite(Change change, boolean keepBefore, boolean keepAfter) {
        Object before = keepBefore ? rows.rewrite(change.beforeImage()) : null;
        Object after = keepAfter ? rows.rewrite(change.afterImage()) : null;
        boolean same =
                before == change.beforeImage()
                        && after == change.afterImage()
                        && !UpdateDescription.isIn(change.value());
        return change.value() instanceof Struct envelope
                ? rewrite(envelope, before, after, same, keepAfter)
                : rewrite((Map<?, ?>) change.value(), before, after, same, keepAfter);
    }

    private Struct rewrite(
            Struct envelope, Object before, Object after, boolean same, boolean keepAfter) {
        Plan plan = plans.get(envelope.schema());
        if (same && plan.sameSchema) {
            return envelope;
        }
        Struct rewritten = plan.copier.copy(envelope);
        if (plan.before != null) {
            rewritten.put(plan.before, before);
        }
        if (plan.after != null) {
            rewritten.put(plan.after, after);
        }
        if (plan.hasNotes) {
            notes.correct(rewritten, envelope, before != null, after != null);
        }
        if (plan.canSpill) {
            spill.clear(rewritten, keepAfter);
        }
        return rewritten;
    }

    private Map<?, ?> rewrite(
            Map<?, ?> envelope, Object before, Object after, boolean same, boolean keepAfter) {
        if (same) {
            return envelope;
        }
        Map<Object, Object> rewritten = new LinkedHashMap<>(envelope);
        replace(rewritten, FieldNames.BEFORE, before);
        replace(rewritten, FieldNames.AFTER, after);
        notes.correct(rewritten, before != null, after != null);
        spill.clear(rewritten, keepAfter);
        return rewritten;
    }

    /** A converter may have left a null image out; then it stays out. */
    private static void replace(Map<Object, Object> envelope, String name, Object image) {
        if (envelope.containsKey(name)) {
            envelope.put(name, image);
        }
    }

    /**
     * The target has the very schema objects that rewritten rows have, even where they equal those
     * of the envelope, so that rows need no check. An image of the same schema is copied first:
     * when it turns out to be kept as it is, it needs none either.
     */
    private Plan plan(Schema envelope) {
        SchemaBuilder builder = StructCopier.like(envelope);
        for (Field field : envelope.fields()) {
            boolean isImage = IMAGES.contains(field.name());
            Schema schema = isImage ? rows.schema(field.schema()) : field.schema();
            builder.field(field.name(), schema);
        }
        Schema target = builder.build();
        return new Plan(
                target.equals(envelope),
                target.field(FieldNames.BEFORE),
                target.field(FieldNames.AFTER),
                new StructCopier(envelope, target, name -> isCopied(name, envelope, target)),
                ColumnNotes.areIn(envelope),
                Spill.isIn(envelope));
    }

    private static boolean isCopied(String name, Schema envelope, Schema target) {
        return !IMAGES.contains(name)
                || envelope.field(name).schema() == target.field(name).schema();
    }
}
