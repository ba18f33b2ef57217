package org.reciprocity.reporting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what. */
@AnalyzeClasses(packages = "org.reciprocity.reporting", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.reciprocity.reporting.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FORMULAS_ARE_PLAIN_JAVA = classes()
            .that()
            .resideInAnyPackage("..arithmetic..", "..network..", "..measure..", "..appraisal..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..arithmetic..", "..network..", "..measure..", "..appraisal..");

    @ArchTest
    static final ArchRule DISCLOSURE_CONTROL_IS_PLAIN_JAVA = classes()
            .that()
            .resideInAnyPackage("..disclosure..", "..cube..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..disclosure..", "..cube..");

    @ArchTest
    static final ArchRule RULES_KNOW_NEITHER_DATABASE_NOR_HTTP = classes()
            .that()
            .haveSimpleNameEndingWith("Rules")
            .or()
            .haveSimpleName("Persons")
            .or()
            .haveSimpleName("PeriodFacts")
            .or()
            .haveSimpleName("FigureValue")
            .or()
            .haveSimpleName("Formula")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "..figure..",
                    "..arithmetic..",
                    "..band..",
                    "..network..",
                    "..measure..",
                    "..projection..",
                    "..appraisal..",
                    "..claim..",
                    "..commissioning..");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.reciprocity.ledger..", "org.reciprocity.matching..", "org.reciprocity.local..");

    @ArchTest
    static final ArchRule NAMES_ARE_THE_FIELDS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
