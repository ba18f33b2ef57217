package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.measure.FollowUp;
import org.reciprocity.reporting.measure.Score;
import org.reciprocity.reporting.measure.ServiceUse;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.network.Ties;
import org.reciprocity.reporting.projection.Flow;
import org.reciprocity.reporting.projection.Kind;

/**
 * Everything that the figures of one community, programme and period are computed from; what was not asked for is empty. Filled by {@link
 * FactsReader}, then only read.
 */
final class PeriodFacts {
    /** The period's first day. */
    final Optional<LocalDate> from;

    /** The day after the period's last. */
    final Optional<LocalDate> to;

    /** Whether it is one programme's; matching and credit are not kept by programme. */
    final boolean ofProgramme;

    /** The community's time zone. */
    final ZoneId zone;

    /** Sums of legs. */
    List<Hours> hours = List.of();

    /** Counts of exchanges by kind. */
    Map<Kind, Exchanges> exchanges = Map.of();

    /** Decisions that codesign exchanges name. */
    List<Decision> decisions = List.of();

    /** How hours were confirmed. */
    List<Word> words = List.of();

    /** Those with a leg. */
    List<Person> people = List.of();

    /** When people received, gave and organised for the first time, in all of the community's or programme's history. */
    List<Journey> journeys = List.of();

    /** Those enrolled on any day. */
    List<Enrolled> enrolled = List.of();

    /** What people told of themselves, as it stands now. */
    Bands bands = Bands.NONE;

    private final Map<BandAxis, SortedMap<String, PeriodFacts>> byBand = new EnumMap<>(BandAxis.class);

    /** The twelve months to the period's end, as {@code from/to}; none where nothing was exchanged. */
    Optional<String> window = Optional.empty();

    /** The network of the window. */
    Network network = new Network(new Ties.Collector().collect());

    /** By participant in the network, which agency registered it. */
    Map<Integer, UUID> agencies = Map.of();

    /** Ties whose first service lies in the period, and over how many months that is. */
    NewTies newTies = new NewTies(0, 0);

    /** Counts by event and detail. */
    SortedMap<String, SortedMap<String, Matches>> matches = new TreeMap<>();

    /** Disputes over exchanges of the period. */
    List<Disputes> disputes = List.of();

    /** Matches fulfilled in the period. */
    Fulfilments fulfilments = new Fulfilments(0, 0);

    /** Requests that stood on a day of the period or were made in it. */
    List<Request> requests = List.of();

    /** Offers that stood on a day of the period or were made in it. */
    List<Offer> offers = List.of();

    /** What participants hold, at the end of the period and day by day. */
    Credit credit = new Credit(Optional.empty(), List.of());

    /** What partners accepted and were reimbursed, from the beginning to the period's end; and what agencies got and gave in it. */
    List<Partner> partners = List.of();

    /** Declared and observed design and delivery, by programme. */
    List<Cell> cells = List.of();

    /** Cases whose referral lies in the period. */
    List<CaseFile> cases = List.of();

    /** Support given in cases, by the day on which it ended. */
    List<Support> support = List.of();

    /** Scores up to the period's end. */
    List<Score> scores = List.of();

    /** Service use recorded in the period. */
    List<ServiceUse> uses = List.of();

    /** Follow-ups observed in the period. */
    List<FollowUp> followUps = List.of();

    /** Whether money can be told of the period, which has a financial year and no month. */
    boolean byFinancialYear;

    /** Costs of the period's financial years. */
    List<Money> costs = List.of();

    /** Benefits of the period's financial years. */
    List<Money> benefits = List.of();

    PeriodFacts(Optional<LocalDate> from, Optional<LocalDate> to, boolean ofProgramme, ZoneId zone) {
        this.from = from;
        this.to = to;
        this.ofProgramme = ofProgramme;
        this.zone = zone;
    }

    /** The same people apart by band, those who did not tell too, with nothing else in it. */
    SortedMap<String, PeriodFacts> by(BandAxis axis) {
        return byBand.computeIfAbsent(axis, this::apart);
    }

    private SortedMap<String, PeriodFacts> apart(BandAxis axis) {
        var someOf = people.stream().collect(Collectors.groupingBy(person -> bands.of(person, axis)));
        var someEnrolled = enrolled.stream().collect(Collectors.groupingBy(one -> bands.of(one, axis)));
        var apart = new TreeMap<String, PeriodFacts>();
        Stream.concat(axis.codes().stream(), Stream.of(Bands.NOT_TOLD)).forEach(code -> {
            var facts = new PeriodFacts(from, to, ofProgramme, zone);
            facts.people = someOf.getOrDefault(code, List.of());
            facts.enrolled = someEnrolled.getOrDefault(code, List.of());
            apart.put(code, facts);
        });
        return apart;
    }

    /**
     * Legs of the same kind, skill and roles.
     *
     * @param minutes that were given
     * @param legs how many legs gave them
     * @param received minutes that participants received: those given in a service, and in a session those they attended
     */
    record Hours(
            Kind kind, String skill, String providerRole, String receiverRole, long minutes, long legs, long received) {

        boolean byProfessional() {
            return Flow.Role.of(providerRole) == Flow.Role.PROFESSIONAL;
        }
    }

    /** Exchanges of a kind; sessions less reversed ones; late are those recorded long after they took place. */
    record Exchanges(long settled, long reversed, long sessions, long late) {}

    /** A decision, with the exchanges and minutes that went into it. */
    record Decision(String code, long exchanges, long minutes) {}

    /** How hours were confirmed, and how many of them their giver recorded. */
    record Word(String how, long exchanges, long minutes, long selfRecorded) {}

