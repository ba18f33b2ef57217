package org.reciprocity.reporting.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.projection.Sums;
import org.reciprocity.reporting.snapshot.PairBlock;

/** What the database would add up of pairs, added up of those in memory: the same sums, by the numbers that pairs have. */
final class PairSums {
    /** Kinds up to this one are hours. */
    private static final int MOST_OF_HOURS = Kind.CODESIGN.number();

    private PairSums() {}

    /**
     * When somebody was on a side for the first time and for the last.
     *
     * @param person the number
     * @param side as {@link PeopleReader} numbers them
     * @param first the first bucket
     * @param last the last bucket
     */
    record Journey(int person, int side, int first, int last) {}

    /** What somebody gave somebody; or, of first services, in which bucket. */
    record Tie(int giver, int receiver, long value) {}

    /** What an agency gave or got, if it is one. */
    record Part(int number, int kind, int bucket, long minutes) {}

    private static boolean isHours(PairBlock block) {
        return block.kind() <= MOST_OF_HOURS;
    }

    private static boolean isService(PairBlock block) {
        return block.kind() == Kind.SERVICE.number();
    }

    /** Those with a leg. */
    static List<PeriodFacts.Person> people(List<PairBlock> blocks) {
        var sums = new Sums(1, 6);
        for (var block : blocks) {
            if (!isHours(block)) {
                continue;
            }
            int withProfessional = block.professional() ? 1 : 0;
            for (int row = 0; row < block.size(); row++) {
                long legs = block.legs(row);
                if (block.giver(row) != 0) {
                    sums.key[0] = block.giver(row);
                    int giver = sums.entry();
                    sums.add(giver, 0, block.minutes(row));
                    sums.add(giver, 1, legs);
                    sums.add(giver, 3 + withProfessional, legs);
                }
                if (isService(block)) {
                    sums.key[0] = block.receiver(row);
                    int receiver = sums.entry();
                    sums.add(receiver, 2, legs);
                    sums.add(receiver, block.professional() ? 5 : 3, legs);
                }
            }
        }
        var people = new ArrayList<PeriodFacts.Person>();
        for (int entry = 0; entry < sums.size(); entry++) {
            if (sums.sum(entry, 1) > 0 || sums.sum(entry, 2) > 0) {
                people.add(new PeriodFacts.Person(
                        sums.key(entry, 0),
                        sums.sum(entry, 0),
                        sums.sum(entry, 1),
                        sums.sum(entry, 2),
                        sums.sum(entry, 3),
                        sums.sum(entry, 4),
                        sums.sum(entry, 5)));
            }
        }
        return people;
    }

    /** When people did what for the first time and for the last. */
    static List<Journey> journeys(List<PairBlock> blocks) {
        var found = new Sums(2, 2);
        var legs = new Sums(2, 1);
        for (int at = 0; at < blocks.size(); at++) {
            var block = blocks.get(at);
            if (isHours(block)) {
                addSides(legs, block);
            }
            if (isLastOfBucket(blocks, at)) {
                take(legs, block.bucket(), found);
            }
        }
        var journeys = new ArrayList<Journey>();
        for (int entry = 0; entry < found.size(); entry++) {
            journeys.add(new Journey(
                    found.key(entry, 0), found.key(entry, 1), (int) found.sum(entry, 0), (int) found.sum(entry, 1)));
        }
        return journeys;
    }

    private static boolean isLastOfBucket(List<PairBlock> blocks, int at) {
        return at + 1 == blocks.size()
                || blocks.get(at + 1).bucket() != blocks.get(at).bucket();
    }

    /** What is above zero when a bucket ends is in it; the next bucket begins with nothing. */
    private static void take(Sums ofBucket, int bucket, Sums found) {
        for (int entry = 0; entry < ofBucket.size(); entry++) {
            if (ofBucket.sum(entry, 0) > 0) {
                found.key[0] = ofBucket.key(entry, 0);
                found.key[1] = ofBucket.key(entry, 1);
                isIn(found, bucket);
            }
        }
        ofBucket.clear();
    }

    /** The key is in a bucket that is not before the others: its first if it is new, and its last. */
    private static void isIn(Sums found, int bucket) {
        int before = found.size();
        int entry = found.entry();
        if (entry == before) {
            found.add(entry, 0, bucket);
        }
        found.add(entry, 1, bucket - found.sum(entry, 1));
    }

