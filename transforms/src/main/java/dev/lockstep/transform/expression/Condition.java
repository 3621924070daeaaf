package dev.lockstep.transform.expression;

import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.TransformException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/** An expression as an option, and what becomes of events for which it has no answer. */
public final class Condition {

    /** The expression. */
    public static final String CONDITION = "condition";

    /** What to do with an event for which it has no answer. */
    public static final String ON_EVALUATION_ERROR = "on.evaluation.error";

    private static final String FAIL = "fail";
    private static final String GROUP = "Condition";

    private final String action;
    private final Expression expression;
    private final String onError;
    private final String yes;

    /**
     * @param action what cannot be done if there is an error, as {@code apply FilterExpression}
     * @param yes the value of {@link #ON_EVALUATION_ERROR} that stands for true
     */
    public Condition(AbstractConfig options, String action, String yes) {
        this.action = action;
        this.expression = ExpressionCompiler.compile(CONDITION, options.getString(CONDITION));
        this.onError = options.getString(ON_EVALUATION_ERROR);
        this.yes = yes;
    }

    /**
     * Defines both options.
     *
     * @param condition the sentence about the expression
     * @param yes the treatment of an event without an answer as if that were true
     * @param no the same for false
     */
    public static ConfigDef definition(String condition, String yes, String no) {
        return new ConfigDef()
                .define(
                        CONDITION,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ExpressionCompiler.VALIDATOR,
                        Importance.HIGH,
                        condition,
                        GROUP,
                        1,
                        Width.LONG,
                        "Condition")
                .define(
                        ON_EVALUATION_ERROR,
                        Type.STRING,
                        FAIL,
                        ValidString.in(FAIL, no, yes),
                        Importance.MEDIUM,
                        "Decides about events for which the condition has no answer, such as one"
                                + " without a column that it names: fail stops with an error, "
                                + no
                                + " and "
                                + yes
                                + " go on as if the answer were false or true.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "On an evaluation error");
    }

    /**
     * Whether the condition is true of an event.
     *
     * @throws TransformException when there is no answer and the option says to fail
     */
    public boolean test(ConnectRecord<?> record, Change change) {
        try {
            return expression.test(record, change);
        } catch (ExpressionException e) {
            if (onError.equals(FAIL)) {
                throw TransformException.of(
                        action,
                        record,
                        CONDITION + " has no answer: " + e.getMessage(),
                        "Guard the condition, as with has(after.column), or set "
                                + ON_EVALUATION_ERROR
                                + ".");
            }
            return onError.equals(yes);
        }
    }
}
