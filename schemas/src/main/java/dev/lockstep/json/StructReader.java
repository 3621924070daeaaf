package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads the structs of one schema, fastest with the fields in the schema's order. Immutable. */
final class StructReader {

    private record Member(String name, Field field, ValueReader reader) {}

    private final Schema schema;
    private final Member[] members;
    private final Map<String, Integer> places = new HashMap<>();

    StructReader(Schema schema, JsonOptions options) {
        this.schema = schema.schema();
        List<Field> fields = schema.fields();
        this.members = new Member[fields.size()];
        for (int i = 0; i < members.length; i++) {
            Field field = fields.get(i);
            members[i] = new Member(field.name(), field, new ValueReader(field.schema(), options));
            places.put(field.name(), i);
        }
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
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            int place = place(name, next);
            if (place < 0) {
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

    private int place(String name, int expected) {
        if (expected < members.length && members[expected].name.equals(name)) {
            return expected;
        }
        Integer place = places.get(name);
        return place == null ? -1 : place;
    }

    private static void member(Struct struct, Member member, JsonParser json)
            throws IOException, Refusal {
        try {
            struct.put(member.field, member.reader.read(json));
        } catch (Refusal refusal) {
            throw refusal.in("field " + member.name);
        }
    }

    private void absent(Struct struct, boolean[] seen) throws Refusal {
        for (int i = 0; i < members.length; i++) {
            if (!seen[i]) {
                try {
                    struct.put(members[i].field, members[i].reader.nothing());
                } catch (Refusal refusal) {
                    throw refusal.in("field " + members[i].name);
                }
            }
        }
    }
}
