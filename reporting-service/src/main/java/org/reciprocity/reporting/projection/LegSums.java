package org.reciprocity.reporting.projection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adds an exchange's legs to the sums of hours and of pairs.
 *
 * <p>In a session each leg is between a participant and the community. Every giver has then given to every receiver: a pair
 * weighs the giver's minutes divided by the number of receivers, by largest remainder in the order of the receivers' ids, so
 * that the parts of each giver add up to what that giver gave. What receivers attended is divided among givers alike.
 */
final class LegSums {
    /**
     * A leg on the tape: provider high and low, receiver high and low, minutes, the provider's role and above it the
     * receiver's, the provider's number and above it the receiver's.
     */
    static final int ON_TAPE = 7;

    private static final int ROLES = 5;

    /** The place of the parties' numbers; they are there where kinds have pairs, and not in sessions. */
    static final int NUMBERS = 6;

    private static final int RECEIVED = 0;
    private static final int GAVE = 1;

    private final LogProjection projection;
    private final int professional;
    private final int family;
    private final int neighbour;
    private int community;
    private int programme;
    private int bucket;
    private Kind kind = Kind.SERVICE;
    private int skill;
    private long sign;

    LegSums(LogProjection projection) {
        this.projection = projection;
        professional = projection.terms.of("professional");
        family = projection.terms.of("family");
        neighbour = projection.terms.of("neighbour");
    }

    /** The exchange whose legs follow; the sign is -1 for a reversal. */
    void exchange(int community, int programme, int bucket, Kind kind, int skill, long sign) {
        this.community = community;
        this.programme = programme;
        this.bucket = bucket;
        this.kind = kind;
        this.skill = skill;
        this.sign = sign;
    }

    /** Adds a leg between two parties. */
    void leg(long[] tape, int at) {
        long minutes = tape[at + 4];
        int providerRole = (int) tape[at + ROLES];
        int receiverRole = (int) (tape[at + ROLES] >>> 32);
        hours(providerRole, receiverRole, minutes, 1, kind == Kind.SERVICE ? minutes : 0);
        if (kind.isPaired()) {
            long numbers = tape[at + NUMBERS];
            pair(kind, (int) numbers, (int) (numbers >>> 32), minutes, nature(false, providerRole, receiverRole));
        }
    }

    /** Who was there, for how many minutes and as what. */
    private record Attendance(long high, long low, long minutes, int role) {
        static final Comparator<Attendance> BY_ID = ((Comparator<Attendance>)
                        (a, b) -> Long.compareUnsigned(a.high, b.high))
                .thenComparing((a, b) -> Long.compareUnsigned(a.low, b.low));
    }

    /**
     * Adds a session's legs.
     *
     * @param tape holds them
     * @param pot where the community's id is
     * @param at where they begin
     * @param legs how many there are
     */
    void session(long[] tape, int pot, int at, int legs) {
        var givers = new ArrayList<Attendance>();
        var receivers = new ArrayList<Attendance>();
        int potRole = 0;
        for (int i = 0; i < legs; i++) {
            int leg = at + i * ON_TAPE;
            if (tape[leg] == tape[pot] && tape[leg + 1] == tape[pot + 1]) {
                receivers.add(
                        new Attendance(tape[leg + 2], tape[leg + 3], tape[leg + 4], (int) (tape[leg + ROLES] >>> 32)));
                potRole = (int) tape[leg + ROLES];
            } else {
                givers.add(new Attendance(tape[leg], tape[leg + 1], tape[leg + 4], (int) tape[leg + ROLES]));
                potRole = (int) (tape[leg + ROLES] >>> 32);
            }
        }
        givers.sort(Attendance.BY_ID);
        receivers.sort(Attendance.BY_ID);
        if (receivers.isEmpty()) {
            toNobody(givers, potRole);
        } else if (givers.isEmpty()) {
            fromNobody(receivers, potRole);
        } else {
            together(givers, receivers);
        }
    }

