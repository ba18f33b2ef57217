package org.reciprocity.ledger.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.ledger.access.Access;

/**
 * A contract as it stands.
 *
 * @param terms what is agreed
 * @param endedOn its last day, where it has been ended; else null
 * @param endedFor why it was ended; else null
 * @param now the database's time
 */
record ContractRow(
        UUID community,
        UUID id,
        Contract.Terms terms,
        LocalDate endedOn,
        String endedFor,
        long version,
        Instant recordedAt,
        long number,
        Instant now) {

    /** Seen by every agency that is admitted to the community. */
    static final String SELECT = """
            select o.community_id, o.id, o.body, o.ended_on, o.ended_for, o.version, o.recorded_at, o.number,
                   clock_timestamp()
            from contract o
            where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)
            """;

    static ContractRow of(Object[] row) {
        return new ContractRow(
                (UUID) row[0],
                (UUID) row[1],
                ContractEventCodec.terms((String) row[2]),
                (LocalDate) row[3],
                (String) row[4],
                (Long) row[5],
                Access.instant(row[6]),
                (Long) row[7],
                Access.instant(row[8]));
    }

    /** As its stream tells. */
    Contract state() {
        return endedOn == null ? new Contract.Let(terms) : new Contract.Ended(terms, endedOn, endedFor);
    }

    /** After it was ended. */
    ContractRow ended(ContractResource.End end) {
        return new ContractRow(community, id, terms, end.endedOn(), end.reason(), version + 1, recordedAt, number, now);
    }

    ContractResource.ContractView view() {
        return new ContractResource.ContractView(
                id,
                community,
                terms.code(),
                terms.commissioner(),
                terms.programmes(),
                terms.providers(),
                terms.from(),
                terms.to(),
                terms.domains().stream().map(ContractResource.DomainBody::of).toList(),
                terms.paidOn(),
                terms.counterFigure(),
                endedOn,
                endedFor,
                recordedAt,
                version);
    }
}
