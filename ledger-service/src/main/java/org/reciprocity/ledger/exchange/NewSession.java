package org.reciprocity.ledger.exchange;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session to record: each giver is credited what they gave, each receiver pays what they attended. */
@Schema(
        name = "NewSession",
        examples = "{\"givers\":[{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"minutes\":60}],"
                + "\"receivers\":[{\"participantId\":\"0198f000-0000-7000-8000-000000000022\",\"minutes\":60},"
                + "{\"participantId\":\"0198f000-0000-7000-8000-000000000023\",\"minutes\":50}]}")
public record NewSession(
        @Schema(description = "Who gave, each once") @NotNull @Size(min = 1, max = 100)
        List<@NotNull @Valid Attendance> givers,

        @Schema(description = "Who received, each once; may be empty but for a service") @NotNull @Size(max = 100)
        List<@NotNull @Valid Attendance> receivers) {

    /** Somebody's part in a session. */
    @Schema(name = "Attendance")
    public record Attendance(
            @NotNull UUID participantId,

            @Schema(description = "How long; 1 to what the community's policy allows")
            @NotNull
            @Min(1)
            @Max(ExchangeDecider.LONGEST_LEG_MINUTES)
            Integer minutes,

            @Schema(description = "What they were in this; member when left out. Professionals give without credit.")
            @Pattern(regexp = ExchangeResource.ROLE, message = ExchangeResource.ROLE_IS)
            String role) {}

    /** A leg for each, between them and the pot. */
    List<Exchange.Leg> legs(UUID community) {
        var legs = new ArrayList<Exchange.Leg>();
        for (var giver : givers) {
            legs.add(new Exchange.Leg(
                    giver.participantId(), community, giver.minutes(), role(giver.role()), Exchange.Role.MEMBER));
        }
        for (var receiver : receivers) {
            legs.add(new Exchange.Leg(
                    community,
                    receiver.participantId(),
                    receiver.minutes(),
                    Exchange.Role.MEMBER,
                    role(receiver.role())));
        }
        return legs;
    }

    static Exchange.Role role(String wire) {
        return wire == null ? Exchange.Role.MEMBER : Exchange.Role.of(wire);
    }
}
