package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lockstep.build.fixture.left.Left;
import org.junit.jupiter.api.Test;

class OwnPackagesTest {

    private static final JavaClass LEFT = new ClassFileImporter().importClass(Left.class);

    @Test
    void meansEveryClassOutsideTheAllowedRooms() {
        assertThat(OwnPackages.of("dev.lockstep").outside("dev.lockstep.event")).accepts(LEFT);
    }

    @Test
    void leavesOutTheAllowedRoomAndWhatIsBelowIt() {
        assertThat(OwnPackages.of("dev.lockstep").outside("dev.lockstep.build")).rejects(LEFT);
    }

    @Test
    void doesNotTakeALongerNameForARoom() {
        assertThat(OwnPackages.of("dev.lockstep").outside("dev.lockstep.build.fix")).accepts(LEFT);
        assertThat(OwnPackages.of("dev.lockstep.bui").outside("dev.lockstep.event")).rejects(LEFT);
    }

    @Test
    void leavesForeignClassesAlone() {
        JavaClass foreign = new ClassFileImporter().importClass(String.class);
        assertThat(OwnPackages.of("dev.lockstep").outside("dev.lockstep.event")).rejects(foreign);
    }
}
