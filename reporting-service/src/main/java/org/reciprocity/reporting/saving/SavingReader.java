package org.reciprocity.reporting.saving;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.CostLine;
import org.reciprocity.reporting.appraisal.Deflators;
import org.reciprocity.reporting.appraisal.UnitCost;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads what appraisals are made of. */
final class SavingReader {
    private static final String APPRAISALS =
            "select id, programme, body from appraisal where community = $1 order by code, id";
    private static final String COMMUNITY = "select community from appraisal where id = $1";
    private static final String UNIT_COSTS = """
            select u.id, u.code, u.title, u.amount, u.currency, u.year, u.source, u.inclusions, u.payer, u.grade
            from unit_cost u where u.community = $1
            """;
    private static final String DEFLATORS = """
            select distinct on (currency, year) currency, year, level, source from deflator where community = $1
            order by currency, year, recorded_at desc, id desc
            """;
    private static final String RECORDED = """
            select c.id, true, c.agency, c.year, c.amount, c.currency, c.price_year, c.in_kind, c.preventive, false, c.grade, c.item,
                   c.programme
            from cost c where c.community = $1
              and not exists (select 1 from withdrawn w where w.id = c.id and w.what = 'cost')
            union all
            select b.id, false, b.agency, b.year, b.amount, b.currency, b.price_year, false, false, b.cashable, b.grade, b.item,
                   b.programme
            from benefit b where b.community = $1
              and not exists (select 1 from withdrawn w where w.id = b.id and w.what = 'benefit')
            order by 2 desc, 4, 3, 1
            """;
    private static final String AGENCIES = "select id, code from agency where code is not null";

    /**
     * What a community's appraisals are made of.
     *
     * @param appraisals those that were registered, by code
     * @param unitCosts by id
     * @param deflators the indices of prices, of each year the one that was published last
     * @param recorded costs and benefits by programme, those withdrawn left out
     * @param agencies the codes of agencies
     */
    record Read(
            Map<UUID, AppraisalBody> appraisals,
            Map<UUID, UnitCost> unitCosts,
            Deflators deflators,
            Map<UUID, List<Recorded>> recorded,
            Map<UUID, String> agencies) {

        /** What was recorded of a programme. */
        List<Recorded> recorded(UUID programme) {
            return recorded.getOrDefault(programme, List.of());
        }

        /** The costs of a programme from a year on, as costs of an appraisal: they are facts, so that none is raised for optimism. */
        List<CostLine> recordedCosts(UUID programme, int from) {
            return recorded(programme).stream()
                    .filter(cost -> cost.isCost() && cost.year() >= from)
                    .map(cost -> new CostLine(
                            cost.item().orElse("recorded"),
                            cost.agency(),
                            cost.year(),
                            cost.priceYear(),
                            cost.currency(),
                            cost.inKind(),
                            true,
                            Assumptions.of(Map.of(Assumption.AMOUNT, new BigDecimal(cost.amount())))))
                    .toList();
        }
    }

    private SavingReader() {}

    /** Which community an appraisal is of. */
    static Uni<Optional<UUID>> community(Snapshot snapshot, UUID appraisal) {
        return snapshot.query(COMMUNITY, appraisal)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }

    /** Everything of a community. */
    static Uni<Read> of(Snapshot snapshot, Place place) {
        var community = place.community();
        return snapshot.query(APPRAISALS, community).chain(appraisals -> snapshot.query(UNIT_COSTS, community)
                .chain(unitCosts -> snapshot.query(DEFLATORS, community)
                        .chain(deflators -> snapshot.query(RECORDED, community)
                                .chain(recorded -> snapshot.query(AGENCIES).map(agencies -> {
                                    var bodies = new LinkedHashMap<UUID, AppraisalBody>();
                                    appraisals.forEach(row -> bodies.put(
                                            row.getUUID(0), AppraisalBody.of(row.getUUID(1), row.getString(2))));
                                    var published = new HashMap<UUID, UnitCost>();
                                    unitCosts.forEach(row -> published.put(row.getUUID(0), unitCost(row)));
                                    var codes = new HashMap<UUID, String>();
                                    agencies.forEach(row -> codes.put(row.getUUID(0), row.getString(1)));
                                    return new Read(bodies, published, deflators(deflators), recorded(recorded), codes);
                                })))));
    }

    private static UnitCost unitCost(Row row) {
        return new UnitCost(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                BigInteger.valueOf(row.getLong(3)),
                row.getString(4),
                row.getInteger(5),
                row.getString(6),
                Codes.list(row.getString(7)),
                row.getUUID(8),
                row.getInteger(9));
    }

    private static Deflators deflators(Iterable<Row> rows) {
        var indices = new TreeMap<String, Map<Integer, Deflators.Index>>();
        rows.forEach(row -> indices.computeIfAbsent(row.getString(0), currency -> new TreeMap<>())
                .put(row.getInteger(1), new Deflators.Index(row.getBigDecimal(2), row.getString(3))));
        return new Deflators(indices);
    }

    private static Map<UUID, List<Recorded>> recorded(Iterable<Row> rows) {
        var recorded = new HashMap<UUID, List<Recorded>>();
        rows.forEach(row -> recorded.computeIfAbsent(row.getUUID(12), programme -> new ArrayList<>())
                .add(new Recorded(
                        row.getUUID(0),
                        row.getBoolean(1),
                        row.getUUID(2),
                        row.getInteger(3),
                        BigInteger.valueOf(row.getLong(4)),
                        row.getString(5),
                        row.getInteger(6),
                        row.getBoolean(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        row.getInteger(10),
                        Optional.ofNullable(row.getString(11)))));
        return recorded;
    }
}
