package org.reciprocity.matching.pool;

/**
 * What is left of offers and requests, as expressions of SQL. What is proposed or agreed takes minutes until it is declined or
 * done. What is done has taken them for good, or from an offer with a period in the period in which it was done.
 */
public final class Capacity {

    /** Of {@code offer o}: minutes left in the present period, or altogether. */
    public static final String OF_OFFER = """
            (o.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                          where m.offer = o.id
                            and (m.state in ('proposed', 'agreed')
                                 or (m.state = 'fulfilled'
                                     and (o.per is null
                                          or m.changed_at >= date_trunc(o.per, now() at time zone zone_of(o.community))
                                                             at time zone zone_of(o.community))))))
            """;

    /** Of {@code request r}: minutes that nobody is proposed for. */
    public static final String OF_REQUEST = """
            (r.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                          where m.request = r.id and m.state <> 'declined'))
            """;

    private Capacity() {}
}
