package org.reciprocity.ledger.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Path CATALOGUE = Path.of("..", "docs", "reference", "figures.md");
    private static final Pattern CODE = Pattern.compile("^\\| `([a-z0-9-]+)` \\|");

    @Test
    void namesTheNearestOfWhatWasMistyped() {
        assertEquals("hours-given", Figures.nearest("hour-given").getFirst());
        assertEquals("isolated", Figures.nearest("isolatd").getFirst());
        assertEquals(3, Figures.nearest("happiness").size());
    }

    @Test
    void areThoseOfTheCatalogue() throws IOException {
        var documented = new TreeSet<String>();
        var table = false;
        for (var line : Files.readAllLines(CATALOGUE)) {
            var row = CODE.matcher(line);
            table = line.startsWith("| code |") || (table && line.startsWith("|"));
            if (table && row.find()) {
                documented.add(row.group(1));
            }
        }
        assertTrue(documented.contains("measure-change"), documented::toString);
        assertEquals(documented, new TreeSet<>(Figures.CODES));
    }
}
