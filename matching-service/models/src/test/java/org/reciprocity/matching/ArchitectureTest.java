package org.reciprocity.matching;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.reciprocity.matching", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SCORES_NEED_JAVA_ONLY = classes()
            .that()
            .resideInAPackage("org.reciprocity.matching.score")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.reciprocity.matching.score", "java..");

    @ArchTest
    static final ArchRule MODELS_NEED_SCORES_AND_THE_SOLVER_ONLY = classes()
            .that()
            .resideInAPackage("org.reciprocity.matching.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.reciprocity.matching.score",
                    "org.reciprocity.matching.model",
                    "com.google.ortools..",
                    "java..");

    @ArchTest
    static final ArchRule NOBODY_ELSE_KNOWS_THE_SOLVER = noClasses()
            .that()
            .resideOutsideOfPackage("org.reciprocity.matching.model")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.ortools..");
}
