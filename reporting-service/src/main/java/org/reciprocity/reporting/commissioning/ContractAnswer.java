package org.reciprocity.reporting.commissioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.snapshot.AsOf;

/** A contract as it is answered: what was agreed beside what is. */
@Schema(
        description = "A contract: what was agreed to be measured, what is, and how it is designed and delivered",
        examples = ContractAnswer.EXAMPLE)
record ContractAnswer(
        UUID id,
        UUID community,
        String code,
        Agency commissioner,
        List<Agency> providers,
        LocalDate from,
        LocalDate to,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate endedOn,
        @JsonInclude(JsonInclude.Include.NON_NULL) String endReason,

        @Schema(description = "Of which period the figures are")
        String period,

        String paidOn,
        String counterFigure,
        List<Domain> domains,
        List<Programme> programmes,
        AsOf asOf) {

    static final String EXAMPLE = """
            {"id":"01997c10-0000-7000-8000-000000003009","community":"01997c10-0000-7000-8000-00000000c001","code":"day-care-2026",
            "commissioner":{"id":"01997c10-0000-7000-8000-00000000a002","code":"CAMDEN"},
            "providers":[{"id":"01997c10-0000-7000-8000-00000000a001","code":"CONSORTIUM"}],
            "from":"2026-04-01","to":"2029-03-31","period":"2026-04/2029-03","paidOn":"measure-change","counterFigure":"follow-up-rate",
            "domains":[{"domain":"mental-wellbeing","measuredBy":{"kind":"instrument","code":"SWEMWBS"},"target":1.5,
            "direction":"at-least","status":"not-yet","byProgramme":[{"programme":"01997c10-0000-7000-8000-00000000d001",
            "status":"not-yet","measured":{"figure":"measure-change","name":"Change of measures","value":1.2,"unit":"points",
            "caveats":["uncontrolled: there is no comparison arm"],"paidOn":true,
            "counter":{"figure":"follow-up-rate","name":"Rate of an event","value":null,"unit":"ratio",
            "reason":"There is no follow-up in the period.","caveats":[],"paidOn":false}}}]}],
            "programmes":[{"id":"01997c10-0000-7000-8000-00000000d001","code":"DAY-CARE","cell":{"declared":"both/both",
            "declaredName":"full co-production","observed":"both/users","flags":"differs-from-declared"},
            "outputs":[],"outcomes":[],"coDesign":[]}],
            "asOf":{"generation":3,"ruleVersion":6,"through":{},"suppressed":[]}}
            """;

    private static final List<Figure> OUTPUTS = List.of(
            Figure.HOURS_GIVEN, Figure.EXCHANGES, Figure.SESSIONS, Figure.ENROLLED, Figure.ACTIVE, Figure.BOTH_SHARE);
    private static final List<Figure> OUTCOMES =
            List.of(Figure.MEASURE_CHANGE, Figure.BEYOND_CUT_OFF, Figure.SERVICE_USE_CHANGE, Figure.FOLLOW_UP_RATE);
    private static final List<Figure> CO_DESIGN =
            List.of(Figure.HOURS_CODESIGN, Figure.DECISIONS_INFLUENCED, Figure.DESIGN_BY_USERS);

    /** An agency. */
    @Schema(name = "ContractAgency")
    record Agency(
            UUID id,
            @JsonInclude(JsonInclude.Include.NON_NULL) String code) {}

    /** By what a domain was agreed to be measured. */
    @Schema(name = "ContractMeasuredBy")
    record MeasuredBy(String kind, String code) {}

    /** A figure, and its counter-figure wherever it is the one that is paid on. */
    @Schema(name = "ContractFigure")
    record Shown(
            String figure,
            String name,
            BigDecimal value,
            String unit,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
            List<String> caveats,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parts,

            @Schema(description = "Whether it is the figure that is paid on")
            boolean paidOn,

            @Schema(description = "Beside the figure that is paid on, always: the one that shows what was lost for it")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Shown counter) {}

    /** What is measured of a domain in a programme. */
    @Schema(name = "ContractDomainProgramme")
    record OfProgramme(UUID programme, String status, Shown measured) {}

    /** A domain. */
    @Schema(name = "ContractDomain")
    record Domain(
            String domain,
            MeasuredBy measuredBy,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal target,
            @JsonInclude(JsonInclude.Include.NON_NULL) String direction,

            @Schema(description = "met, not-yet, no-figure, or no-target; met where each programme meets it")
            String status,

            List<OfProgramme> byProgramme) {}

    /** A programme. */
    @Schema(name = "ContractProgramme")
    record Programme(
            UUID id,
            @JsonInclude(JsonInclude.Include.NON_NULL) String code,

            @Schema(description = "Who was declared to design and deliver it, who was observed to, and flags")
            Map<String, Object> cell,

            Shown paid,
            List<Shown> outputs,
            List<Shown> outcomes,
            List<Shown> coDesign) {}

    /** The figures of a programme. */
    record Figures(UUID programme, Optional<String> code, Map<Figure, FigureValue> values) {}

    static ContractAnswer of(
            Contract contract,
            UUID community,
            String period,
            Map<UUID, String> agencies,
            List<Figures> programmes,
            AsOf asOf) {
        return new ContractAnswer(
                contract.id(),
                community,
                contract.code(),
                new Agency(contract.commissioner(), agencies.get(contract.commissioner())),
                contract.providers().stream()
                        .map(id -> new Agency(id, agencies.get(id)))
                        .toList(),
                contract.from(),
                contract.to(),
                contract.endedOn().orElse(null),
                contract.endReason().orElse(null),
                period,
                contract.paidOn(),
                contract.counterFigure(),
                contract.domains().stream()
                        .map(domain -> domain(contract, domain, programmes))
                        .toList(),
                programmes.stream().map(of -> programme(contract, of)).toList(),
                asOf);
    }

    private static Domain domain(Contract contract, Contract.Domain domain, List<Figures> programmes) {
        var statuses = new ArrayList<ContractRules.Status>();
        var measured = new ArrayList<OfProgramme>();
        for (var programme : programmes) {
            var of = ContractRules.measured(domain, programme.values());
            var status = ContractRules.status(domain, of.value());
            statuses.add(status);
            measured.add(new OfProgramme(programme.programme(), status.code(), shown(contract, domain, of, programme)));
        }
        return new Domain(
                domain.domain(),
                new MeasuredBy(domain.kind().code(), domain.measuredBy()),
                domain.target().orElse(null),
                domain.target().isPresent() ? (domain.atMost() ? "at-most" : "at-least") : null,
                ContractRules.together(statuses).code(),
                measured);
    }

    private static Shown shown(
            Contract contract, Contract.Domain domain, ContractRules.Measured of, Figures programme) {
        var code = of.figure().map(Figure::code).orElse(domain.measuredBy());
        boolean paid = code.equals(contract.paidOn());
        return new Shown(
                code,
                of.figure().map(Figure::title).orElse(null),
                of.value().orElse(null),
                of.figure().map(figure -> figure.unit().code()).orElse(null),
                of.reason().orElse(null),
                of.caveats(),
                of.parts(),
                paid,
                paid ? shown(contract.counterFigure(), programme, null) : null);
    }

    private static Programme programme(Contract contract, Figures of) {
        return new Programme(
                of.programme(),
                of.code().orElse(null),
                cell(of),
                shown(contract, contract.paidOn(), of),
                shown(contract, OUTPUTS, of),
                shown(contract, OUTCOMES, of),
                shown(contract, CO_DESIGN, of));
    }

    private static List<Shown> shown(Contract contract, List<Figure> figures, Figures of) {
        return figures.stream()
                .map(figure -> shown(contract, figure.code(), of))
                .toList();
    }

    private static Shown shown(Contract contract, String code, Figures of) {
        return shown(code, of, code.equals(contract.paidOn()) ? shown(contract.counterFigure(), of, null) : null);
    }

    private static Shown shown(String code, Figures of, Shown counter) {
        var figure = Figure.of(code);
        var value = figure.map(known -> of.values().get(known));
        return new Shown(
                code,
                figure.map(Figure::title).orElse(null),
                value.flatMap(FigureValue::value).orElse(null),
                figure.map(known -> known.unit().code()).orElse(null),
                value.isEmpty()
                        ? (figure.isEmpty() ? "There is no figure of this code." : ContractRules.NOTHING_TOLD)
                        : value.get().reason().orElse(null),
                value.map(FigureValue::caveats).orElse(List.of()),
                value.<Map<String, Object>>map(FigureValue::parts).orElse(Map.of()),
                counter != null,
                counter);
    }

    /** The programme's cell, of the figure that compares what was declared with what is observed. */
    private static Map<String, Object> cell(Figures of) {
        var value = of.values().get(Figure.CELL_DIFFERENCE);
        if (value != null
                && of.code().isPresent()
                && value.parts().get("programmes") instanceof Map<?, ?> cells
                && cells.get(of.code().get()) instanceof Map<?, ?> cell) {
            var found = new java.util.TreeMap<String, Object>();
            cell.forEach((name, part) -> found.put(name.toString(), part));
            return found;
        }
        return Map.of();
    }
}
