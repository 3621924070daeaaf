package dev.lockstep.transform.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what {@code op} is compared with and can never be, such as {@code 'u'}. */
final class OperationNames {

    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    private OperationNames() {}

    /** A text that is no name of an operation, and where it stands. */
    record Stranger(String message, CelSourceLocation place) {}

    static Optional<Stranger> strangerIn(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(OperationNames::comparesOperation)
                .flatMap(expr -> expr.call().args().stream())
                .flatMap(OperationNames::texts)
                .filter(text -> !EventVariables.OPERATIONS.contains(text.constant().stringValue()))
                .map(text -> stranger(tree, text))
                .findFirst();
    }

    private static boolean comparesOperation(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                && COMPARISONS.contains(expr.call().function())
                && expr.call().args().stream().anyMatch(OperationNames::isOperation);
    }

    private static boolean isOperation(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                && expr.ident().name().equals(EventVariables.OP);
    }

    private static Stream<CelExpr> texts(CelExpr expr) {
        List<CelExpr> candidates =
                expr.exprKind().getKind() == CelExpr.ExprKind.Kind.LIST
                        ? expr.list().elements()
                        : List.of(expr);
        return candidates.stream()
                .filter(
                        item ->
                                item.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                                        && item.constant().getKind()
                                                == CelConstant.Kind.STRING_VALUE);
    }

    private static Stranger stranger(CelAbstractSyntaxTree tree, CelExpr text) {
        int offset = tree.getSource().getPositionsMap().getOrDefault(text.id(), 0);
        return new Stranger(
                "op is never '"
                        + text.constant().stringValue()
                        + "', but one of "
                        + String.join(", ", EventVariables.OPERATIONS),
                tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.NONE));
    }
}
