package dev.lockstep.build;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/** The classes under one root package, with a way to say which rooms of it are meant. */
record OwnPackages(String root) {

    static OwnPackages of(String root) {
        return new OwnPackages(root);
    }

    /** Classes of the root that live in none of the given packages or below them. */
    DescribedPredicate<JavaClass> outside(String... allowed) {
        return DescribedPredicate.describe(
                "reside in " + root + " outside " + List.of(allowed),
                type ->
                        isIn(type.getPackageName(), root)
                                && List.of(allowed).stream()
                                        .noneMatch(room -> isIn(type.getPackageName(), room)));
    }

    private static boolean isIn(String packageName, String room) {
        return packageName.equals(room) || packageName.startsWith(room + ".");
    }
}
