package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads the structs of one schema, fastest with the fields in the schema's order. Immutable. */
final class StructReader {

    /**
     * @param name to be compared with bytes as they are, without making a text of them; null where
     *     no bytes stand for it
     */
    private record Member(SerializedString name, Field field, ValueReader reader) {}

    private static final int UNKNOWN = -1;
    private static final int END = -2;

    private final Schema schema;
    private final Member[] members;
    private final Map<String, Integer> places = new HashMap<>();

    StructReader(Schema schema, JsonOptions options) {
        this.schema = schema.schema();
        List<Field> fields = schema.fields();
        this.members = new Member[fields.size()];
        for (int i = 0; i < members.length; i++) {
            Field field = fields.get(i);
            members[i] =
                    new Member(
                            serialized(field.name()),
                            field,
                            new ValueReader(field.schema(), options));
            places.put(field.name(), i);
        }
    }

    /** A text with half a surrogate pair cannot be written in UTF-8. */
    private static SerializedString serialized(String name) {
        return UTF_8.newEncoder().canEncode(name) ? new SerializedString(name) : null;
    }

    Struct read(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(
                    JsonTokens.name(json.currentToken())
                            + " stands where the schema asks for STRUCT");
        }
        Struct struct = new Struct(schema);
        boolean[] seen = new boolean[members.length];
        int next = 0;
        for (int place = next(json, 0); place != END; place = next(json, next)) {
            json.nextToken();
            if (place == UNKNOWN) {
                json.skipChildren();
            } else {
                member(struct, members[place], json);
                seen[place] = true;
                next = place + 1;
            }
        }
        absent(struct, seen);
        return struct;
    }

    /** Goes to the next name, and tells the place of its field. */
    private int next(JsonParser json, int expected) throws IOException {
        SerializedString name = expected < members.length ? members[expected].name : null;
        if (name != null && json.nextFieldName(name)) {
            return expected;
        }
        JsonToken token = name == null ? json.nextToken() : json.currentToken();
        return token == JsonToken.FIELD_NAME
                ? places.getOrDefault(json.currentName(), UNKNOWN)
                : END;
    }

    private static void member(Struct struct, Member member, JsonParser json)
            throws IOException, Refusal {
        try {
            struct.put(member.field, member.reader.read(json));
        } catch (Refusal refusal) {
            throw refusal.in("field " + member.field.name());
        }
    }

    private void absent(Struct struct, boolean[] seen) throws Refusal {
        for (int i = 0; i < members.length; i++) {
            if (!seen[i]) {
                try {
                    struct.put(members[i].field, members[i].reader.nothing());
                } catch (Refusal refusal) {
                    throw refusal.in("field " + members[i].field.name());
                }
            }
        }
    }
}
