package org.reciprocity.eventlog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SweepTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What happened, as it was seen on the sweep's thread. */
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private Sweep sweep;

    @AfterEach
    void end() throws InterruptedException {
        assertTrue(sweep.close(PATIENCE), "the thread has ended");
    }

    @Test
    void looksAgainAtOnceWhileThereIsSomethingToDoAndThenWaits() throws InterruptedException {
        sweep = sweep(NEVER, answers(true, true, false));
        sweep.start(Duration.ZERO);
        assertEquals(List.of("true", "true", "false"), next(3));
        sweep.wake();
        assertEquals(List.of("false"), next(1));
        assertTrue(seen.isEmpty());
    }

    @Test
    void looksTimeAndAgainWithoutBeingWoken() throws InterruptedException {
        sweep = sweep(SOON, answers(false));
        sweep.start(SOON);
        assertEquals(List.of("false", "false", "false"), next(3));
    }

    @Test
    void waitsBeforeTheFirstLookUnlessWoken() throws InterruptedException {
        sweep = sweep(NEVER, answers(false));
        sweep.wake();
        sweep.start(NEVER);
        assertEquals(List.of("false"), next(1));
    }

    @Test
    void isClosedBeforeTheFirstLookWithoutLooking() throws InterruptedException {
        sweep = sweep(NEVER, answers(false));
        sweep.start(NEVER);
        assertTrue(sweep.close(PATIENCE));
        assertTrue(seen.isEmpty());
    }

    @Test
    void isClosedThoughItWasNeverStarted() throws InterruptedException {
        sweep = sweep(NEVER, answers(false));
        assertTrue(sweep.close(PATIENCE));
        assertTrue(seen.isEmpty());
    }

    @Test
    void aStepThatFailedIsTriedAgain() throws InterruptedException {
        var answers = answers(true, false);
        var failures = Stream.of(true, false).iterator();
        sweep = sweep(SOON, () -> {
            if (failures.hasNext() && failures.next()) {
                throw new IllegalStateException("away");
            }
            return answers.getAsBoolean();
        });
        sweep.start(Duration.ZERO);
        assertEquals(List.of("away", "true", "false"), next(3));
    }

    @Test
    void aTroubleThatLastsIsToldOnceAndOneAfterAGoodStepAnew() throws InterruptedException {
        var steps = Stream.of("fail", "fail", "fail", "good", "fail", "fail", "good")
                .iterator();
        sweep = sweep(SOON, () -> {
            var step = steps.hasNext() ? steps.next() : "over";
            if (step.equals("fail")) {
                throw new IllegalStateException("away");
            }
            seen.add(step);
            return false;
        });
        sweep.start(Duration.ZERO);
        assertEquals(List.of("away", "good", "away", "good", "over"), next(5));
    }

    @Test
    void aGoodStepAmongThoseOfOneLookEndsATroubleToo() throws InterruptedException {
        var steps = Stream.of("fail", "good", "fail", "over").iterator();
        sweep = sweep(SOON, () -> {
            var step = steps.hasNext() ? steps.next() : "over";
            if (step.equals("fail")) {
                throw new IllegalStateException("away");
            }
            seen.add(step);
            return step.equals("good");
        });
        sweep.start(Duration.ZERO);
        assertEquals(List.of("away", "good", "away", "over"), next(4));
    }

    @Test
    void goesOnAfterAnError() throws InterruptedException {
        var steps = Stream.of(true).iterator();
        sweep = sweep(SOON, () -> {
            if (steps.hasNext() && steps.next()) {
                throw new StackOverflowError("deep");
            }
            seen.add("good");
            return false;
        });
        sweep.start(Duration.ZERO);
        assertEquals(List.of("deep", "good"), next(2));
    }

    @Test
    void isWokenWhileItIsInAStepAndLooksOnceMore() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        sweep = sweep(NEVER, () -> {
            seen.add("step");
            entered.countDown();
            await(released);
            return false;
        });
        sweep.start(Duration.ZERO);
        await(entered);
        sweep.wake();
        sweep.wake();
        released.countDown();
        assertEquals(List.of("step", "step"), next(2));
        assertTrue(sweep.close(PATIENCE));
        assertTrue(seen.isEmpty());
    }

    @Test
    void endsAfterTheStepThatItIsInThoughThereIsMoreToDo() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        sweep = sweep(NEVER, () -> {
            entered.countDown();
            await(released);
            seen.add("whole");
            return true;
        });
        sweep.start(Duration.ZERO);
        await(entered);
        assertFalse(sweep.close(SOON), "the step is not over");
        released.countDown();
        assertTrue(sweep.close(PATIENCE));
        assertEquals(List.of("whole"), List.copyOf(seen));
    }

    @Test
    void isAbortedInTheMidstOfAStepWithoutTellingOfIt() throws InterruptedException {
        var entered = new CountDownLatch(1);
        sweep = sweep(NEVER, () -> {
            entered.countDown();
            await(new CountDownLatch(1));
            return true;
        });
        sweep.start(Duration.ZERO);
        await(entered);
        sweep.abort();
        assertTrue(sweep.close(PATIENCE));
        assertTrue(seen.isEmpty());
    }

    private Sweep sweep(Duration every, BooleanSupplier step) {
        return new Sweep("sweep-under-test", every, step, e -> seen.add(e.getMessage()));
    }

    /** A step that answers so, and then that there is no more. */
    private BooleanSupplier answers(Boolean... answers) {
        var left = List.of(answers).iterator();
        return () -> {
            boolean answer = left.hasNext() && left.next();
            seen.add(Boolean.toString(answer));
            return answer;
        };
    }

    private List<String> next(int number) throws InterruptedException {
        var next = new ArrayList<String>();
        for (int i = 0; i < number; i++) {
            next.add(seen.poll(20, SECONDS));
        }
        return next;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
