package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.account.AccountEventCodec;
import org.reciprocity.ledger.agency.AgencyEventCodec;
import org.reciprocity.ledger.appraisal.AppraisalEventCodec;
import org.reciprocity.ledger.band.BandEventCodec;
import org.reciprocity.ledger.casework.CaseEventCodec;
import org.reciprocity.ledger.claim.ClaimEventCodec;
import org.reciprocity.ledger.clearance.ClearanceEventCodec;
import org.reciprocity.ledger.community.CommunityEventCodec;
import org.reciprocity.ledger.consent.ConsentEventCodec;
import org.reciprocity.ledger.contract.ContractEventCodec;
import org.reciprocity.ledger.enrolment.EnrolmentEventCodec;
import org.reciprocity.ledger.exchange.ExchangeEventCodec;
import org.reciprocity.ledger.hold.HoldEventCodec;
import org.reciprocity.ledger.instrument.InstrumentEventCodec;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.outcome.OutcomeEventCodec;
import org.reciprocity.ledger.participant.LinkEventCodec;
import org.reciprocity.ledger.participant.ParticipantEventCodec;
import org.reciprocity.ledger.person.PersonEventCodec;
import org.reciprocity.ledger.programme.ProgrammeEventCodec;
import org.reciprocity.ledger.redemption.OfferEventCodec;
import org.reciprocity.ledger.ticket.TicketEventCodec;
import org.reciprocity.ledger.training.TrainingEventCodec;
import org.reciprocity.ledger.transfer.TransferEventCodec;
import org.reciprocity.ledger.value.ValueEventCodec;
import org.reciprocity.ledger.withdrawal.WithdrawalEventCodec;

