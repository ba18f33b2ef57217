package org.reciprocity.ledger.imports;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.RateLimits;
import org.reciprocity.ledger.security.Roles;

/** Files over HTTP. */
@Path("/imports")
@Consumes(ImportResource.CSV)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Imports", description = "What has been kept in spreadsheets")
public class ImportResource {
    static final String CSV = "text/csv";

    private static final String DRY_RUN =
            "true to be told what would come of it, and change nothing; false when left out";

    private final ImportService service;
    private final RateLimits limits;
    private final Incoming incoming;

    ImportResource(ImportService service, RateLimits limits, Incoming incoming) {
        this.service = service;
        this.limits = limits;
        this.incoming = incoming;
    }

    /** Does something with a file that has been read. */
    private interface Work {
        Uni<ImportReport> of(Call call, UUID community, CsvTable file, boolean dryRun);
    }

    @POST
    @Path("exchanges")
    @Operation(
            summary = "Import exchanges from a CSV file",
            description = "Columns, in any order: session, date, time, kind, programme, provider, receiver, minutes,"
                    + " provider_role, receiver_role, skill, decision, case, confirmed, reference. Each exchange is"
                    + " recorded or refused as if it had been posted, one after the other; the report tells of"
                    + " each line. Under an Idempotency-Key each line has a key of its own, the key and its"
                    + " number, so that the same file can be sent again. At most 10,000 lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    date,kind,provider,receiver,minutes,confirmed,reference
                                                    2025-05-04,service,T-1042,T-1043,60,party,sheet-1-line-1
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> exchanges(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(communityId, dryRun, body, ExchangeFile.COLUMNS, ExchangeFile.NEEDED, service::exchanges);
    }

    @POST
    @Path("participants")
    @Operation(
            summary = "Import participants from a CSV file",
            description = "Columns, in any order: reference, kind, size, roles, area. Each participant is registered or"
                    + " refused as if it had been posted; a reference that is in use is not registered again. Names,"
                    + " addresses and the like are refused by their columns. At most 10,000 lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    reference,kind,size,roles,area
                                                    T-1042,person,1,member volunteer,riverside
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> participants(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(communityId, dryRun, body, ParticipantFile.COLUMNS, ParticipantFile.NEEDED, service::participants);
    }

    @POST
    @Path("unit-costs")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Import unit costs from a CSV file",
            description =
                    "Columns, in any order: reference, code, title, year, currency, amount, source, inclusions, payer,"
                            + " grade. The amount is in whole minor units, the payer an agency's code or id, inclusions are codes"
                            + " with spaces between them. Each is published or refused as if it had been posted. At most 10,000"
                            + " lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    reference,code,title,year,currency,amount,source,inclusions,payer,grade
                                                    list-1,gp-visit,Visit to a general practitioner,2026,GBP,4200,Invented,direct-care,HEALTH,2
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> unitCosts(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(
                communityId, dryRun, body, PriceFile.UNIT_COST_COLUMNS, PriceFile.UNIT_COST_NEEDED, service::unitCosts);
    }

    @POST
    @Path("deflators")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Import deflators from a CSV file",
            description =
                    "Columns, in any order: reference, currency, year, index, source. Each is published or refused as if"
                            + " it had been posted. At most 10,000 lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    reference,currency,year,index,source
                                                    series-1-2024,GBP,2024,96.25,Invented
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> deflators(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(
                communityId, dryRun, body, PriceFile.DEFLATOR_COLUMNS, PriceFile.DEFLATOR_NEEDED, service::deflators);
    }

    @POST
    @Path("measures")
    @Operation(
            summary = "Import scores from a CSV file",
            description =
                    "Columns, in any order: date, programme, participant, instrument, wave, arm, and one of score, raw"
                            + " and items; reference. Each score is recorded or refused as if it had been posted, one after the"
                            + " other; the report tells of each line. At most 10,000 lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    date,programme,participant,instrument,wave,arm,items,reference
                                                    2026-04-10,peer-support,T-1042,SWEMWBS,0,participants,3 3 4 3 3 3 3,form-17
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> measures(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(
                communityId, dryRun, body, OutcomeFile.MEASURE_COLUMNS, OutcomeFile.MEASURE_NEEDED, service::measures);
    }

    @POST
    @Path("follow-ups")
    @Operation(
            summary = "Import follow-ups from a CSV file",
            description =
                    "Columns, in any order: date, programme, participant or case, arm, window_months, event, outcome,"
                            + " reference. Each follow-up is recorded or refused as if it had been posted, one after the other; the"
                            + " report tells of each line. At most 10,000 lines.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class, examples = """
                                                    date,case,arm,window_months,event,outcome,reference
                                                    2027-05-04,R-2026-118,participants,12,re-offended,no,check-118
                                                    """)))
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    public Uni<Response> followUps(
            @QueryParam("communityId") String communityId,
            @Parameter(description = DRY_RUN) @QueryParam("dryRun") String dryRun,
            @NotNull byte[] body) {
        return run(
                communityId,
                dryRun,
                body,
                OutcomeFile.FOLLOW_UP_COLUMNS,
                OutcomeFile.FOLLOW_UP_NEEDED,
                service::followUps);
    }

    private Uni<Response> run(
            String communityId, String dryRun, byte[] body, List<String> columns, Set<String> needed, Work work) {
        var community = Ids.required(communityId, "communityId");
        boolean dry = "true".equals(Parameters.oneOf(dryRun, "dryRun", List.of("true", "false")));
        var call = incoming.call(null);
        Access.agency(call.caller());
        return Aside.of(() -> CsvTable.read(body, columns, needed))
                .invoke(file -> limits.charge(call.caller(), file.rows().size()))
                .chain(file -> work.of(call, community, file, dry))
                .map(report -> Answer.ok(null, report).response());
    }
}
