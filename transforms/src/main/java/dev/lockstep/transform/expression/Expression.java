package dev.lockstep.transform.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.lockstep.transform.change.Change;
import java.util.Locale;
import org.apache.kafka.connect.connector.ConnectRecord;

/** A compiled condition on change events. */
final class Expression {

    private final Program program;

    Expression(Program program) {
        this.program = program;
    }

    /**
     * Whether the condition is true of an event. One that would have to compare or compute with a
     * null is not, as in SQL.
     *
     * @throws ExpressionException when there is no answer for another reason
     */
    boolean test(ConnectRecord<?> record, Change change) throws ExpressionException {
        NullWatch nulls = new NullWatch();
        try {
            Object answer = program.eval(new EventVariables(record, change, nulls));
            if (answer instanceof Boolean verdict) {
                return verdict;
            }
            if (answer instanceof NullValue) {
                return false;
            }
        } catch (CelEvaluationException e) {
            if (nulls.hasMet() && isAboutTypes(e)) {
                return false;
            }
            throw new ExpressionException(cause(e));
        }
        throw new ExpressionException("its answer is neither true nor false");
    }

    /** The operators for true and false say it differently from all others. */
    private static boolean isAboutTypes(CelEvaluationException e) {
        return e.getErrorCode() == CelErrorCode.OVERLOAD_NOT_FOUND
                || (e.getErrorCode() == CelErrorCode.INTERNAL_ERROR
                        && e.getCause() instanceof IllegalArgumentException);
    }

    /** From the kind of the error only: CEL's own texts may hold values. */
    private static String cause(CelEvaluationException e) {
        if (e.getCause() instanceof MissingColumn missing) {
            return missing.getMessage();
        }
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                    "it selects a field of something that has none of that name";
            case OVERLOAD_NOT_FOUND ->
                    "an operator or function does not take values of these types";
            case ITERATION_BUDGET_EXCEEDED -> "it goes through more elements than it may";
            default -> e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
