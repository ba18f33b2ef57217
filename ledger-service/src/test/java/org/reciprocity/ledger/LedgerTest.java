package org.reciprocity.ledger;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of the running service, on a real database and a real broker; all such tests share one. */
@QuarkusTest
@QuarkusTestResource(LedgerBackends.class)
@ExtendWith(Refusals.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LedgerTest {
    /** The order of tests that walk the whole book, all communities of all tests: they come first, while it is small. */
    int WHOLE_BOOK = 1;
}
