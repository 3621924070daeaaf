package dev.lockstep.transform.change;

import dev.lockstep.event.Row;
import dev.lockstep.event.SchemaCache;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads one column of one image after the other, with one lookup per schema.
 *
 * <p>A null stays a null: the default that a schema may carry is never put in its place.
 */
public final class ColumnReader {

    private final String name;
    private final SchemaCache<Place> places;

    private record Place(Field field, boolean hasDefault) {}

    public ColumnReader(String name) {
        this.name = name;
        this.places = new SchemaCache<>(this::place);
    }

    public String name() {
        return name;
    }

    private Place place(Schema schema) {
        Field field = schema.field(name);
        return new Place(field, field != null && field.schema().defaultValue() != null);
    }

    /** Whether the image has the column, null or not. */
    public boolean isIn(Object image) {
        if (image instanceof Struct struct) {
            return places.get(struct.schema()).field != null;
        }
        Row row = Images.row(image);
        return row != null && row.has(name);
    }

    /** The value in an image; null when it is null, or when there is no such column or image. */
    public Object read(Object image) {
        if (image instanceof Struct struct) {
            Place place = places.get(struct.schema());
            if (place.field == null) {
                return null;
            }
            return place.hasDefault ? struct.getWithoutDefault(name) : struct.get(place.field);
        }
        if (image instanceof Map<?, ?> map) {
            return map.get(name);
        }
        Row row = Images.row(image);
        return row == null ? null : row.value(name);
    }
}
