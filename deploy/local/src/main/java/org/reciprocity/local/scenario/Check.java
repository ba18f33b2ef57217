package org.reciprocity.local.scenario;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** That a scenario's parts name each other rightly: says which name is unknown, and where. */
final class Check {
    /** The addresses of the ledger that take what agencies record besides what people do. */
    private static final Set<String> RECORDED =
            Set.of("instruments", "unit-costs", "deflators", "contracts", "costs", "benefits", "appraisals", "claims");

    private final String scenario;
    private final Set<String> agencies = new HashSet<>();
    private final Set<String> programmes = new HashSet<>();
    private final Set<String> groups = new HashSet<>();

    Check(
            String scenario,
            Scenario.Community community,
            List<Scenario.Agency> agencies,
            List<Scenario.Programme> programmes,
            List<Scenario.Group> people) {
        this.scenario = scenario;
        agencies.forEach(agency -> unique("agencies", this.agencies, agency.code()));
        known("community.lead", this.agencies, community.lead());
        for (var programme : programmes) {
            unique("programmes", this.programmes, programme.code());
            known("programmes.agency", this.agencies, programme.agency());
        }
        for (var group : people) {
            unique("people", groups, group.group());
            if (group.registeredBy() != null) {
                known("people.registeredBy", this.agencies, group.registeredBy());
            }
            group.enrolments().forEach(enrolment -> programme("people.enrolments", enrolment.programme()));
            share("people.inactive", group.inactive());
            share("people.leaves", group.leaves());
        }
    }

    Check issuance(List<Scenario.Issuance> issuance) {
        issuance.forEach(one -> agencyOrPot("issuance.to", one.to()));
        return this;
    }

    Check grants(List<Scenario.Grant> grants) {
        for (var grant : grants) {
            if ((grant.toGroup() == null) == (grant.toAgency() == null)) {
                throw wrong("grants", "wants either toGroup or toAgency");
            }
            if (grant.toGroup() != null) {
                known("grants.toGroup", groups, grant.toGroup());
            } else {
                known("grants.toAgency", agencies, grant.toAgency());
            }
            share("grants.share", grant.share());
        }
        return this;
    }

    Check contributions(List<Scenario.Contribution> contributions) {
        for (var contribution : contributions) {
            groups("contributions.by", contribution.by());
            agencyOrPot("contributions.to", contribution.to());
            programme("contributions.programme", contribution.programme());
        }
        return this;
    }

    Check services(List<Scenario.Service> services) {
        for (var service : services) {
            groups("services.by", service.by());
            groups("services.to", service.to());
            programme("services.programme", service.programme());
            share("services.again", service.again());
        }
        return this;
    }

    Check redemptions(List<Scenario.Redemption> redemptions) {
        for (var redemption : redemptions) {
            groups("redemptions.by", redemption.by());
            programme("redemptions.programme", redemption.programme());
            redemption.at().forEach(item -> known("redemptions.at.agency", agencies, item.agency()));
        }
        return this;
    }

    Check sessions(List<Scenario.Session> sessions) {
        for (var session : sessions) {
            groups("sessions.of", session.of());
            agencyOrPot("sessions.to", session.to());
            programme("sessions.programme", session.programme());
            share("sessions.attendance", session.attendance());
        }
        return this;
    }

    Check duties(List<Scenario.Duty> duties) {
        for (var duty : duties) {
            groups("duties.by", duty.by());
            programme("duties.programme", duty.programme());
        }
        return this;
    }

    Check placements(List<Scenario.Placement> placements) {
        for (var placement : placements) {
            groups("placements.of", placement.of());
            programme("placements.programme", placement.programme());
            if (placement.everyWeeks() < 1) {
                throw wrong("placements.everyWeeks", "is 1 or more");
            }
        }
        return this;
    }

    Check clearances(List<Scenario.Clearance> clearances) {
        clearances.forEach(clearance -> groups("clearances.of", clearance.of()));
        return this;
    }

