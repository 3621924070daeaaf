package dev.lockstep.transform.change;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Collects options, group by group, in the order in which they are to be shown. */
public final class OptionList {

    /** Accepts every text, also an empty one. */
    public static final Validator ANY_TEXT = LambdaValidator.with((name, value) -> {}, () -> "");

    private final ConfigDef definition = new ConfigDef();
    private String group;
    private int order;

    /**
     * @param group the group of the options that follow
     */
    public OptionList(String group) {
        this.group = group;
    }

    /** Starts another group. */
    public OptionList group(String name) {
        group = name;
        order = 0;
        return this;
    }

    public OptionList text(
            String name,
            String defaultValue,
            Validator validator,
            Importance importance,
            String display,
            String doc) {
        return add(name, Type.STRING, defaultValue, validator, importance, doc, display);
    }

    public OptionList list(
            String name,
            List<String> defaultValue,
            Validator validator,
            Importance importance,
            String display,
            String doc) {
        return add(name, Type.LIST, defaultValue, validator, importance, doc, display);
    }

    /** A list that has no default. */
    public OptionList requiredList(
            String name, Validator validator, Importance importance, String display, String doc) {
        Object none = ConfigDef.NO_DEFAULT_VALUE;
        return add(name, Type.LIST, none, validator, importance, doc, display);
    }

    /**
     * One of some values.
     *
     * @param values the default comes first
     */
    public OptionList choice(
            String name, Importance importance, String display, String doc, String... values) {
        Validator oneOf = ValidString.in(values);
        return add(name, Type.STRING, values[0], oneOf, importance, doc, display);
    }

    public OptionList flag(
            String name, boolean defaultValue, Importance importance, String display, String doc) {
        return add(name, Type.BOOLEAN, defaultValue, null, importance, doc, display);
    }

    public OptionList number(
            String name,
            int defaultValue,
            Validator validator,
            Importance importance,
            String display,
            String doc) {
        return add(name, Type.INT, defaultValue, validator, importance, doc, display);
    }

    /** A password, with none as the default. */
    public OptionList secret(
            String name, Validator validator, Importance importance, String display, String doc) {
        return add(name, Type.PASSWORD, null, validator, importance, doc, display);
    }

    private OptionList add(
            String name,
            Type type,
            Object defaultValue,
            Validator validator,
            Importance importance,
            String doc,
            String display) {
        Width width = type == Type.BOOLEAN || type == Type.INT ? Width.SHORT : Width.LONG;
        order++;
        definition.define(
                name, type, defaultValue, validator, importance, doc, group, order, width, display);
        return this;
    }

    public ConfigDef definition() {
        return definition;
    }
}
