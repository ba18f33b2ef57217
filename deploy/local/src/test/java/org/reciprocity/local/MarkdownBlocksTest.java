package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownBlocksTest {

    private static List<MarkdownBlocks.Block> of(String page) {
        return MarkdownBlocks.of(page.lines().toList());
    }

    @Test
    void takesEveryBashBlockAndNoOther() {
        var blocks = of("""
                # Page
                ```bash
                echo one
                ```
                ```json
                {}
                ```
                ```bash
                echo two
                echo three
                ```
                """);

        assertEquals(
                List.of(
                        new MarkdownBlocks.Block(2, "echo one\n"),
                        new MarkdownBlocks.Block(8, "echo two\necho three\n")),
                blocks);
    }

    @Test
    void leavesOutWhatIsMarkedAndWhatHasATestOfItsOwn() {
        var blocks = of("""
                <!-- not run: it needs a cluster -->
                ```bash
                kubectl get pods
                ```
                ```bash
                git clone https://example.org/reciprocity && cd reciprocity
                ./dev run            # starts everything
                ```
                <!-- not run: -->
                ```bash
                echo run
                ```
                """);

        assertEquals(List.of(new MarkdownBlocks.Block(10, "echo run\n")), blocks);
    }

    @Test
    void refusesABlockWithoutAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> of("```bash\necho one\n"));
    }
}