    Check matching(Scenario.Matching matching) {
        if (matching != null) {
            matching.offers().forEach(offers -> groups("matching.offers.by", offers.by()));
            matching.requests().forEach(requests -> groups("matching.requests.by", requests.by()));
            share("matching.fulfilled", matching.fulfilled());
        }
        return this;
    }

    Check measures(List<Recorded.Measure> measures) {
        for (var measure : measures) {
            groups("measures.of", measure.of());
            programme("measures.programme", measure.programme());
            share("measures.response", measure.response());
        }
        return this;
    }

    Check serviceUses(List<Recorded.ServiceUse> serviceUses) {
        for (var use : serviceUses) {
            peopleOrGroup("serviceUses", use.of(), use.groupSize() != null);
            if ((use.beforeTotal() == null) != (use.afterTotal() == null)) {
                throw wrong("serviceUses", "wants both beforeTotal and afterTotal, or neither");
            }
            if (use.groupSize() != null && use.beforeTotal() == null) {
                throw wrong("serviceUses", "wants beforeTotal and afterTotal of a group");
            }
            programme("serviceUses.programme", use.programme());
            share("serviceUses.share", use.share());
        }
        return this;
    }

    Check followUps(List<Recorded.FollowUp> followUps, LocalDate from) {
        for (var followUp : followUps) {
            peopleOrGroup("followUps", followUp.of(), followUp.of().isEmpty());
            programme("followUps.programme", followUp.programme());
            if (followUp.event() == null || followUp.windowMonths() < 1) {
                throw wrong("followUps", "wants an event and windowMonths");
            }
            var observed = followUp.on() == null ? from.plusWeeks(followUp.week()) : followUp.on();
            if (!followUp.of().isEmpty()
                    && followUp.no() > 0
                    && observed.isBefore(from.plusMonths(followUp.windowMonths()))) {
                throw wrong("followUps.on", "is before the months of " + followUp.event() + " are over");
            }
        }
        return this;
    }

    Check records(Map<String, List<Recorded.Entry>> records) {
        records.forEach((address, some) -> {
            known("records", RECORDED, address);
            some.forEach(record -> known("records." + address + ".by", agencies, record.by()));
        });
        return this;
    }

    Check expect(List<Recorded.Expected> expected) {
        for (var one : expected) {
            long of = Stream.of(one.figure(), one.appraisal(), one.contract(), one.claim())
                    .filter(Objects::nonNull)
                    .count();
            if (of != 1 || one.is() == null) {
                throw wrong("expect", "wants one of figure, appraisal, contract and claim, and what it is");
            }
            programme("expect.programme", one.programme());
        }
        return this;
    }

    private void peopleOrGroup(String where, List<String> of, boolean group) {
        if (of.isEmpty() != group) {
            throw wrong(where, "is either of some people or of a group");
        }
        of.forEach(name -> known(where + ".of", groups, name));
    }

    Check sheets(List<String> kinds) {
        kinds.forEach(kind -> known("sheets", Set.of("contribution", "service", "redemption"), kind));
        return this;
    }

    private void groups(String where, List<String> names) {
        if (names == null || names.isEmpty()) {
            throw wrong(where, "names no group");
        }
        names.forEach(name -> known(where, groups, name));
    }

    private void programme(String where, String code) {
        if (code != null) {
            known(where, programmes, code);
        }
    }

    private void agencyOrPot(String where, String name) {
        if (!Scenario.POT.equals(name)) {
            known(where, agencies, name);
        }
    }

    private void known(String where, Set<String> names, String name) {
        if (!names.contains(name)) {
            throw wrong(
                    where,
                    "names " + name + ", which is not among "
                            + names.stream().sorted().toList());
        }
    }

    private void unique(String where, Set<String> names, String name) {
        if (!names.add(name)) {
            throw wrong(where, "has " + name + " twice");
        }
    }

    private void share(String where, double share) {
        if (share < 0 || share > 1) {
            throw wrong(where, "is a share from 0 to 1, not " + share);
        }
    }

    private IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException("Scenario " + scenario + ": " + where + " " + what);
    }
}
