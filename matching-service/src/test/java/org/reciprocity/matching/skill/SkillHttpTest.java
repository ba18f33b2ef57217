package org.reciprocity.matching.skill;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SkillHttpTest {

    @ParameterizedTest
    @CsvSource({
        "gardening, gardening",
        "garden, gardening",
        "gardning, gardening",
        "weeding, gardening",
        "light bulb, small-repairs",
        "lightbulbs, small-repairs",
        "befreinding, befriending",
        "lonely, befriending",
        "DRIVING, lifts",
        "paperwork, forms-and-letters",
        "computer, digital-help",
        "asthma, peer-support-long-term-illness",
        "juror, jury-duty",
        "recruiting staff, interviewing"
    })
    void findsASkillByWhatPeopleCallIt(String words, String code) {
        Town.as(Tokens.of(UUID.randomUUID(), "agency"))
                .queryParam("q", words)
                .get("/skills")
                .then()
                .statusCode(200)
                .body("items[0].code", equalTo(code));
    }

    @Test
    void findsSeveralThatTheWordsSuit() {
        Town.as(Tokens.operator())
                .queryParam("q", "walking")
                .get("/skills")
                .then()
                .body("items.code", hasItem("dog-walking"))
                .body("items.code", hasItem("walking-bus"));
    }

    @Test
    void findsNothingForWordsThatSuitNothing() {
        for (var words : List.of("zzzzqqqq", "'; drop table skill; --", "%", "_", "&|!", ":*")) {
            Town.as(Tokens.operator())
                    .queryParam("q", words)
                    .get("/skills")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(0));
        }
    }

    @Test
    void listsAllForNoWords() {
        Town.as(Tokens.operator()).get("/skills").then().statusCode(200).body("items.size()", greaterThanOrEqualTo(60));
    }

    @Test
    void showsWhatStandsForASkillInOtherListsWhereThatIsKnown() {
        Town.as(Tokens.operator())
                .get("/skills")
                .then()
                .statusCode(200)
                .body(
                        "items.find { it.code == 'gardening' }.esco",
                        equalTo("http://data.europa.eu/esco/skill/4364e0cd-66ad-4f0c-b96d-0ea6796067cb"))
                .body("items.find { it.code == 'gardening' }", not(hasKey("openReferral")))
                .body(
                        "items.find { it.code == 'peer-support-caring' }.openReferral",
                        equalTo("http://id.esd.org.uk/service/298"))
                .body("items.find { it.code == 'befriending' }", not(hasKey("esco")));
    }

    @Test
    void everydayCodesAreInGroups() {
        var all = new SkillList().all();
        var groups = all.stream().map(Skill::group).collect(Collectors.toSet());
        assertTrue(groups.size() >= 10 && groups.size() <= 15, "groups: " + groups.size());
        assertEquals(all.size(), all.stream().map(Skill::name).distinct().count());
    }
}
