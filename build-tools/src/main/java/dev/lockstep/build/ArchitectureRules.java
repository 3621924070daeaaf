package dev.lockstep.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The shape of the house as build failures. Surefire runs these in every module through {@code
 * dependenciesToScan}, each time over that module and the modules below it, so a rule may find
 * nothing to check in one module and everything in the next.
 */
@AnalyzeClasses(
        packages = "dev.lockstep",
        importOptions = {ImportOption.DoNotIncludeTests.class, NoTestJars.class})
public final class ArchitectureRules {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.lockstep.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule EVENT_IMPORTS_NOTHING_OF_OURS =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.event..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep").outside("dev.lockstep.event"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule JSON_IMPORTS_NOTHING_OF_OURS =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.json..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep").outside("dev.lockstep.json"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule EMBEDDED_IMPORTS_NOTHING_OF_OURS =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.embedded..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep").outside("dev.lockstep.embedded"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SOURCE_IMPORTS_ONLY_EVENT_AND_JSON =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.source..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside(
                                            "dev.lockstep.source",
                                            "dev.lockstep.event",
                                            "dev.lockstep.json"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TRANSFORMS_IMPORT_ONLY_EVENT_AND_JSON =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.transform..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside(
                                            "dev.lockstep.transform",
                                            "dev.lockstep.event",
                                            "dev.lockstep.json"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SINK_CORE_IMPORTS_ONLY_EVENT_AND_NO_TARGET =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.lockstep.sink.change..",
                            "dev.lockstep.sink.apply..",
                            "dev.lockstep.sink.config..",
                            "dev.lockstep.sink.document..",
                            "dev.lockstep.sink.task..",
                            "dev.lockstep.sink.template..",
                            "dev.lockstep.sink.value..",
                            "dev.lockstep.sink.metrics..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside(
                                            "dev.lockstep.sink.change",
                                            "dev.lockstep.sink.apply",
                                            "dev.lockstep.sink.config",
                                            "dev.lockstep.sink.document",
                                            "dev.lockstep.sink.task",
                                            "dev.lockstep.sink.template",
                                            "dev.lockstep.sink.value",
                                            "dev.lockstep.sink.metrics",
                                            "dev.lockstep.event",
                                            "dev.lockstep.json"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SINKS_IMPORT_ONLY_SINK_CORE_AND_EVENT =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.sink..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside(
                                            "dev.lockstep.sink",
                                            "dev.lockstep.event",
                                            "dev.lockstep.json"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CLI_IMPORTS_ONLY_EVENT_AND_EMBEDDED =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.cli..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside(
                                            "dev.lockstep.cli",
                                            "dev.lockstep.event",
                                            "dev.lockstep.embedded"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule BENCHMARKS_IMPORT_ONLY_EMBEDDED =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.benchmarks..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep")
                                    .outside("dev.lockstep.benchmarks", "dev.lockstep.embedded"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_DECODER_IS_PURE_JAVA =
            classes()
                    .that()
                    .resideInAPackage("dev.lockstep.source.postgres.pgoutput..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "dev.lockstep.source.postgres.pgoutput..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONFIG_IS_A_LEAF =
            noClasses()
                    .that()
                    .resideInAPackage("dev.lockstep.source.postgres.config..")
                    .should()
                    .dependOnClassesThat(
                            OwnPackages.of("dev.lockstep.source")
                                    .outside("dev.lockstep.source.postgres.config"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
            noClasses()
                    .that()
                    .areTopLevelClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Util|Utils|Helper|Manager|Impl|Misc|Wrapper)|.*\\.(Base|Abstract|Common)\\w*")
                    .allowEmptyShould(true);

    private ArchitectureRules() {}
}
