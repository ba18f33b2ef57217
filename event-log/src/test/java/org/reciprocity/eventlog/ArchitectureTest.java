package org.reciprocity.eventlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reciprocity.eventlog");

    private static final List<String> DOMAIN_WORDS = List.of(
            "exchange",
            "participant",
            "community",
            "agency",
            "programme",
            "enrolment",
            "account",
            "posting",
            "redemption",
            "credit",
            "timebank",
            "skill",
            "reciprocity");

    @Test
    void theCoordinationKnowsNeitherDatabaseNorBroker() {
        classes()
                .that()
                .resideInAPackage("..eventlog.relay..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.nio.charset",
                        "java.security",
                        "..eventlog.relay..")
                .check(CLASSES);
    }

    @Test
    void eachAdapterKnowsItsOwnServerOnly() {
        noClasses()
                .that()
                .resideInAPackage("..eventlog.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.vertx..", "org.hibernate..", "..eventlog.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..eventlog.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..", "io.vertx..", "..eventlog.postgres..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("..eventlog.kafka..", "..eventlog.fold..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("..eventlog.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.reciprocity.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingIsNamedAfterTheDomain() {
        var found = new TreeSet<String>();
        for (var type : CLASSES) {
            Stream.concat(
                            Stream.of(type.getSimpleName()),
                            type.getMembers().stream().map(JavaMember::getName))
                    .filter(name -> !name.contains("$") && isOfTheDomain(name))
                    .forEach(name -> found.add(type.getName() + " " + name));
        }
        assertEquals(new TreeSet<String>(), found);
    }

    @Test
    void noTableOrColumnIsNamedAfterTheDomain() throws IOException {
        var root = Path.of("src/main/resources/db");
        try (var files = Files.walk(root)) {
            var migrations =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertFalse(migrations.isEmpty());
            for (var migration : migrations) {
                var statements = Files.readString(migration, UTF_8).replaceAll("--[^\n]*", "");
                assertFalse(isOfTheDomain(statements), migration::toString);
            }
        }
    }

    private static boolean isOfTheDomain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return DOMAIN_WORDS.stream().anyMatch(lower::contains);
    }
}
