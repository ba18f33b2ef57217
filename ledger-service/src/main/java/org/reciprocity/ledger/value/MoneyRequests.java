package org.reciprocity.ledger.value;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** What is asked of costs, or of benefits, over HTTP: the same of both, in words of their own. */
final class MoneyRequests {
    private final Value.Kind kind;
    private final Function<MoneyRow, Object> view;
    private final MoneyService service;
    private final Requests requests;
    private final Incoming incoming;

    MoneyRequests(
            Value.Kind kind,
            Function<MoneyRow, Object> view,
            MoneyService service,
            Requests requests,
            Incoming incoming) {
        this.kind = kind;
        this.view = view;
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /**
     * Records one.
     *
     * @param body as it was sent
     * @param id its own id; null to be given one
     * @param programme of which programme
     * @param agency who bears or gains it; null where it is not told
     * @param externalRef the caller's reference; null for none
     * @param command the command, once is known what it has to know
     */
    Uni<Response> record(
            Object body,
            UUID id,
            UUID programme,
            UUID agency,
            String externalRef,
            Function<ValueCommand.Known, ValueCommand> command) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        var asked = new MoneyService.Asked(kind, id, programme, agency, externalRef, command);
        return requests.command(call, write -> service.record(write.sql(), call.caller(), asked, view));
    }

    /** Shows one. */
    Uni<Response> show(String id) {
        var asked = Ids.path(id, kind.wire());
        var caller = incoming.caller();
        return requests.query(
                read -> service.show(read.sql(), caller, kind, asked, view).map(Answer::response));
    }

    /** Lists those of a community, by parameters as they were sent. */
    Uni<Response> list(
            String communityId,
            String programmeId,
            String agencyId,
            String year,
            String externalRef,
            String cursor,
            String limit) {
        var filter = new MoneyService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(agencyId, "agencyId"),
                Parameters.year(year, "year"),
                Parameters.reference(externalRef, "externalRef"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(
                read -> service.list(read.sql(), caller, kind, filter).map(rows -> filter.page()
                        .response(rows, view, MoneyRow::number, MoneyService.path(kind), filter.parameters())));
    }

    /** Withdraws one. */
    Uni<Response> withdraw(String id, NewWithdrawal body) {
        var asked = Ids.path(id, kind.wire());
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.withdraw(write.sql(), call, kind, asked, body, view));
    }
}