    /**
     * What a participant gave and received.
     *
     * @param plainLegs legs without a professional
     * @param professionalGiven legs given, with a professional on one side
     * @param professionalReceived legs received, with a professional on one side
     */
    record Person(
            int number,
            long givenMinutes,
            long givenLegs,
            long receivedLegs,
            long plainLegs,
            long professionalGiven,
            long professionalReceived) {

        /** The same, known by another number. */
        Person by(int other) {
            return new Person(
                    other, givenMinutes, givenLegs, receivedLegs, plainLegs, professionalGiven, professionalReceived);
        }
    }

    /** The months in which a participant received, gave and organised for the first time, and gave for the last. */
    record Journey(
            int number,
            Optional<YearMonth> received,
            Optional<YearMonth> given,
            Optional<YearMonth> organised,
            Optional<YearMonth> gaveLast) {}

    /**
     * Somebody enrolled.
     *
     * @param person the lowest of the ids that are linked
     * @param number what ties and people know it by; 0 for one that no leg names
     * @param user whether any enrolment is not as a professional
     * @param size how many people it stands for
     */
    record Enrolled(UUID person, int number, boolean user, long size) {}

    /** Ties whose first service lies in the period. */
    record NewTies(long ties, long months) {}

    /**
     * A request; times in seconds since 1970.
     *
     * @param inPeriod whether it was made in the period; otherwise it only stood
     * @param over whether its time has passed, as far as the community's matching is recorded
     */
    record Request(
            UUID person,
            String skill,
            long minutes,
            long madeAt,
            long beginsAt,
            boolean inPeriod,
            boolean over,
            boolean withdrawn,
            long proposals,
            long declined,
            OptionalLong agreedAt,
            boolean fulfilled,
            long fulfilledMinutes) {}

    /** An offer; used minutes are those given through its matches. */
    record Offer(UUID person, String skill, long minutes, boolean inPeriod, long proposals, long usedMinutes) {}

    /**
     * What participants hold.
     *
     * @param stock at the end of the period, or at present while it goes on; none where it is not known
     * @param days minutes outstanding, for each daily close in the period and for the present
     */
    record Credit(Optional<Stock> stock, List<Long> days) {}

    /**
     * Balances at a moment.
     *
     * @param closed the day of the close that says so; none for the present
     * @param outstanding minutes above zero
     * @param dispersion interquartile range in hours; none where there are no accounts
     */
    record Stock(Optional<LocalDate> closed, long outstanding, Optional<BigDecimal> dispersion) {}

    /**
     * A partner or agency.
     *
     * @param code its code
     * @param redeemed minutes accepted, by month
     * @param retired minutes reimbursed or waived, up to the period's end
     * @param taken minutes accepted in the period
     * @param contributed minutes contributed to it in the period
     */
    record Partner(String code, SortedMap<YearMonth, Long> redeemed, long retired, long taken, long contributed) {}

    /**
     * A case.
     *
     * @param person the lowest of the ids that are linked
     * @param number what ties and people know the person by; 0 for one that no leg names
     * @param accepted whether the programme took it; none while that is open
     * @param dutyMinutes minutes of duty agreed; none before
     * @param peopleHarmed how many people it is about; none before there is an agreement
     * @param outcome how it ended; none before
     * @param referredOn the day of the referral; none where only the time of recording is known
     * @param failureElsewhere whether it is marked as caused by a failure elsewhere
     */
    record CaseFile(
            UUID person,
            int number,
            Optional<Boolean> accepted,
            OptionalLong dutyMinutes,
            OptionalLong peopleHarmed,
            Optional<String> outcome,
            Optional<LocalDate> referredOn,
            boolean failureElsewhere) {

        /** Whether somebody who gave hours in that month for the last time gave any since: by months, as sums are kept. */
        boolean followedBy(YearMonth gaveLast) {
            return referredOn
                    .map(day -> !gaveLast.isBefore(YearMonth.from(day)))
                    .orElse(true);
        }

        /** Where it stands. */
        String state() {
            return outcome.orElse(
                    dutyMinutes.isPresent()
                            ? "agreed"
                            : accepted.map(taken -> taken ? "accepted" : "declined")
                                    .orElse("referred"));
        }
    }

    /**
     * Support given in cases at the same prices.
     *
     * @param unit what is counted
     * @param quantity how many
     * @param cases in how many cases
     * @param price what one cost, in minor units of the currency
     * @param otherwise what one would have cost without the programme
     */
    record Support(String unit, String currency, long price, long otherwise, long quantity, long cases) {}

    /** A programme with its declared cell, and minutes of design and delivery by users and by professionals. */
    record Cell(
            String programme,
            String design,
            String delivery,
            long designUsers,
            long designProfessionals,
            long deliveryUsers,
            long deliveryProfessionals) {}

    /** Matches that were fulfilled: those that still are, and those whose exchange was reversed, whenever that was. */
    record Fulfilments(long standing, long undone) {}

    /** Exchanges that are disputed for the same reason; and how that ended, none while it has not. */
    record Disputes(String reason, Optional<String> outcome, long exchanges) {}

    /** How often something happened in matching, and with how many minutes. */
    record Matches(long events, long minutes) {}

    /**
     * Money of an agency.
     *
     * @param agency its code
     * @param year the financial year, by the calendar year in which it begins
     * @param currency ISO 4217
     * @param priceYear the year in whose prices it is
     * @param marked whether a cost is preventive, or a benefit cashable
     * @param inKind whether a cost was given in kind
     * @param amount in minor units
     */
    record Money(
            String agency,
            int year,
            String currency,
            int priceYear,
            boolean marked,
            boolean inKind,
            BigInteger amount) {}
}
