package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: profile. */
final class ProfileDefinitions {
    static final Definition PROFILE_CAPABILITIES = new Definition(
            "Profile: capabilities",
            "The share of the enrolled with an offer that stood on any day of the period.",
            "(enrolled with an offer) / enrolled",
            Unit.RATIO,
            Set.of(Source.ENROLLED, Source.OFFERS),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "capacity-never-asked-for");

    static final Definition PROFILE_RECIPROCITY = new Definition(
            "Profile: reciprocity",
            "The share of the active who gave and received.",
            "both / active",
            Unit.RATIO,
            Set.of(Source.PEOPLE),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "generalised-reciprocity");

    static final Definition PROFILE_MUTUAL_SUPPORT = new Definition(
            "Profile: mutual support",
            "The share of hours that went from peer to peer.",
            "peer-to-peer minutes / minutes given",
            Unit.RATIO,
            Set.of(Source.HOURS),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "leverage");

    static final Definition PROFILE_BLURRED_ROLES = new Definition(
            "Profile: blurred roles",
            "The share of the active who gave in one leg with a professional and received in another in the period, or who received before they organised (codesign), up to the end of the period.",
            "(on both sides of professional legs, or receivers turned organisers) / active",
            Unit.RATIO,
            Set.of(Source.PEOPLE, Source.JOURNEYS),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "both-share");

    static final Definition PROFILE_CATALYST = new Definition(
            "Profile: catalyst",
            "Hours that users gave for each hour that professionals gave: leverage.",
            "minutes given by others than professionals / minutes given by professionals",
            Unit.RATIO,
            Set.of(Source.HOURS),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "profile-mutual-support");

    static final Definition PROFILE_ASSETS = new Definition(
            "Profile: assets",
            "The share of enrolled users, those not enrolled as professionals, who gave in the period.",
            "(enrolled users who gave) / enrolled users",
            Unit.RATIO,
            Set.of(Source.ENROLLED, Source.PEOPLE),
            "One of six characteristics of co-production that stand side by side and are never summed.",
            "receivers-only");

    private ProfileDefinitions() {}
}
