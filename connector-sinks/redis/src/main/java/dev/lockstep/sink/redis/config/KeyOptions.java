package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.template.Template;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which keys a row has. */
public final class KeyOptions {

    public static final String FORMAT = "key.format";
    public static final String CHANNEL = "channel.format";

    private static final String GROUP = "Keys";

    private final AbstractConfig config;

    KeyOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        FORMAT,
                        Type.LIST,
                        List.of(),
                        KeyFormat.VALIDATOR,
                        Importance.HIGH,
                        "Lists templates of the keys that each row has, such as"
                                + " product:${id},category:${category_id}:products, with <table>="
                                + " before those that are for one table alone; by default"
                                + " ${table}:${key}, and with mode=stream, where it names the"
                                + " stream, ${table}.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Keys")
                .define(
                        CHANNEL,
                        Type.STRING,
                        "${table}",
                        KeyFormat.CHANNEL,
                        Importance.MEDIUM,
                        "Gives the channel that messages are published to with mode=publish.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Channel");
    }

    /** What {@code mode} has keys for; not empty. */
    public List<KeyFormat> formats(WriteMode mode) {
        List<KeyFormat> formats = new ArrayList<>();
        config.getList(FORMAT).forEach(entry -> formats.add(KeyFormat.parse(entry)));
        if (formats.stream().noneMatch(format -> format.table() == null)) {
            String usual = mode == WriteMode.STREAM ? "${table}" : "${table}:${key}";
            formats.add(KeyFormat.parse(usual));
        }
        return formats;
    }

    public Template channel() {
        return Template.parse(config.getString(CHANNEL));
    }
}
