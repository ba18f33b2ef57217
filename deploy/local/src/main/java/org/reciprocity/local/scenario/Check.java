package org.reciprocity.local.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** That a scenario's parts name each other rightly: says which name is unknown, and where. */
final class Check {
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

    Check matching(Scenario.Matching matching) {
        if (matching != null) {
            matching.offers().forEach(offers -> groups("matching.offers.by", offers.by()));
            matching.requests().forEach(requests -> groups("matching.requests.by", requests.by()));
            share("matching.fulfilled", matching.fulfilled());
        }
        return this;
    }

    Check measures(List<Scenario.Measure> measures) {
        for (var measure : measures) {
            groups("measures.of", measure.of());
            programme("measures.programme", measure.programme());
            share("measures.response", measure.response());
        }
        return this;
    }

    Check serviceUses(List<Scenario.ServiceUse> serviceUses) {
        for (var use : serviceUses) {
            groups("serviceUses.of", use.of());
            programme("serviceUses.programme", use.programme());
            share("serviceUses.share", use.share());
        }
        return this;
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
