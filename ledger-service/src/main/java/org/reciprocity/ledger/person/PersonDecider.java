package org.reciprocity.ledger.person;

import java.util.List;

/** The rules of erasing a person. */
public final class PersonDecider {
    private PersonDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<PersonEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** Only the agency that registered the participant, or the lead, erases. */
        record NotYours() implements Refusal {}

        /** It has happened; there is nothing left to do. */
        record AlreadyErased() implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Person person, PersonCommand command) {
        return switch (command) {
            case PersonCommand.Erase(boolean mayErase) ->
                mayErase
                        ? switch (person) {
                            case Person.Known known -> new Decision.Accepted(List.of(new PersonEvent.Erased()));
                            case Person.Erased erased -> new Decision.Rejected(new Refusal.AlreadyErased());
                        }
                        : new Decision.Rejected(new Refusal.NotYours());
        };
    }

    /** The person after an event. */
    public static Person evolve(Person person, PersonEvent event) {
        return switch (event) {
            case PersonEvent.Erased erased -> new Person.Erased();
        };
    }
}
