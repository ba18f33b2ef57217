package org.reciprocity.ledger.participant;

import java.util.List;

/**
 * The rules of saying that two ids are one person. Ids that are linked, be it through others, are one class. Two ids of one
 * class are not linked again: so the links in force never go in a circle, and one that is taken back parts its two sides.
 */
public final class LinkDecider {
    private LinkDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<LinkEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Everybody is oneself. */
        SAME_PARTICIPANT,
        /** They are one by the links there are. */
        ALREADY_LINKED,
        /** There is no link of just these two. */
        NOT_LINKED
    }

    /** Decides. */
    public static Decision decide(Link link, LinkCommand command) {
        return switch (command) {
            case LinkCommand.Join join -> join(link, join);
            case LinkCommand.Part part ->
                switch (link) {
                    case Link.Linked(Link.Pair pair) ->
                        new Decision.Accepted(List.of(new LinkEvent.Parted(pair, part.agency(), part.reason())));
                    case Link.None none -> new Decision.Rejected(Refusal.NOT_LINKED);
                    case Link.Unlinked unlinked -> new Decision.Rejected(Refusal.NOT_LINKED);
                };
        };
    }

    private static Decision join(Link link, LinkCommand.Join join) {
        if (join.one().equals(join.other())) {
            return new Decision.Rejected(Refusal.SAME_PARTICIPANT);
        }
        boolean linked =
                switch (link) {
                    case Link.Linked already -> true;
                    case Link.None none -> join.oneAlready();
                    case Link.Unlinked unlinked -> join.oneAlready();
                };
        return linked
                ? new Decision.Rejected(Refusal.ALREADY_LINKED)
                : new Decision.Accepted(
                        List.of(new LinkEvent.Joined(Link.Pair.of(join.one(), join.other()), join.agency())));
    }

    /** The link after an event. */
    public static Link evolve(Link link, LinkEvent event) {
        return switch (event) {
            case LinkEvent.Joined joined -> new Link.Linked(joined.pair());
            case LinkEvent.Parted parted -> new Link.Unlinked(parted.pair());
        };
    }
}
