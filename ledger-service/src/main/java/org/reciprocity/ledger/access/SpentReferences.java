package org.reciprocity.ledger.access;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * References by which agencies knew what has been erased. They stay taken, or the next file of an agency's members would register
 * the erased anew, and the next file of a year's sessions the others' hours a second time. What is kept of one is a digest
 * under a key of this installation; the database makes it when the reference is deleted.
 */
public final class SpentReferences {
    private static final String SPENT = "select reference_spent($1, $2, $3)";

    private static final String SPENT_OF = """
            select r.reference from unnest($3::text[]) as r(reference) where reference_spent($1, $2, r.reference)
            """;

    private SpentReferences() {}

    /** A kind of thing that is about people, and whose references are deleted with the person. */
    public enum Of {
        /** Participants. */
        PARTICIPANT("participant"),
        /** Referrals. */
        CASE("case_file"),
        /** Support in cases. */
        SUPPORT("case_support"),
        /** Holds. */
        HOLD("hold"),
        /** Enrolments. */
        ENROLMENT("enrolment"),
        /** Scores. */
        MEASURE("measure"),
        /** Uses of services. */
        SERVICE_USE("service_use"),
        /** Follow-ups. */
        FOLLOW_UP("follow_up"),
        /** Consents. */
        CONSENT("consent"),
        /** Clearances. */
        CLEARANCE("clearance"),
        /** Completed courses. */
        TRAINING("training"),
        /** Exchanges, captures of holds and retirements among them. */
        EXCHANGE("exchange"),
        /** Transfers. */
        TRANSFER("transfer");

        private final String table;

        Of(String table) {
            this.table = table;
        }
    }

    /**
     * Refuses a reference whose first thing has been erased; null is none and never refused. It is asked after it was looked up among
     * what there is: whatever is erased in between is found here.
     */
    public static Uni<Void> refuse(Sql sql, Of of, UUID agency, String reference) {
        return reference == null
                ? Uni.createFrom().voidItem()
                : sql.select(SPENT, of.table, agency, reference)
                        .invoke(rows -> {
                            if ((Boolean) rows.getFirst()[0]) {
                                throw problem().exception();
                            }
                        })
                        .replaceWithVoid();
    }

    /** Those of an agency's references whose first thing has been erased. */
    public static Uni<Set<String>> among(Sql sql, Of of, UUID agency, Collection<String> references) {
        return references.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : sql.select(SPENT_OF, of.table, agency, references.toArray(String[]::new))
                        .map(rows -> rows.stream().map(row -> (String) row[0]).collect(Collectors.toUnmodifiableSet()));
    }

    /** What is answered: there is nothing that could be named as the first. */
    public static Problem problem() {
        return Problem.of(
                ProblemType.EXTERNAL_REF_OF_ERASED,
                "What your agency recorded under this reference has been erased. The reference stays taken.");
    }
}
