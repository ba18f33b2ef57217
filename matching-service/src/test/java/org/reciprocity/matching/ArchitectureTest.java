package org.reciprocity.matching;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.reciprocity.matching", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "org.reciprocity.matching.decision", "org.reciprocity.matching.fit", "org.reciprocity.matching.score", "java.."
    };

    @ArchTest
    static final ArchRule VALUES_OF_THE_DOMAIN_NEED_JAVA_ONLY = classes()
            .that()
            .resideInAnyPackage(PURE[0], PURE[1], PURE[2])
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PURE);

    @ArchTest
    static final ArchRule DECIDERS_NEED_JAVA_AND_VALUES_OF_THE_DOMAIN_ONLY = classes()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.or(
                    JavaClass.Predicates.resideInAnyPackage(PURE), new DescribedPredicate<>("are of the same stream") {
                        @Override
                        public boolean test(JavaClass type) {
                            return type.getName()
                                    .matches(
                                            "org\\.reciprocity\\.matching\\.(offer\\.Offer|request\\.(Request|CouldGive)"
                                                    + "|match\\.(Match|Side|DeclineReason)|session\\.(Session|Absent))"
                                                    + "(Command|Decider|Event|Refusal|Terms)?(\\$.*)?");
                        }
                    }));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.reciprocity.matching.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_MODELS_KNOW_THE_SOLVER = noClasses()
            .that()
            .resideOutsideOfPackage("org.reciprocity.matching.model")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.ortools..");

    @ArchTest
    static final ArchRule ROWS_STAY_IN_THEIR_FEATURE = classes()
            .that()
            .haveSimpleNameStartingWith("Stored")
            .should()
            .onlyBeAccessed()
            .byClassesThat(new DescribedPredicate<>("are in the same package or hand a row back to it") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName()
                            .matches("org\\.reciprocity\\.matching\\.(offer|request|match|session)");
                }
            });

    @ArchTest
    static final ArchRule NOBODY_CALLS_A_RESOURCE = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .areTopLevelClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule NO_PACKAGE_IS_A_DRAWER = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..manager..");
}
