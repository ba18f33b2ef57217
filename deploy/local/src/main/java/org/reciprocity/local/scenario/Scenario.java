package org.reciprocity.local.scenario;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One programme of the field as data: who there is, what they do in a week, what is measured. Nothing in it is a person;
 * people are made from its groups by its seed, the same every time. Weeks are counted from 0.
 *
 * @param name short name, of which every id is made
 * @param title what it is called
 * @param seed what chance starts from
 * @param from first day of week 0
 * @param weeks how many weeks are played
 * @param issuance who is kept in credit
 * @param grants credit given out of the pot
 * @param duties cases that lead to duty
 * @param followUps what came of people after a time
 * @param records what agencies record besides what people do, by the address that takes it, such as {@code costs}: each in
 *     the words of the ledger's API, with a code wherever that wants an id
 * @param placements cases in which support is given week by week
 * @param clearances who is cleared for what before the first week
 * @param sheets kinds of exchanges that an agency hands in many at a time, as on a week's sign-in sheets
 * @param example an hour for a person to try out, if there is one
 * @param expect the figures that must come of it
 */
public record Scenario(
        String name,
        String title,
        long seed,
        LocalDate from,
        int weeks,
        Community community,
        List<Agency> agencies,
        List<Programme> programmes,
        List<Group> people,
        List<Issuance> issuance,
        List<Grant> grants,
        List<Contribution> contributions,
        List<Service> services,
        List<Redemption> redemptions,
        List<Session> sessions,
        List<Duty> duties,
        List<Placement> placements,
        List<Clearance> clearances,
        Matching matching,
        List<Recorded.Measure> measures,
        List<Recorded.ServiceUse> serviceUses,
        List<Recorded.FollowUp> followUps,
        Map<String, List<Recorded.Entry>> records,
        Corrections corrections,
        List<String> sheets,
        Example example,
        List<Recorded.Expected> expect) {

    /** The word by which the community's pot is named where an agency's code may stand. */
    public static final String POT = "pot";

    public Scenario {
        agencies = orEmpty(agencies);
        programmes = orEmpty(programmes);
        people = orEmpty(people);
        issuance = orEmpty(issuance);
        grants = orEmpty(grants);
        contributions = orEmpty(contributions);
        services = orEmpty(services);
        redemptions = orEmpty(redemptions);
        sessions = orEmpty(sessions);
        duties = orEmpty(duties);
        placements = orEmpty(placements);
        clearances = orEmpty(clearances);
        measures = orEmpty(measures);
        serviceUses = orEmpty(serviceUses);
        followUps = orEmpty(followUps);
        records = records == null ? Map.of() : Map.copyOf(records);
        expect = orEmpty(expect);
        sheets = orEmpty(sheets);
        corrections = Objects.requireNonNullElse(corrections, new Corrections(0, 0, 0, 0, null, null));
        new Check(name, community, agencies, programmes, people)
                .issuance(issuance)
                .grants(grants)
                .contributions(contributions)
                .services(services)
                .redemptions(redemptions)
                .sessions(sessions)
                .duties(duties)
                .placements(placements)
                .clearances(clearances)
                .matching(matching)
                .measures(measures)
                .serviceUses(serviceUses)
                .followUps(followUps, from)
                .records(records)
                .sheets(sheets)
                .expect(expect);
    }

    /** The id of what is recorded at that address under that code. */
    public UUID recordId(String address, String code) {
        return Ids.of("record", name, address, code);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static List<Range> orAlways(List<Range> weeks) {
        return weeks == null ? List.of(new Range(0, Integer.MAX_VALUE)) : List.copyOf(weeks);
    }

    /**
     * The community.
     *
     * @param lead the code of the agency that runs it
     * @param policy its limits and rules, in the words of the ledger's API
     */
    public record Community(String code, String name, ZoneId timeZone, String lead, Map<String, Object> policy) {
        public Community {
            policy = policy == null ? Map.of() : Map.copyOf(policy);
        }

        /** A number of its policy. */
        public int policy(String field, int otherwise) {
            return ((Number) policy.getOrDefault(field, otherwise)).intValue();
        }
    }

    /** An agency; roles of those that the lead admits. */
    public record Agency(String code, String name, List<String> roles) {
        public Agency {
            roles = roles == null ? List.of("partner") : List.copyOf(roles);
        }
    }

    /** A scheme of an agency. */
    public record Programme(
            String code,
            String agency,
            String name,
            String design,
            String delivery,
            Boolean earnsCredit,
            String setting,
            String risk) {
        public Programme {
            earnsCredit = earnsCredit == null || earnsCredit;
            risk = Objects.requireNonNullElse(risk, "low");
        }
    }

    /**
     * People alike enough to be described together. They differ in how much they do: {@code variety} is the spread
     * (sigma) of a log-normal factor of mean 1 on every weekly rate.
     *
     * @param kind person | household | group
     * @param size how many people stand behind one participant
     * @param roles the participant's roles
     * @param stands in which role they stand in an exchange
     * @param registeredBy code of the agency that registers them (absent: the lead)
     * @param joins in which week they join
     * @param leaves share of them who leave before the end
     * @param inactive share of them who never do anything
     */
    public record Group(
            String group,
            int count,
            String kind,
            Range size,
            List<String> roles,
            String stands,
            List<String> areas,
            List<String> languages,
            String registeredBy,
            Range joins,
            double leaves,
            double inactive,
            double variety,
            List<Enrolment> enrolments) {
        public Group {
            kind = Objects.requireNonNullElse(kind, "person");
            size = Objects.requireNonNullElse(size, new Range(1, 1));
            roles = roles == null ? List.of("member") : List.copyOf(roles);
            stands = Objects.requireNonNullElse(stands, "member");
            areas = orEmpty(areas);
            languages = orEmpty(languages);
            joins = Objects.requireNonNullElse(joins, new Range(0, 0));
            enrolments = orEmpty(enrolments);
        }
    }

    /** That a group is enrolled in a programme. */
    public record Enrolment(String programme, String role, String arm) {
        public Enrolment {
            role = Objects.requireNonNullElse(role, "member");
            arm = Objects.requireNonNullElse(arm, "participants");
        }
    }

    /** Credit is issued to an agency or the pot whenever it has less than {@code below} at the beginning of a week. */
    public record Issuance(String to, int below, int minutes) {}

    /** Credit given out of the pot in a week, to each of a group or to an agency. */
    public record Grant(int week, String toGroup, String toAgency, double share, int minutes, String programme) {
        public Grant {
            share = share == 0 ? 1 : share;
        }
    }

    /** Hours given to an agency or to the community's pot. */
    public record Contribution(
            List<String> by,
            String to,
            String programme,
            double perWeek,
            Range minutes,
            List<String> skills,
            List<Range> weeks) {
        public Contribution {
            weeks = orAlways(weeks);
        }
    }

    /**
     * Hours between participants.
     *
     * @param again the chance that somebody goes to a person they have been to before
     */
    public record Service(
            List<String> by,
            List<String> to,
            String programme,
            double perWeek,
            Range minutes,
            List<String> skills,
            double again,
            List<Range> weeks) {
        public Service {
            weeks = orAlways(weeks);
        }
    }

    /**
     * Credit spent at partners.
     *
     * @param keeps minutes that people do not spend
     */
    public record Redemption(List<String> by, String programme, double perWeek, int keeps, List<Item> at) {
        public Redemption {
            at = orEmpty(at);
        }
    }

    /** What a partner takes credit for, and how often it is chosen beside the others. */
    public record Item(String agency, String skill, int minutes, int weight, List<Range> weeks) {
        public Item {
            weight = weight == 0 ? 1 : weight;
            weeks = orAlways(weeks);
        }
    }

    /**
     * Teams that meet every week: a session is one contribution with a leg for each who came.
     *
     * @param teamsOf how many make a team
     * @param attendance the chance that one comes
     */
    public record Session(
            List<String> of,
            int teamsOf,
            String to,
            String programme,
            List<DayOfWeek> days,
            LocalTime at,
            int minutes,
            double attendance,
            List<String> skills,
            List<Range> weeks) {
        public Session {
            days = days == null ? List.of(DayOfWeek.values()) : List.copyOf(days);
            at = Objects.requireNonNullElse(at, LocalTime.of(14, 0));
            weeks = orAlways(weeks);
        }
    }

    /**
     * Cases that lead to duty, as a youth court's do: everybody of some groups is referred when they join, is accepted, and
     * agrees on a duty. The agreement creates an offer of that duty; once it is served, the case is completed.
     *
     * @param by the groups; an agency other than the programme's has to have registered them
     * @param reason the code of the way in
     * @param minutes the duty agreed
     * @param skill what the duty is, and so what is offered
     * @param training the codes of courses agreed on
     * @param peopleHarmed how many people each case is about
     */
    public record Duty(
            List<String> by,
            String programme,
            String reason,
            Range minutes,
            String skill,
            List<String> training,
            int peopleHarmed) {
        public Duty {
            training = orEmpty(training);
        }
    }

    /**
     * Cases in which support is given week by week: everybody of some groups is referred when they join and is accepted; what
     * the weeks cost, and would have cost otherwise, is recorded every few weeks.
     *
     * @param of the groups; an agency other than the programme's has to have registered them
     * @param reason the code of the way in
     * @param unit the code of what is counted once a week
     * @param everyWeeks how many weeks are recorded at once
     * @param unitPence what one costs, in hundredths of the currency's unit
     * @param otherwisePence what one would have cost without the programme
     */
    public record Placement(
            List<String> of,
            String programme,
            String reason,
            String unit,
            int everyWeeks,
            String currency,
            long unitPence,
            long otherwisePence) {}

    /**
     * That everybody of some groups is cleared to act in a role in a setting.
     *
     * @param of the groups
     * @param role in which role, as a code
     * @param setting in which setting, as a code
     */
    public record Clearance(List<String> of, String role, String setting) {}

    /**
     * Offers, requests and rounds.
     *
     * @param model by which the rounds decide; round where none is named
     * @param preset the weights; the service's default where none is named
     * @param standUntil until when a request stands that is not met; later than the day on which the scenario is played,
     *     since the service takes no request whose time is over
     */
    public record Matching(
            int everyWeeks,
            int firstWeek,
            LocalDate standUntil,
            List<Offers> offers,
            List<Requests> requests,
            Decision giver,
            Decision receiver,
            double fulfilled,
            int fulfilledWithinWeeks,
            String model,
            String preset) {
        public Matching {
            offers = orEmpty(offers);
            requests = orEmpty(requests);
        }
    }

    /** What a share of some groups can give. */
    public record Offers(List<String> by, double share, Range minutes, List<String> skills, String maxDistance) {
        public Offers {
            maxDistance = Objects.requireNonNullElse(maxDistance, "anywhere");
        }
    }

    /**
     * What some groups ask for.
     *
     * @param failureElsewhere share of needs that come from a failure elsewhere
     * @param couldGive share of those who ask and name at once what they could give; the others say "not yet"
     */
    public record Requests(
            List<String> by,
            double perWeek,
            Range minutes,
            List<String> skills,
            double failureElsewhere,
            double couldGive) {}

    /** How one side answers a proposal. */
    public record Decision(double accepts, List<String> declines) {
        public Decision {
            declines = orEmpty(declines);
        }
    }

    /**
     * What goes wrong in a year: shares of all exchanges, and the reason codes given.
     *
     * @param laterConfirmed exchanges of which one side confirms by a later call
     * @param neverConfirmed exchanges that stay proposed
     */
    public record Corrections(
            double reversed,
            double cancelled,
            double laterConfirmed,
            double neverConfirmed,
            List<String> reversalReasons,
            List<String> cancellationReasons) {
        public Corrections {
            reversalReasons = orEmpty(reversalReasons);
            cancellationReasons = orEmpty(cancellationReasons);
        }
    }

    /**
     * An hour between two of its people that can be recorded at any time after it was played, as a first call to try.
     *
     * @param figure the code of a figure that it moves
     */
    public record Example(One giver, One receiver, int minutes, String skill, Instant occurredAt, String figure) {}

    /** One of a group, counted from 1. */
    public record One(String group, int number) {
        /** The participant's id. */
        public UUID id(String scenario) {
            return Ids.of("participant", scenario, group, String.valueOf(number));
        }
    }
}
