package org.reciprocity.ledger;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Which types of refusals the running service has given in this run, where a test expected them, and which classes have run by
 * now. It is kept in the properties of the system, since tests of the running service are loaded apart from all others.
 */
final class Refusals implements AfterAllCallback {
    private static final String MET = "reciprocity.refusals.met.";
    private static final String RAN = "reciprocity.refusals.ran.";

    /** The service was asked, and has answered with this type, as the test expected. */
    static void met(String type) {
        System.setProperty(MET + type, "");
    }

    /** The types that were met. */
    static Set<String> met() {
        return after(MET);
    }

    /** The classes that have run, by their full names. */
    static Set<String> ran() {
        return after(RAN);
    }

    private static Set<String> after(String prefix) {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.setProperty(RAN + context.getRequiredTestClass().getName(), "");
    }
}
