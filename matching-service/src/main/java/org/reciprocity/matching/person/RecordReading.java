package org.reciprocity.matching.person;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.http.RefusedException;
import org.reciprocity.matching.registry.Visibility;

/**
 * Reads all that is held of a person, some hundred entries at a time and few at once, so that however long it is and however slow
 * its reader, other requests find connections. It blocks, and must not be called on an event loop.
 */
@ApplicationScoped
class RecordReading {
    private static final int PAGE = 200;
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whom the agency $1 sees, and whether it registered them or leads their community. */
    private static final String WHOSE = """
            select q.community, q.agency = $1 or coalesce(c.lead = $1, false)
            from participant q left join community c on c.id = q.community
            where q.id = $2 and not q.erased and\s
            """ + Visibility.seen("q.id");

    private final Reading reading;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    RecordReading(Reading reading) {
        this.reading = reading;
    }

    /** The community of a participant whose record the caller may be given; refused otherwise. */
    UUID community(Caller caller, UUID participant) {
        var found = select(WHOSE, caller.agency(), participant).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(Answer.notFound()));
        if (!(Boolean) found[1]) {
            throw new RefusedException(Answer.problem(
                    ProblemType.NOT_YOURS, "The agency that registered the participant, or the lead, does this."));
        }
        return (UUID) found[0];
    }

    /** The participant itself, as JSON. */
    String participant(UUID community, UUID participant) {
        return (String)
                select(RecordSections.PARTICIPANT, community, participant).getFirst()[0];
    }

    /** Writes the sections, each as a member of the object that is being written. */
    void write(Writer writer, UUID community, UUID participant) throws IOException {
        for (var section : RecordSections.ALL) {
            writer.write("," + Json.write(section.name()) + ":[");
            write(writer, section, community, participant);
            writer.write("]");
        }
    }

    private void write(Writer writer, RecordSections.Section section, UUID community, UUID participant)
            throws IOException {
        String after = null;
        boolean first = true;
        while (true) {
            var page = select(section.page(), community, participant, after, PAGE);
            for (var row : page) {
                writer.write(first ? "" : ",");
                writer.write((String) row[1]);
                first = false;
            }
            if (page.size() < PAGE) {
                return;
            }
            after = (String) page.getLast()[0];
        }
    }

    private List<Object[]> select(String query, Object... parameters) {
        places.acquireUninterruptibly();
        try {
            return reading.sql().select(query, parameters).await().atMost(PATIENCE);
        } finally {
            places.release();
        }
    }
}
