package dev.lockstep.transform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Compiles the text of an option; an error points at its character. */
final class ExpressionCompiler {

    /** Accepts expressions that {@link #compile} takes. */
    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    compile(name, (String) value);
                }

                @Override
                public String toString() {
                    return "an expression in CEL whose answer is true or false";
                }
            };

    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NODES = 10_000;
    private static final int MAX_ITERATIONS = 10_000;
    private static final int MAX_PATTERN = 10_000;

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(MAX_CHARACTERS)
                    .maxParseRecursionDepth(MAX_DEPTH)
                    .maxParseExpressionNodeCount(MAX_NODES)
                    .comprehensionMaxIterations(MAX_ITERATIONS)
                    .maxRegexProgramSize(MAX_PATTERN)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    /** Made on first use, for most connectors use no expression. */
    private static final class Environment {
        static final CelCompiler COMPILER =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addLibraries(CelExtensions.strings(), CelExtensions.math())
                        .addVar(EventVariables.OP, SimpleType.STRING)
                        .addVar(EventVariables.BEFORE, SimpleType.DYN)
                        .addVar(EventVariables.AFTER, SimpleType.DYN)
                        .addVar(EventVariables.SOURCE, SimpleType.DYN)
                        .addVar(EventVariables.KEY, SimpleType.DYN)
                        .addVar(
                                EventVariables.HEADERS,
                                MapType.create(SimpleType.STRING, SimpleType.DYN))
                        .addVar(EventVariables.CHANGED, ListType.create(SimpleType.STRING))
                        .setResultType(SimpleType.BOOL)
                        .build();
        static final CelRuntime RUNTIME =
                CelRuntimeFactory.plannerRuntimeBuilder()
                        .setOptions(OPTIONS)
                        .addLibraries(CelExtensions.strings(), CelExtensions.math())
                        .build();
    }

    private ExpressionCompiler() {}

    /**
     * The compiled expression.
     *
     * @param option for the error
     * @throws ConfigException with the line of the expression and a mark below the character
     */
    static Expression compile(String option, String text) {
        if (text.isBlank()) {
            throw new ConfigException(option, text, "The expression is empty.");
        }
        try {
            CelAbstractSyntaxTree tree = Environment.COMPILER.compile(text).getAst();
            Optional<OperationNames.Stranger> stranger = OperationNames.strangerIn(tree);
            if (stranger.isPresent()) {
                throw unusable(option, text, stranger.get().message(), stranger.get().place());
            }
            return new Expression(Environment.RUNTIME.createProgram(tree));
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().stream().findFirst().orElseThrow(() -> unusable(e));
            throw unusable(option, text, first.getMessage(), first.getSourceLocation());
        } catch (CelEvaluationException e) {
            throw new ConfigException(option, text, "The expression does not compile.");
        }
    }

    private static IllegalStateException unusable(CelValidationException e) {
        return new IllegalStateException("Cannot compile an expression, for no given reason", e);
    }

    private static ConfigException unusable(
            String option, String text, String message, CelSourceLocation place) {
        int line = Math.max(1, place.getLine());
        int column = Math.max(0, place.getColumn());
        String shown = text.lines().skip(line - 1L).findFirst().orElse("");
        return new ConfigException(
                option,
                text,
                "The expression does not compile: "
                        + message
                        + " (line "
                        + line
                        + ", column "
                        + (column + 1)
                        + ")\n"
                        + shown
                        + "\n"
                        + " ".repeat(column)
                        + "^");
    }
}
