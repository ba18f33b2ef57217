package org.reciprocity.ledger.problem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the API's description what holds for every operation: the token, and the refusals as problem documents. */
public class Description implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String PARTICIPANT = "/participants/{";
    private static final List<Integer> EVERYWHERE = List.of(400, 401, 403, 404, 429, 503);
    private static final List<Integer> WHERE_SOMETHING_CHANGES = List.of(409, 410, 412, 413, 415, 422);

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.setInfo(OASFactory.createInfo()
                .title("Reciprocity: ledger")
                .version("1")
                .description("Communities and who takes part in them, accounts and exchanges of time, outcomes. Amounts"
                        + " are whole minutes, 60 to a credit. Everything posted may carry an Idempotency-Key: the same"
                        + " request under the same key has one effect and one answer. Refusals are problem documents"
                        + " (RFC 9457) whose type is part of the API."));
        var components =
                description.getComponents() == null ? OASFactory.createComponents() : description.getComponents();
        description.setComponents(components);
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        components.addSchema("Problem", problem());
        description.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.of())));
        description.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> refusals(path, method.name(), operation)));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("Why a request was refused. Further members depend on the type.")
                .addProperty(
                        "type", text("/problems/ and the code of its kind").addExample("/problems/insufficient-credit"))
                .addProperty("title", text("What it says in a few words, the same for every occurrence"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .description("The HTTP status"))
                .addProperty("detail", text("What was wrong this time"))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)).description(description);
    }

    private static void refusals(String path, String method, Operation operation) {
        boolean changes = !method.equals("GET");
        if (method.equals("POST")) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(org.eclipse.microprofile.openapi.models.parameters.Parameter.In.HEADER)
                    .description("Names this request, so that it can be sent again: 1 to 255 visible ASCII characters")
                    .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING))));
        }
        if (method.equals("POST") && path.contains("{")) {
            operation.addParameter(OASFactory.createParameter()
                    .name("If-Match")
                    .in(org.eclipse.microprofile.openapi.models.parameters.Parameter.In.HEADER)
                    .description("The ETag of what is changed, as you read it: refused if it has changed since")
                    .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING))));
        }
        codes().forEach((status, codes) -> {
            if (EVERYWHERE.contains(status)
                    || (changes && WHERE_SOMETHING_CHANGES.contains(status))
                    || (status == ProblemType.PARTICIPANT_ERASED.status() && path.startsWith(PARTICIPANT))) {
                operation.getResponses().addAPIResponse(String.valueOf(status), refusal(codes));
            }
        });
    }

    private static APIResponse refusal(String codes) {
        return OASFactory.createAPIResponse()
                .description(codes)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static Map<Integer, String> codes() {
        return java.util.Arrays.stream(ProblemType.values())
                .collect(Collectors.groupingBy(
                        ProblemType::status,
                        TreeMap::new,
                        Collectors.mapping(ProblemType::code, Collectors.joining(", "))));
    }
}
