package org.reciprocity.matching.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkillListTest {
    private static final String ESCO = "http://data.europa.eu/esco/skill/4364e0cd-66ad-4f0c-b96d-0ea6796067cb";
    private static final String OPEN_REFERRAL = "http://id.esd.org.uk/service/298";

    @Test
    void readsASkillWithWhatStandsForItElsewhere() {
        assertEquals(
                new Skill(
                        "gardening",
                        "home",
                        "Gardening",
                        List.of("weeding", "lawn"),
                        URI.create(ESCO),
                        URI.create(OPEN_REFERRAL)),
                SkillList.parse("gardening,home,Gardening,weeding|lawn," + ESCO + "," + OPEN_REFERRAL));
    }

    @Test
    void leavesEmptyWhatNothingStandsForElsewhere() {
        var skill = SkillList.parse("befriending,company,Befriending,,,");
        assertEquals(List.of(), skill.alsoCalled());
        assertNull(skill.esco());
        assertNull(skill.openReferral());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gardening,home,Gardening,weeding",
                "gardening,home,Gardening,weeding,,,",
                "Gardening,home,Gardening,,,",
                "gardening,home, ,,,",
                "gardening,home,Gardening,,https://data.europa.eu/esco/skill/4364e0cd-66ad-4f0c-b96d-0ea6796067cb,",
                "gardening,home,Gardening,,http://data.europa.eu/esco/skill/gardening,",
                "gardening,home,Gardening,,http://data.europa.eu/esco/occupation/4364e0cd-66ad-4f0c-b96d-0ea6796067cb,",
                "gardening,home,Gardening,,,http://id.esd.org.uk/service/gardening",
                "gardening,home,Gardening,,http://id.esd.org.uk/service/298,"
            })
    void refusesALineThatIsNoSkillOrHasAnAddressOfNoneOfTheTwo(String line) {
        assertThrows(IllegalStateException.class, () -> SkillList.parse(line));
    }

    @Test
    void knowsTheConceptOfEscoForMostOfTheList() {
        var all = new SkillList().all();
        long known = all.stream().map(Skill::esco).filter(Objects::nonNull).count();
        assertTrue(known * 2 > all.size(), known + " of " + all.size());
        assertTrue(all.stream().anyMatch(skill -> skill.openReferral() != null));
    }
}
