package org.reciprocity.ledger.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkDeciderTest {
    private static final UUID AGENCY = new UUID(1, 1);
    private static final UUID LOW = UUID.fromString("0198f000-0000-7000-8000-000000000021");
    private static final UUID HIGH = UUID.fromString("f198f000-0000-7000-8000-000000000021");

    @Test
    void linksTwoInTheOrderOfTheirTextWhicheverIsNamedFirst() {
        var pair = new Link.Pair(LOW, HIGH);
        assertEquals(new Link.Linked(pair), after(new Link.None(), join(LOW, HIGH, false)));
        assertEquals(new Link.Linked(pair), after(new Link.None(), join(HIGH, LOW, false)));
        assertEquals(pair, Link.Pair.of(HIGH, LOW));
        assertEquals(new Link.Pair(new UUID(0, 1), new UUID(0, -1)), Link.Pair.of(new UUID(0, -1), new UUID(0, 1)));
    }

    @Test
    void refusesToLinkOneWithItselfAndThoseThatAreOneAlready() {
        assertEquals(LinkDecider.Refusal.SAME_PARTICIPANT, refused(new Link.None(), join(LOW, LOW, false)));
        assertEquals(LinkDecider.Refusal.ALREADY_LINKED, refused(new Link.None(), join(LOW, HIGH, true)));
        var linked = after(new Link.None(), join(LOW, HIGH, false));
        assertEquals(LinkDecider.Refusal.ALREADY_LINKED, refused(linked, join(LOW, HIGH, true)));
    }

    @Test
    void takesALinkBackOnceAndLinksAgain() {
        var part = new LinkCommand.Part(AGENCY, "not-the-same-person");
        assertEquals(LinkDecider.Refusal.NOT_LINKED, refused(new Link.None(), part));
        var linked = after(new Link.None(), join(LOW, HIGH, false));
        var parted = after(linked, part);
        assertEquals(new Link.Unlinked(new Link.Pair(LOW, HIGH)), parted);
        assertEquals(LinkDecider.Refusal.NOT_LINKED, refused(parted, part));
        assertEquals(LinkDecider.Refusal.ALREADY_LINKED, refused(parted, join(LOW, HIGH, true)));
        assertEquals(linked, after(parted, join(LOW, HIGH, false)));
    }

    private static LinkCommand join(UUID one, UUID other, boolean oneAlready) {
        return new LinkCommand.Join(AGENCY, one, other, oneAlready);
    }

    private static Link after(Link link, LinkCommand command) {
        var accepted = assertInstanceOf(LinkDecider.Decision.Accepted.class, LinkDecider.decide(link, command));
        var after = link;
        for (var event : accepted.events()) {
            after = LinkDecider.evolve(after, event);
        }
        return after;
    }

    private static LinkDecider.Refusal refused(Link link, LinkCommand command) {
        return assertInstanceOf(LinkDecider.Decision.Rejected.class, LinkDecider.decide(link, command))
                .refusal();
    }
}
