package org.reciprocity.ledger.proof;

import java.util.Map;
import java.util.TreeMap;
import org.reciprocity.ledger.exchange.Exchange;
import org.reciprocity.ledger.log.LedgerLog;

/**
 * A book as a plain-text journal, as hledger and its kin read it: an account directive for each account when it is opened, a
 * transaction for each exchange that settled and for each that was reversed. The commodity is the minute. Where a period is
 * told, what all that occurred before comes to is one transaction on its first day, and stands last, since it is known last.
 *
 * <p>Not thread-safe: a journal is told once.
 */
final class Journal implements Chronicle.Telling {
    private Chronicle.Edition edition;
    private final Map<String, Long> brought = new TreeMap<>();
    private long transactions;

    @Override
    public String beginning(Chronicle.Edition told) {
        edition = told;
        return """
                ; The book of the community %s (%s), as known at sequence %d of the log %s.
                ; Amounts are minutes. Days are those of %s. An account is named by its kind and by the id of its owner.
                %s
                commodity 1000. min

                """.formatted(
                told.code(), told.community(), told.through(), LedgerLog.NAME, told.zone(), period(told.period()));
    }

    private static String period(Chronicle.Period period) {
        return (period.from() == null ? "" : "; It begins with what occurred at " + period.from() + ".\n")
                + (period.to() == null ? "" : "; What occurred at " + period.to() + " or later is not in it.\n");
    }

    @Override
    public void before(BookEntry.Moved moved, BookEntry.Context context) {
        moved.postings()
                .forEach((account, minutes) -> brought.merge(name(context.holder(account)), minutes, Long::sum));
    }

    private String opening() {
        brought.values().removeIf(minutes -> minutes == 0);
        if (brought.isEmpty()) {
            return "";
        }
        transactions++;
        var text = new StringBuilder()
                .append(edition.period().from().atZone(edition.zone()).toLocalDate())
                .append(" * opening balances  ; kind:opening\n");
        brought.forEach((name, minutes) -> posting(text, name, minutes));
        return text.append('\n').toString();
    }

    private static void posting(StringBuilder text, String account, long minutes) {
        text.append("    ").append(account).append("  ").append(minutes).append(" min\n");
    }

    @Override
    public String entry(BookEntry entry, BookEntry.Context context) {
        return switch (entry) {
            case BookEntry.Opened opened ->
                "account %s  ; id:%s, sequence:%d\n\n"
                        .formatted(name(opened.holder()), opened.account(), opened.sequence());
            case BookEntry.Moved moved -> transaction(moved, context);
        };
    }

    private String transaction(BookEntry.Moved moved, BookEntry.Context context) {
        transactions++;
        var occasion = moved.occasion();
        var day = occasion.occurredAt().atZone(edition.zone()).toLocalDate();
        var text = new StringBuilder()
                .append(day)
                .append(" * (")
                .append(moved.exchange())
                .append(") ")
                .append(occasion.kind().wire())
                .append(moved.reversed().isPresent() ? ", reversed" : "")
                .append("  ; kind:")
                .append(occasion.kind().wire())
                .append(", sequence:")
                .append(moved.sequence())
                .append(", occurred:")
                .append(occasion.occurredAt())
                .append(", recorded:")
                .append(moved.recordedAt())
                .append(", minutes:")
                .append(moved.legs().stream().mapToLong(Exchange.Leg::minutes).sum());
        if (occasion.programme() != null) {
            text.append(", programme:").append(occasion.programme());
        }
        moved.reversed().ifPresent(reason -> text.append(", reversal:").append(reason.wire()));
        text.append('\n');
        moved.postings().forEach((account, minutes) -> posting(text, name(context.holder(account)), minutes));
        return text.append('\n').toString();
    }

    private static String name(BookEntry.Holder holder) {
        return holder.kind().wire() + ":" + holder.owner();
    }

    @Override
    public String end() {
        return opening() + "; The end: " + transactions + " transactions.\n";
    }
}
