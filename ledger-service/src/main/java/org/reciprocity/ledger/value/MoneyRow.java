package org.reciprocity.ledger.value;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/**
 * A cost or a benefit as it stands.
 *
 * @param recordedBy the agency that recorded it
 * @param lead the community's lead agency
 * @param value what was recorded
 * @param withdrawnFor the reason for which it was withdrawn; null while it counts
 * @param now the database's time
 * @param own the caller's own reference, where the row is read to be shown; null for none
 */
record MoneyRow(
        UUID community,
        UUID id,
        UUID programme,
        UUID recordedBy,
        UUID lead,
        ValueEvent value,
        Withdrawal.Reason withdrawnFor,
        long version,
        Instant recordedAt,
        long number,
        Instant now,
        String own) {

    static final String SELECT = """
            select o.community_id, o.id, o.programme_id, o.recorded_by, c.lead_agency_id, o.kind, o.agency_id, o.year,
                   o.amount, o.currency, o.price_year, o.in_kind, o.preventive, o.cashable, o.grade, o.item,
                   o.withdrawn_for, o.version, o.recorded_at, o.number, clock_timestamp(),
                   case when o.recorded_by = $2 then o.external_ref end
            from money_fact o
            join community c on c.id = o.community_id
            where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)
              and o.kind = $3
            """;

    static MoneyRow of(Object[] row) {
        var agency = (UUID) row[6];
        var money = new Value.Money((Integer) row[7], (Long) row[8], (String) row[9], (Integer) row[10]);
        int grade = (Integer) row[14];
        var item = (String) row[15];
        return new MoneyRow(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (UUID) row[3],
                (UUID) row[4],
                switch (Value.Kind.of((String) row[5])) {
                    case COST ->
                        new ValueEvent.CostBorne(
                                new Value.Cost(agency, money, (Boolean) row[11], (Boolean) row[12], grade, item));
                    case BENEFIT ->
                        new ValueEvent.BenefitAccrued(new Value.Benefit(agency, money, (Boolean) row[13], grade, item));
                },
                row[16] == null ? null : Withdrawal.Reason.of((String) row[16]),
                (Long) row[17],
                Access.instant(row[18]),
                (Long) row[19],
                Access.instant(row[20]),
                (String) row[21]);
    }

    /** As its stream tells. */
    Value state() {
        return withdrawnFor == null ? new Value.Standing(value) : new Value.Withdrawn(withdrawnFor);
    }

    /** After it was withdrawn. */
    MoneyRow withdrawn(Withdrawal.Reason reason) {
        return new MoneyRow(
                community, id, programme, recordedBy, lead, value, reason, version + 1, recordedAt, number, now, null);
    }
}
