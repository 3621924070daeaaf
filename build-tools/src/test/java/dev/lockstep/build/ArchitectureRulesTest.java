package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages("dev.lockstep.build.fixture");

    @Test
    void findsACycleBetweenPackages() {
        assertThatThrownBy(() -> ArchitectureRules.PACKAGES_ARE_FREE_OF_CYCLES.check(FIXTURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Slice build.fixture.left")
                .hasMessageContaining("Slice build.fixture.right");
    }

    @Test
    void findsANameThatSaysNothing() {
        assertThatThrownBy(() -> ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_DOES.check(FIXTURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NumberUtils");
    }
}