    private void together(List<Attendance> givers, List<Attendance> receivers) {
        for (var receiver : receivers) {
            attendance(RECEIVED, ident(receiver.high, receiver.low), receiver.minutes);
        }
        for (int i = 0; i < givers.size(); i++) {
            var giver = givers.get(i);
            long attended = 0;
            for (int j = 0; j < receivers.size(); j++) {
                var receiver = receivers.get(j);
                long given = share(giver.minutes, receivers.size(), j);
                long received = share(receiver.minutes, givers.size(), i);
                attended += received;
                hours(giver.role, receiver.role, given, j == 0 ? 1 : 0, received);
                // Between participants time is a service, whatever the session was for.
                pair(
                        Kind.SERVICE,
                        ident(giver.high, giver.low),
                        ident(receiver.high, receiver.low),
                        given,
                        nature(true, giver.role, receiver.role));
            }
            attendance(GAVE, ident(giver.high, giver.low), attended);
        }
    }

    /** A part of a whole divided among so many: the first get one more where it does not divide. */
    static long share(long whole, int parts, int place) {
        return whole / parts + (place < whole % parts ? 1 : 0);
    }

    private void toNobody(List<Attendance> givers, int potRole) {
        for (var giver : givers) {
            hours(giver.role, potRole, giver.minutes, 1, 0);
            pair(
                    Kind.CONTRIBUTION,
                    ident(giver.high, giver.low),
                    community,
                    giver.minutes,
                    nature(true, giver.role, potRole));
        }
    }

    private void fromNobody(List<Attendance> receivers, int potRole) {
        for (var receiver : receivers) {
            hours(potRole, receiver.role, 0, 0, receiver.minutes);
            int person = ident(receiver.high, receiver.low);
            pair(Kind.SERVICE, 0, person, 0, nature(true, potRole, receiver.role));
            attendance(RECEIVED, person, receiver.minutes);
            attendance(GAVE, 0, receiver.minutes);
        }
    }

    private int nature(boolean session, int providerRole, int receiverRole) {
        return Nature.number(
                kind,
                session,
                Flow.of(kind, role(providerRole), role(receiverRole)),
                providerRole == professional || receiverRole == professional);
    }

    private Flow.Role role(int term) {
        if (term == professional) {
            return Flow.Role.PROFESSIONAL;
        }
        if (term == family) {
            return Flow.Role.FAMILY;
        }
        return term == neighbour ? Flow.Role.NEIGHBOUR : Flow.Role.OTHER;
    }

    private void attendance(int side, int person, long minutes) {
        var attendance = projection.attendance.sums;
        attendance.key[0] = community;
        attendance.key[1] = bucket;
        attendance.key[2] = side;
        attendance.key[3] = person;
        attendance.add(attendance.entry(), 0, sign * minutes);
    }

    private int ident(long high, long low) {
        return projection.idents.of(high, low) + 1;
    }

    private void hours(int providerRole, int receiverRole, long minutes, long legs, long received) {
        var hours = projection.hours.sums;
        hours.key[0] = community;
        hours.key[1] = programme;
        hours.key[2] = bucket;
        hours.key[3] = kind.number();
        hours.key[4] = skill;
        hours.key[5] = providerRole;
        hours.key[6] = receiverRole;
        int entry = hours.entry();
        hours.add(entry, 0, sign * minutes);
        hours.add(entry, 1, sign * legs);
        hours.add(entry, 2, sign * received);
    }

    private void pair(Kind between, int giver, int receiver, long minutes, int nature) {
        var pair = projection.pair.sums;
        pair.key[0] = community;
        pair.key[1] = programme;
        pair.key[2] = bucket;
        pair.key[3] = between.number();
        pair.key[4] = nature;
        pair.key[5] = giver;
        pair.key[6] = receiver;
        pair.addLater(sign * minutes, sign);
    }
}
