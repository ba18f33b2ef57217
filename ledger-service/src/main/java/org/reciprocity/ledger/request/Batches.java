package org.reciprocity.ledger.request;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.LogHaltedException;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.database.Pulse;
import org.reciprocity.ledger.problem.Failures;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemMappers;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Does a long list of commands, some hundreds in each transaction, one transaction after the other. Each command has an answer
 * and, where the list has a key, a key of its own: the list's, a slash and its place. So a list that broke off is resumed by
 * sending it again. Whoever may send the same to be done otherwise takes the list's key first ({@link Requests#take}).
 */
@ApplicationScoped
public class Batches {
    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final int IN_A_TRANSACTION = 250;

    /** How long a batch may take. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Requests requests;
    private final SharedTransaction transaction;
    private final Pulse pulse;

    Batches(Requests requests, SharedTransaction transaction, Pulse pulse) {
        this.requests = requests;
        this.transaction = transaction;
        this.pulse = pulse;
    }

    /**
     * A command of a list.
     *
     * @param place its place in the list, from 0
     * @param body what it asks for, as it was read
     * @param item the same as a command
     * @param alone whether it has to have a transaction of its own
     * @param <T> the same as a type
     */
    public record Item<T>(int place, Object body, T item, boolean alone) {}

    /**
     * Does them in order.
     *
     * @return an answer each. Where the database goes away in the middle, the rest is answered with that; where it is away at
     *     the start, this fails
     */
    public <T> Uni<List<Told>> run(
            Call call, List<Item<T>> items, Together<T> together, Function<T, Function<Write, Uni<Outcome>>> singly) {
        return Requests.inTime(inTurn(call, items, together, singly), PATIENCE);
    }

    private <T> Uni<List<Told>> inTurn(
            Call call, List<Item<T>> items, Together<T> together, Function<T, Function<Write, Uni<Outcome>>> singly) {
        var told = new ArrayList<Told>(items.size());
        Uni<Void> all = Uni.createFrom().voidItem();
        int to;
        for (int from = 0; from < items.size(); from = to) {
            to = end(items, from);
            var some = items.subList(from, to);
            all = all.chain(() -> pulse.heard(asked(call, some)
                            .chain(asked ->
                                    some.getFirst().alone() ? singly(asked, singly) : some(asked, together, singly))))
                    .onItem()
                    .invoke(told::addAll)
                    .replaceWithVoid();
        }
        return all.onFailure(failure -> !told.isEmpty())
                .recoverWithItem(failure -> {
                    var rest = new Told(Answer.refused(ProblemMappers.problem(failure)), false);
                    while (told.size() < items.size()) {
                        told.add(rest);
                    }
                    return null;
                })
                .replaceWith(told);
    }

    /** Where those end that can share a transaction with the first. */
    private static <T> int end(List<Item<T>> items, int from) {
        int to = from + 1;
        while (to < items.size()
                && to - from < IN_A_TRANSACTION
                && !items.get(from).alone()
                && !items.get(to).alone()) {
            to++;
        }
        return to;
    }

    private <T> Uni<List<Asked<T>>> asked(Call call, List<Item<T>> items) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> {
                    var own = new Call(
                            call.caller(),
                            call.target(),
                            call.key() == null ? null : key(call, item.place()),
                            null,
                            item.body());
                    return requests.fingerprint(own)
                            .map(fingerprint -> new Asked<>(own, Buffer.buffer(fingerprint), item.item()));
                })
                .collect()
                .asList();
    }

    private static String key(Call call, int place) {
        return call.key() + "/" + place;
    }

    /**
     * Refuses a list that is to be done as a whole where items of it were done one by one under its key: their answers may be kept
     * longer than that the key was taken for them.
     */
    public static Uni<Void> notBegun(Sql sql, Call call, int items) {
        if (call.key() == null) {
            return Uni.createFrom().voidItem();
        }
        var keys = IntStream.range(0, items).mapToObj(place -> key(call, place)).toArray(String[]::new);
        return Answered.any(sql, call.caller(), keys)
                .invoke(begun -> {
                    if (begun) {
                        throw Answered.reused().exception();
                    }
                })
                .replaceWithVoid();
    }

    private <T> Uni<List<Told>> some(
            List<Asked<T>> asked, Together<T> together, Function<T, Function<Write, Uni<Outcome>>> singly) {
        return transaction
                .run(asked, together)
                .onFailure(failure -> !(Failures.away(failure) || failure instanceof LogHaltedException))
                .recoverWithUni(failure -> {
                    LOG.infof(
                            "batch state=repeating items=%d cause=%s",
                            asked.size(), failure.getClass().getName());
                    return singly(asked, singly);
                });
    }

    private <T> Uni<List<Told>> singly(List<Asked<T>> asked, Function<T, Function<Write, Uni<Outcome>>> singly) {
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(one -> requests.attempt(
                                one.call(), one.fingerprint().getBytes(), singly.apply(one.item()))
                        .onFailure(failure -> !(Failures.away(failure) || failure instanceof LogHaltedException))
                        .recoverWithItem(failure -> new Told(Answer.refused(ProblemMappers.problem(failure)), false)))
                .collect()
                .asList();
    }

    /** A batch that is refused as a whole because of one of its items. */
    public static Problem refused(int place, Answer why) {
        return Problem.of(
                        ProblemType.BATCH_REFUSED,
                        "Nothing of it was recorded. See problem for why the item was refused.")
                .with("index", IntNode.valueOf(place))
                .with("problem", JsonNodeFactory.instance.rawValueNode(new RawValue(why.body())));
    }
}
