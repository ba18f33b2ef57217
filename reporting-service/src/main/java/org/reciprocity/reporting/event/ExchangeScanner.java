package org.reciprocity.reporting.event;

import java.util.Arrays;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/**
 * Reads {@code exchange-settled.v1} and {@code exchange-reversed.v1}, which are nearly all of a log, into plain fields and arrays
 * that the next body overwrites.
 */
public final class ExchangeScanner {
    // The places of the names in what follows.
    private static final int KIND = 0;
    private static final int PROGRAMME = 1;
    private static final int OCCURRED_AT = 2;
    private static final int SKILL = 3;
    private static final int SESSION = 4;
    private static final int DECISION = 5;
    private static final int CONFIRMED = 6;
    private static final int SELF_RECORDED = 7;
    private static final int LEGS = 8;
    private static final int POSTINGS = 9;
    private static final int REASON = 10;
    private static final int PROVIDER = 0;
    private static final int RECEIVER = 1;
    private static final int MINUTES = 2;
    private static final int PROVIDER_ROLE = 3;
    private static final int RECEIVER_ROLE = 4;

    private static final String MEMBER = "member";

    private final JsonScanner json = new JsonScanner();

    /** Those that are not read are here too, for being found as quickly. */
    private final Names ofExchange = Names.of(
            "kind",
            "programme",
            "occurredAt",
            "skill",
            "session",
            "decision",
            "confirmed",
            "selfRecorded",
            "legs",
            "postings",
            "reason",
            "recordedBy",
            "confirmations");

    private final Names ofLeg = Names.of("provider", "receiver", "minutes", "providerRole", "receiverRole");

    /** The kind's code. */
    public String kind = "";

    /** When it took place, in seconds since 1970. */
    public long occurredAt;

    /** The skill's code; empty when not given. */
    public String skill = "";

    /** Whether several gave and received together: each leg is then between a participant and the community. */
    public boolean session;

    /** The decision's code; empty when not given. */
    public String decision = "";

    /** How it was confirmed; empty when not given. */
    public String confirmed = "";

    /** Whether it is said that the giver recorded it. */
    public boolean selfRecorded;

    /** Whether a programme is given. */
    public boolean hasProgramme;

    /** The programme's first eight bytes. */
    public long programmeHigh;

    /** The programme's last eight bytes. */
    public long programmeLow;

    /** How many legs there are. */
    public int legs;

    /** By leg: provider high and low, receiver high and low, minutes. */
    public long[] leg = new long[5 * 8];

    /** By leg: whether there is a receiver. */
    public boolean[] hasReceiver = new boolean[8];

    /** By leg: what the provider was. */
    public String[] providerRole = new String[8];

    /** By leg: what the receiver was. */
    public String[] receiverRole = new String[8];

    /** How many postings there are. */
    public int postings;

    /** By posting: account high and low, minutes. */
    public long[] posting = new long[3 * 8];

    /** Reads a settled exchange. */
    public void settled(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        read(bytes, offset, length, false);
    }

    /** Reads a reversal, which repeats its exchange; its postings are what it moves. */
    public void reversed(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        read(bytes, offset, length, true);
    }

    private void read(byte[] bytes, int offset, int length, boolean needsReason) throws UnreadableRecordException {
        json.open(bytes, offset, length);
        hasProgramme = false;
        skill = "";
        session = false;
        decision = "";
        confirmed = "";
        selfRecorded = false;
        legs = 0;
        postings = 0;
        boolean hasKind = false;
        boolean hasTime = false;
        boolean hasLegs = false;
        boolean hasPostings = false;
        boolean hasReason = !needsReason;
        int place = 0;
        json.take('{');
        if (!json.taken('}')) {
            do {
                switch (json.name(ofExchange, place++)) {
                    case KIND -> {
                        kind = json.code();
                        hasKind = true;
                    }
                    case PROGRAMME -> {
                        json.ident();
                        programmeHigh = json.identHigh;
                        programmeLow = json.identLow;
                        hasProgramme = true;
                    }
                    case OCCURRED_AT -> {
                        occurredAt = json.epochSecond();
                        hasTime = true;
                    }
                    case SKILL -> skill = json.code();
                    case SESSION -> session = json.bool();
                    case DECISION -> decision = json.code();
                    case CONFIRMED -> confirmed = json.code();
                    case SELF_RECORDED -> selfRecorded = json.bool();
                    case LEGS -> {
                        legs();
                        hasLegs = true;
                    }
                    case POSTINGS -> {
                        postings();
                        hasPostings = true;
                    }
                    case REASON -> {
                        if (needsReason) {
                            json.code();
                            hasReason = true;
                        } else {
                            json.skip();
                        }
                    }
                    default -> json.skip();
                }
            } while (json.more('}'));
        }
        json.finish();
        if (!hasKind || !hasTime || !hasLegs || !hasPostings || !hasReason) {
            throw JsonScanner.wrong(
                    "A field is missing: kind, occurredAt, legs, postings, or the reason of a reversal");
        }
    }

    private void legs() throws UnreadableRecordException {
        legs = 0;
        json.take('[');
        if (json.taken(']')) {
            throw JsonScanner.wrong("An exchange has no legs");
        }
        do {
            if (legs == hasReceiver.length) {
                int capacity = legs * 2;
                leg = Arrays.copyOf(leg, capacity * 5);
                hasReceiver = Arrays.copyOf(hasReceiver, capacity);
                providerRole = Arrays.copyOf(providerRole, capacity);
                receiverRole = Arrays.copyOf(receiverRole, capacity);
            }
            leg();
            legs++;
        } while (json.more(']'));
    }

    private void leg() throws UnreadableRecordException {
        int base = legs * 5;
        boolean hasProvider = false;
        boolean hasMinutes = false;
        hasReceiver[legs] = false;
        providerRole[legs] = MEMBER;
        receiverRole[legs] = MEMBER;
        int place = 0;
        json.take('{');
        if (!json.taken('}')) {
            do {
                switch (json.name(ofLeg, place++)) {
                    case PROVIDER -> {
                        json.ident();
                        leg[base] = json.identHigh;
                        leg[base + 1] = json.identLow;
                        hasProvider = true;
                    }
                    case RECEIVER -> {
                        json.ident();
                        leg[base + 2] = json.identHigh;
                        leg[base + 3] = json.identLow;
                        hasReceiver[legs] = true;
                    }
                    case MINUTES -> {
                        leg[base + 4] = minutes();
                        hasMinutes = true;
                    }
                    case PROVIDER_ROLE -> providerRole[legs] = json.code();
                    case RECEIVER_ROLE -> receiverRole[legs] = json.code();
                    default -> json.skip();
                }
            } while (json.more('}'));
        }
        if (!hasProvider || !hasMinutes) {
            throw JsonScanner.wrong("A leg lacks provider or minutes");
        }
    }

    private long minutes() throws UnreadableRecordException {
        long minutes = json.number();
        if (minutes <= 0 || minutes > Integer.MAX_VALUE) {
            throw JsonScanner.wrong("A leg's minutes are not above zero");
        }
        return minutes;
    }

    private void postings() throws UnreadableRecordException {
        postings = 0;
        json.take('{');
        if (json.taken('}')) {
            return;
        }
        do {
            if (postings * 3 == posting.length) {
                posting = Arrays.copyOf(posting, posting.length * 2);
            }
            json.identName();
            posting[postings * 3] = json.identHigh;
            posting[postings * 3 + 1] = json.identLow;
            posting[postings * 3 + 2] = json.number();
            postings++;
        } while (json.more('}'));
    }
}