    private static void addSides(Sums legs, PairBlock block) {
        boolean organises = block.kind() == Kind.CODESIGN.number();
        for (int row = 0; row < block.size(); row++) {
            if (block.giver(row) != 0) {
                addSide(legs, block.giver(row), PeopleReader.GIVEN, block.legs(row));
                if (organises) {
                    addSide(legs, block.giver(row), PeopleReader.ORGANISED, block.legs(row));
                }
            }
            if (isService(block)) {
                addSide(legs, block.receiver(row), PeopleReader.RECEIVED, block.legs(row));
            }
        }
    }

    private static void addSide(Sums legs, int person, int side, int more) {
        legs.key[0] = person;
        legs.key[1] = side;
        legs.add(legs.entry(), 0, more);
    }

    /** Who gave whom a service, and how many minutes; those with none left are left out. */
    static List<Tie> ties(List<PairBlock> blocks) {
        var minutes = new Sums(2, 1);
        for (var block : blocks) {
            if (isService(block)) {
                addMinutes(minutes, block);
            }
        }
        var ties = new ArrayList<Tie>();
        for (int entry = 0; entry < minutes.size(); entry++) {
            if (minutes.sum(entry, 0) > 0) {
                ties.add(new Tie(minutes.key(entry, 0), minutes.key(entry, 1), minutes.sum(entry, 0)));
            }
        }
        return ties;
    }

    private static void addMinutes(Sums minutes, PairBlock block) {
        for (int row = 0; row < block.size(); row++) {
            if (block.giver(row) != 0) {
                minutes.key[0] = block.giver(row);
                minutes.key[1] = block.receiver(row);
                minutes.add(minutes.entry(), 0, block.minutes(row));
            }
        }
    }

    /** Who gave whom a service, and the first bucket in which that came to more than nothing. */
    static List<Tie> firstServices(List<PairBlock> blocks) {
        var found = new Sums(2, 2);
        var minutes = new Sums(2, 1);
        for (int at = 0; at < blocks.size(); at++) {
            var block = blocks.get(at);
            if (isService(block)) {
                addNewMinutes(minutes, block, found);
            }
            if (isLastOfBucket(blocks, at)) {
                take(minutes, block.bucket(), found);
            }
        }
        var firsts = new ArrayList<Tie>();
        for (int entry = 0; entry < found.size(); entry++) {
            firsts.add(new Tie(found.key(entry, 0), found.key(entry, 1), found.sum(entry, 0)));
        }
        return firsts;
    }

    private static void addNewMinutes(Sums minutes, PairBlock block, Sums found) {
        for (int row = 0; row < block.size(); row++) {
            found.key[0] = block.giver(row);
            found.key[1] = block.receiver(row);
            if (block.giver(row) != 0 && !found.has()) {
                minutes.key[0] = block.giver(row);
                minutes.key[1] = block.receiver(row);
                minutes.add(minutes.entry(), 0, block.minutes(row));
            }
        }
    }

    /** The last bucket in which hours were given. */
    static Optional<Integer> last(List<PairBlock> blocks) {
        return blocks.stream().filter(PairSums::isHours).map(PairBlock::bucket).max(Integer::compare);
    }

    /** What was given to agencies and by them, each in its bucket, where that is not nothing. */
    static List<Part> parts(List<PairBlock> blocks) {
        var sums = new Sums(3, 1);
        for (var block : blocks) {
            var kind = Kind.of(block.kind());
            if (kind != Kind.CONTRIBUTION && kind != Kind.REDEMPTION && kind != Kind.RETIREMENT) {
                continue;
            }
            for (int row = 0; row < block.size(); row++) {
                sums.key[0] = kind == Kind.REDEMPTION ? block.giver(row) : block.receiver(row);
                sums.key[1] = block.kind();
                sums.key[2] = block.bucket();
                sums.add(sums.entry(), 0, block.minutes(row));
            }
        }
        var parts = new ArrayList<Part>();
        for (int entry = 0; entry < sums.size(); entry++) {
            if (sums.sum(entry, 0) != 0) {
                parts.add(new Part(sums.key(entry, 0), sums.key(entry, 1), sums.key(entry, 2), sums.sum(entry, 0)));
            }
        }
        return parts;
    }
}
