package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;

/** How figures of what comes from elsewhere are computed. */
final class UpstreamRules {
    private UpstreamRules() {}

    /** Requests have no programme: of one, what is known of its referrals stands in the parts. */
    static FigureValue failureDemand(PeriodFacts facts) {
        long referrals = facts.cases.size();
        long referralsMarked = facts.cases.stream()
                .filter(PeriodFacts.CaseFile::failureElsewhere)
                .count();
        if (facts.ofProgramme) {
            return FigureValue.none("Requests are made in a community, not in a programme.")
                    .with("referrals", referrals)
                    .with("referralsCausedElsewhere", referralsMarked);
        }
        long requests = MatchingRules.events(facts, "request-made");
        long requestsMarked = MatchingRules.events(facts, "failure-elsewhere");
        return share(
                        requestsMarked + referralsMarked,
                        requests + referrals,
                        "Nothing was requested and nobody was referred in the period.")
                .with("causedElsewhere", requestsMarked + referralsMarked)
                .with("asked", requests + referrals)
                .with("requests", requests)
                .with("requestsCausedElsewhere", requestsMarked)
                .with("referrals", referrals)
                .with("referralsCausedElsewhere", referralsMarked);
    }
}
