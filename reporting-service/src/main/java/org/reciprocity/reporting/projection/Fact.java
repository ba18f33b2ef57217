package org.reciprocity.reporting.projection;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of single facts: a row per thing, whose columns an event sets and a later event may set anew. */
enum Fact {
    AGENCY("agency", 1, "id uuid", "code text", "name text"),
    COMMUNITY("community", 1, "id uuid", "code text", "name text", "time_zone text", "lead_agency uuid"),
    ADMISSION("admission", 2, "community uuid", "agency uuid"),
    PROGRAMME(
            "programme",
            1,
            "id uuid",
            "community uuid",
            "agency uuid",
            "code text",
            "name text",
            "design text",
            "delivery text"),
    PARTICIPANT("participant", 1, "id uuid", "community uuid", "agency uuid", "kind text", "size int"),
    ENROLMENT(
            "enrolment",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "participant uuid",
            "role text",
            "arm text",
            "starts date",
            "ends date"),
    /** Of a participant's words the one of the highest version, in whichever order they are read. */
    BAND(
            "band",
            1,
            "participant uuid",
            "version bigint",
            "community uuid",
            "told_at bigint",
            "age text",
            "disability text",
            "ethnicity text",
            "deprivation text"),
    LINK("link", 2, "participant uuid", "same_as uuid", "community uuid", "linked boolean"),
    OFFER(
            "offer",
            1,
            "id uuid",
            "community uuid",
            "participant uuid",
            "skill text",
            "minutes bigint",
            "made_at bigint",
            "until_at bigint",
            "withdrawn_at bigint"),
    REQUEST(
            "request",
            1,
            "id uuid",
            "community uuid",
            "participant uuid",
            "skill text",
            "minutes bigint",
            "made_at bigint",
            "from_at bigint",
            "until_at bigint",
            "withdrawn_at bigint"),
    PROPOSAL(
            "proposal",
            1,
            "match uuid",
            "community uuid",
            "request uuid",
            "offer uuid",
            "proposed_at bigint",
            "agreed_at bigint",
            "declined_at bigint"),
    FULFILMENT(
            "fulfilment",
            2,
            "match uuid",
            "exchange uuid",
            "community uuid",
            "request uuid",
            "programme uuid",
            "minutes bigint",
            "fulfilled_at bigint",
            "undone_at bigint"),
    DISPUTE(
            "dispute",
            1,
            "exchange uuid",
            "community uuid",
            "programme uuid",
            "occurred_at bigint",
            "disputed_at bigint",
            "reason text",
            "outcome text"),
    ACCOUNT("account", 1, "id uuid", "community uuid", "kind text", "owner uuid"),
    SCORE(
            "score",
            1,
            "measure uuid",
            "community uuid",
            "programme uuid",
            "participant uuid",
            "group_size int",
            "instrument text",
            "wave int",
            "arm text",
            "score numeric",
            "measured_on date",
            "raw int",
            "better text",
            "beyond_cut_off boolean"),
    SERVICE_USE(
            "service_use",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "participant uuid",
            "group_size int",
            "type text",
            "arm text",
            "bucket int",
            "before_count bigint",
            "before_days bigint",
            "after_count bigint",
            "after_days bigint"),
    CASE_FILE(
            "case_file",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "participant uuid",
            "referrer uuid",
            "reason text",
            "referred_at bigint",
            "referred_on date",
            "failure_elsewhere boolean",
            "accepted boolean",
            "duty_minutes bigint",
            "people_harmed int",
            "outcome text"),
    SUPPORT(
            "support",
            1,
            "id uuid",
            "case_id uuid",
            "starts date",
            "ends date",
            "unit text",
            "community uuid",
            "programme uuid",
            "quantity bigint",
            "currency text",
            "unit_pence bigint",
            "otherwise_pence bigint"),
    FOLLOW_UP(
            "follow_up",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "case_id uuid",
            "participant uuid",
            "yes int",
            "no int",
            "lost int",
            "arm text",
            "window_months int",
            "event text",
            "outcome text",
            "observed_on date"),
    WITHDRAWN("withdrawn", 1, "id uuid", "community uuid", "programme uuid", "what text", "reason text"),
    COST(
            "cost",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "agency uuid",
            "year int",
            "amount bigint",
            "currency text",
            "price_year int",
            "in_kind boolean",
            "preventive boolean",
            "grade int",
            "item text"),
    BENEFIT(
            "benefit",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "agency uuid",
            "year int",
            "amount bigint",
            "currency text",
            "price_year int",
            "cashable boolean",
            "grade int",
            "item text"),
    UNIT_COST(
            "unit_cost",
            1,
            "id uuid",
            "community uuid",
            "code text",
            "title text",
            "year int",
            "currency text",
            "amount bigint",
            "source text",
            "inclusions text",
            "payer uuid",
            "grade int",
            "recorded_at bigint"),
    DEFLATOR(
            "deflator",
            1,
            "id uuid",
            "community uuid",
            "currency text",
            "year int",
            "level numeric",
            "source text",
            "recorded_at bigint"),
    CONTRACT(
            "contract",
            1,
            "id uuid",
            "community uuid",
            "code text",
            "commissioner uuid",
            "starts date",
            "ends date",
            "ended_on date",
            "end_reason text",
            "body text",
            "recorded_at bigint"),
    APPRAISAL(
            "appraisal",
            1,
            "id uuid",
            "community uuid",
            "programme uuid",
            "code text",
            "body text",
            "recorded_at bigint"),
    CLAIM("claim", 1, "id uuid", "community uuid", "code text", "body text", "recorded_at bigint");

    private static final String VERSION = "version";

    private final String table;
    private final int keys;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> columns;

    private final String definition;

    Fact(String table, int keys, String... columns) {
        this.table = table;
        this.keys = keys;
        this.columns = List.of(columns).stream()
                .map(c -> c.substring(0, c.indexOf(' ')))
                .toList();
        this.definition = String.join(", ", columns);
    }

    int keys() {
        return keys;
    }

    int columns() {
        return columns.size();
    }

    /** Whether one row replaces another as a whole, if its version is higher. */
    boolean isVersioned() {
        return columns.size() > keys && columns.get(keys).equals(VERSION);
    }

    /** A table of the session to copy into, with its name. */
    String staging() {
        return "create temp table staged_" + table + " (" + definition + ") on commit drop";
    }

    String copy() {
        return "copy staged_" + table + " from stdin";
    }

    /** Takes a row away, by its key. */
    String removal() {
        return "delete from " + table + " where "
                + columns.subList(0, keys).stream()
                        .map(column -> column + " = ?")
                        .collect(Collectors.joining(" and "));
    }

    /** Takes what was copied over; a column that is not given keeps its value. */
    String merge() {
        var names = String.join(", ", columns);
        var key = String.join(", ", columns.subList(0, keys));
        var set = columns.subList(keys, columns.size()).stream()
                .map(column -> column + " = "
                        + (isVersioned()
                                ? "excluded." + column
                                : "coalesce(excluded." + column + ", t." + column + ")"))
                .toList();
        return "insert into " + table + " as t (" + names + ") select " + names + " from staged_" + table + " order by "
                + key + " on conflict (" + key + ") do "
                + (set.isEmpty() ? "nothing" : "update set " + String.join(", ", set))
                + (isVersioned() ? " where t.version < excluded.version" : "");
    }
}
