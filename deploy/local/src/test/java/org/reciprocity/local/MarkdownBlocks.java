package org.reciprocity.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fenced {@code bash} blocks of a page that are to be run. */
final class MarkdownBlocks {
    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: \\S.*-->");
    private static final Pattern COVERED_ELSEWHERE =
            Pattern.compile("\\s*|\\s*#.*|\\s*(\\./dev (run|test|bench|help|format)\\b|git clone |cd ).*");

    private MarkdownBlocks() {}

    /** A block: the line it begins at, counted from 1, and its commands. */
    record Block(int line, String commands) {}

    static List<Block> of(List<String> lines) {
        var blocks = new ArrayList<Block>();
        Optional<StringBuilder> open = Optional.empty();
        int begin = 0;
        boolean skipped = false;
        var before = "";
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (open.isEmpty() && line.strip().equals("```bash")) {
                open = Optional.of(new StringBuilder());
                begin = i + 1;
                skipped = NOT_RUN.matcher(before.strip()).matches();
            } else if (open.isPresent() && line.strip().equals("```")) {
                var commands = open.get().toString();
                if (!skipped && !isCoveredElsewhere(commands)) {
                    blocks.add(new Block(begin, commands));
                }
                open = Optional.empty();
            } else {
                open.ifPresent(text -> text.append(line).append('\n'));
            }
            if (!line.isBlank()) {
                before = line;
            }
        }
        if (open.isPresent()) {
            throw new IllegalArgumentException("The block of line " + begin + " does not end");
        }
        return blocks;
    }

    /** Starting the system and building it have tests of their own. */
    private static boolean isCoveredElsewhere(String commands) {
        return commands.lines().allMatch(line -> COVERED_ELSEWHERE.matcher(line).matches());
    }
}
