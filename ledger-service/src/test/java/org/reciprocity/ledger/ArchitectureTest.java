package org.reciprocity.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the packages stand to each other. */
@AnalyzeClasses(packages = "org.reciprocity.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> FEATURES = List.of(
            "agency",
            "community",
            "programme",
            "participant",
            "enrolment",
            "account",
            "exchange",
            "closure",
            "transfer",
            "instrument",
            "outcome",
            "value",
            "appraisal",
            "contract",
            "claim",
            "consent",
            "band",
            "clearance",
            "training",
            "casework",
            "redemption",
            "hold",
            "ticket",
            "liability",
            "person");

    /** What spans features, and has no stream of its own. */
    private static final List<String> SPANS = List.of("spending");

    /** The seams by which features use another: the book, for those that open accounts, move minutes or book exchanges. */
    private static final Set<String> SEAMS = Set.of(
            "org.reciprocity.ledger.participant.Identities",
            "org.reciprocity.ledger.band.Banding",
            "org.reciprocity.ledger.instrument.Instrument",
            "org.reciprocity.ledger.instrument.Instruments",
            "org.reciprocity.ledger.outcome.Arms",
            "org.reciprocity.ledger.account.Accounts",
            "org.reciprocity.ledger.account.AccountIds",
            "org.reciprocity.ledger.account.AccountKind",
            "org.reciprocity.ledger.account.AccountStatus",
            "org.reciprocity.ledger.account.PolicyLimits",
            "org.reciprocity.ledger.exchange.Bookings",
            "org.reciprocity.ledger.exchange.Corrections",
            "org.reciprocity.ledger.closure.Closures",
            "org.reciprocity.ledger.redemption.Offers",
            "org.reciprocity.ledger.hold.Holds",
            "org.reciprocity.ledger.hold.HoldExpiry",
            "org.reciprocity.ledger.ticket.Tickets");

    /** Deciders, and the states, commands and events they speak of. */
    private static final String PURE =
            "org\\.reciprocity\\.ledger\\.\\w+\\.(\\w+Decider|\\w+Command|\\w+Event|Agency|Community"
                    + "|Link|Consent|Bands|Axis|Clearance|Training"
                    + "|Policy|AdmissionRole|Redeeming|Programme|Participant|Person|Enrolment|Account|AccountKind|AccountStatus|Exchange|Parties|Disputes|Words|Postings|Refusal|Book|OutcomeFact|Case|Offer|Hold|Ticket|Withdrawal"
                    + "|Value|Appraisal|Contract|Claim|Formula|Instrument)"
                    + "(\\$.*)?";

    @ArchTest
    static final ArchRule decidersAreJavaAlone = classes()
            .that()
            .haveNameMatching(PURE)
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.describe(
                    "are of java.* or of the same kind",
                    other -> other.getPackageName().startsWith("java.")
                            || other.getBaseComponentType().isPrimitive()
                            || other.getBaseComponentType().getName().matches(PURE)));

    @ArchTest
    static void thereIsADeciderInEveryFeature(JavaClasses all) {
        var deciders = all.stream()
                .filter(type -> type.getSimpleName().endsWith("Decider"))
                .map(type -> type.getPackageName().replaceFirst(".*\\.", ""))
                .collect(Collectors.toSet());
        assertEquals(Set.copyOf(FEATURES), deciders);
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.reciprocity.ledger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void featuresUseEachOtherBySeamsOnly(JavaClasses all) {
        for (var feature : Stream.concat(FEATURES.stream(), SPANS.stream()).toList()) {
            noClasses()
                    .that()
                    .resideInAPackage("org.reciprocity.ledger." + feature)
                    .should()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "belong to another feature and are no seam",
                            other -> FEATURES.stream()
                                            .filter(another -> !another.equals(feature))
                                            .anyMatch(another ->
                                                    other.getPackageName().equals("org.reciprocity.ledger." + another))
                                    && !SEAMS.contains(other.getName().replaceFirst("\\$.*", ""))))
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule plumbingKnowsNoFeature = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.reciprocity.ledger.problem",
                    "org.reciprocity.ledger.request",
                    "org.reciprocity.ledger.security",
                    "org.reciprocity.ledger.access",
                    "org.reciprocity.ledger.log",
                    "org.reciprocity.ledger.withdrawal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FEATURES.stream()
                    .map(feature -> "org.reciprocity.ledger." + feature)
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
