package org.reciprocity.ledger;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contracts of the events this service writes. */
public final class Contracts {
    static final Path FOLDER = Path.of(System.getProperty("reciprocity.root"), "docs", "contracts");

    /** The types, without the prefix that all have. */
    public static final List<String> TYPES = List.of(
            "agency-registered.v1",
            "community-founded.v1",
            "community-policy-set.v1",
            "agency-admitted.v1",
            "agency-left.v1",
            "programme-opened.v1",
            "participant-registered.v1",
            "participant-described.v1",
            "participants-linked.v1",
            "participants-unlinked.v1",
            "consent-given.v1",
            "consent-withdrawn.v1",
            "clearance-recorded.v1",
            "clearance-withdrawn.v1",
            "training-completed.v1",
            "training-withdrawn.v1",
            "participant-banded.v1",
            "participant-erased.v1",
            "participant-enrolled.v1",
            "enrolment-ended.v1",
            "account-opened.v1",
            "account-limits-set.v1",
            "account-status-set.v1",
            "transfer-limit-set.v1",
            "exchange-proposed.v1",
            "exchange-confirmed.v1",
            "exchange-disputed.v1",
            "exchange-resolved.v1",
            "exchange-lapsed.v1",
            "exchange-settled.v1",
            "exchange-cancelled.v1",
            "exchange-reversed.v1",
            "redemption-offer-opened.v1",
            "redemption-offer-stock-set.v1",
            "redemption-offer-withdrawn.v1",
            "hold-placed.v1",
            "hold-captured.v1",
            "hold-released.v1",
            "hold-expired.v1",
            "ticket-issued.v1",
            "ticket-used.v1",
            "ticket-voided.v1",
            "measure-scored.v1",
            "service-use-recorded.v1",
            "follow-up-recorded.v1",
            "instrument-registered.v1",
            "outcome-withdrawn.v1",
            "cost-borne.v1",
            "benefit-accrued.v1",
            "unit-cost-published.v1",
            "deflator-published.v1",
            "contract-let.v1",
            "contract-ended.v1",
            "appraisal-registered.v1",
            "claim-registered.v1",
            "case-referred.v1",
            "case-accepted.v1",
            "case-declined.v1",
            "case-agreed.v1",
            "case-support-recorded.v1",
            "case-closed.v1");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contracts() {}

    static List<Path> examples(String type) {
        try (var files = Files.list(FOLDER.resolve("examples"))) {
            return files.filter(file ->
                            file.getFileName().toString().matches(type.replace(".", "\\.") + "(-[0-9]+)?\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a body of a type. */
    static List<String> violations(String type, String body) {
        return SCHEMAS.computeIfAbsent(type, Contracts::schema).validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String type) {
        try {
            return REGISTRY.getSchema(
                    Files.readString(FOLDER.resolve("schemas").resolve(type + ".json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