/** What this service writes, against the contracts: what it reads from an example it writes as the example. */
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-05-04T12:00:00Z");
    private static final UUID COMMUNITY = new UUID(1, 1);

    @TestFactory
    Stream<DynamicTest> writesEveryExampleAsItWasRead() {
        return Contracts.TYPES.stream().flatMap(type -> Contracts.examples(type).stream()
                .map(example -> DynamicTest.dynamicTest(example.getFileName().toString(), () -> {
                    var body = Files.readString(example);
                    var written = author(type, body).sign(again("org.reciprocity." + type, body));
                    assertEquals("org.reciprocity." + type, written.type());
                    assertEquals(plain(body), plain(written.body()));
                    assertEquals(List.of(), Contracts.violations(type, written.body()));
                    assertFalse(written.body().contains(": "), "compact");
                })));
    }

    /** The same time may be spelled with fewer zeros. */
    private static JsonNode plain(String body) throws IOException {
        var json = (ObjectNode) JSON.readTree(body);
        if (json.has("occurredAt")) {
            json.put(
                    "occurredAt", Instant.parse(json.get("occurredAt").asText()).toString());
        }
        return json;
    }

    private static Author author(String type, String body) throws IOException {
        var json = JSON.readTree(body);
        return Author.names("org.reciprocity." + type)
                .map(names -> new Author(id(json, names.agency()), id(json, names.actor())))
                .orElse(new Author(null, null));
    }

    private static UUID id(JsonNode json, String field) {
        return json.has(field) ? UUID.fromString(json.get(field).asText()) : null;
    }

    @Test
    void everyTypeNamesTheAgencyWhoseTokenItCameWithOrSaysWhyNot() throws IOException {
        for (var type : Contracts.TYPES) {
            var fields = JSON.readTree(Contracts.FOLDER
                            .resolve("schemas")
                            .resolve(type + ".json")
                            .toFile())
                    .get("properties");
            var field = Authorship.field(type);
            assertEquals(field.isEmpty(), Authorship.NOBODY.containsKey(type), type);
            assertTrue(field.isEmpty() || fields.has(field.get()), type);
            var names = Author.names("org.reciprocity." + type);
            assertTrue(names.isEmpty() || !Authorship.THEMSELVES.containsKey(type), type);
            assertTrue(names.isEmpty() || fields.has(names.get().actor()), type);
        }
    }

    @Test
    void hasAnExampleAndASchemaOfEveryType() throws IOException {
        for (var type : Contracts.TYPES) {
            assertFalse(Contracts.examples(type).isEmpty(), type);
            assertTrue(Files.exists(Contracts.FOLDER.resolve("schemas").resolve(type + ".json")), type);
        }
    }

    private static UUID own(String body, String field) throws IOException {
        return UUID.fromString(JSON.readTree(body).get(field).asText());
    }

    private static NewEvent value(UUID key, UUID own, String type, String body) {
        return ValueEventCodec.write(COMMUNITY, key, own, 1, AT, ValueEventCodec.read(type, body));
    }

    private static NewEvent outcome(UUID programme, UUID own, String type, String body) {
        return OutcomeEventCodec.write(COMMUNITY, programme, own, 1, AT, OutcomeEventCodec.read(type, body));
    }

    private static NewEvent again(String type, String body) throws IOException {
        var id = new UUID(2, 2);
        var name = type.substring("org.reciprocity.".length(), type.lastIndexOf('.'));
        return switch (name) {
            case "agency-registered" -> AgencyEventCodec.write(id, 1, AT, AgencyEventCodec.read(type, body));
            case "community-founded", "community-policy-set", "agency-admitted", "agency-left" ->
                CommunityEventCodec.write(COMMUNITY, 1, AT, CommunityEventCodec.read(type, body));
            case "programme-opened" ->
                ProgrammeEventCodec.write(COMMUNITY, id, 1, AT, ProgrammeEventCodec.read(type, body));
            case "participant-registered", "participant-described" ->
                ParticipantEventCodec.write(COMMUNITY, id, 1, AT, ParticipantEventCodec.read(type, body));
            case "participants-linked", "participants-unlinked" ->
                LinkEventCodec.write(COMMUNITY, 1, AT, LinkEventCodec.read(type, body));
            case "consent-given", "consent-withdrawn" ->
                ConsentEventCodec.write(COMMUNITY, own(body, "consent"), 1, AT, ConsentEventCodec.read(type, body));
            case "clearance-recorded", "clearance-withdrawn" ->
                ClearanceEventCodec.write(
                        COMMUNITY, own(body, "clearance"), 1, AT, ClearanceEventCodec.read(type, body));
            case "training-completed", "training-withdrawn" ->
                TrainingEventCodec.write(COMMUNITY, own(body, "training"), 1, AT, TrainingEventCodec.read(type, body));
            case "participant-banded" -> BandEventCodec.write(COMMUNITY, id, 1, AT, BandEventCodec.read(type, body));
            case "participant-erased" ->
                PersonEventCodec.write(COMMUNITY, id, 1, AT, PersonEventCodec.read(type, body));
            case "participant-enrolled", "enrolment-ended" ->
                EnrolmentEventCodec.write(COMMUNITY, id, 1, AT, EnrolmentEventCodec.read(type, body));
            case "account-opened", "account-limits-set", "account-status-set" ->
                AccountEventCodec.write(COMMUNITY, id, 1, AT, AccountEventCodec.read(type, body));
            case "transfer-limit-set" ->
                TransferEventCodec.write(COMMUNITY, id, 1, AT, TransferEventCodec.read(type, body));
            case "exchange-proposed",
                    "exchange-confirmed",
                    "exchange-disputed",
                    "exchange-resolved",
                    "exchange-lapsed",
                    "exchange-settled",
                    "exchange-cancelled",
                    "exchange-reversed" ->
                ExchangeEventCodec.write(COMMUNITY, id, 1, AT, ExchangeEventCodec.read(type, body));
            case "measure-scored" -> outcome(id, own(body, "measure"), type, body);
            case "service-use-recorded" -> outcome(id, own(body, "serviceUse"), type, body);
            case "follow-up-recorded" -> outcome(id, own(body, "followUp"), type, body);
            case "instrument-registered" ->
                InstrumentEventCodec.write(
                        COMMUNITY, own(body, "instrument"), AT, InstrumentEventCodec.read(type, body));
            case "outcome-withdrawn" ->
                WithdrawalEventCodec.write(COMMUNITY, id, 2, AT, WithdrawalEventCodec.read(type, body));
            case "cost-borne" -> value(id, own(body, "cost"), type, body);
            case "benefit-accrued" -> value(id, own(body, "benefit"), type, body);
            case "unit-cost-published" -> value(COMMUNITY, own(body, "unitCost"), type, body);
            case "deflator-published" -> value(COMMUNITY, own(body, "deflator"), type, body);
            case "contract-let", "contract-ended" ->
                ContractEventCodec.write(COMMUNITY, own(body, "contract"), 1, AT, ContractEventCodec.read(type, body));
            case "appraisal-registered" ->
                AppraisalEventCodec.write(
                        COMMUNITY, id, own(body, "appraisal"), AT, AppraisalEventCodec.read(type, body));
            case "claim-registered" ->
                ClaimEventCodec.write(COMMUNITY, own(body, "claim"), AT, ClaimEventCodec.read(type, body));
            case "case-referred",
                    "case-accepted",
                    "case-declined",
                    "case-agreed",
                    "case-support-recorded",
                    "case-closed" -> {
                var own = UUID.fromString(JSON.readTree(body).get("case").asText());
                yield CaseEventCodec.write(COMMUNITY, id, own, 1, AT, CaseEventCodec.read(type, body));
            }
            case "redemption-offer-opened", "redemption-offer-stock-set", "redemption-offer-withdrawn" ->
                OfferEventCodec.write(COMMUNITY, id, 1, AT, OfferEventCodec.read(type, body));
            case "hold-placed", "hold-captured", "hold-released", "hold-expired" ->
                HoldEventCodec.write(COMMUNITY, id, 1, AT, HoldEventCodec.read(type, body));
            case "ticket-issued", "ticket-used", "ticket-voided" ->
                TicketEventCodec.write(COMMUNITY, id, 1, AT, TicketEventCodec.read(type, body));
            default -> throw new IllegalArgumentException(type);
        };
    }
}
