package org.reciprocity.ledger.imports;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a file.
 *
 * @param dryRun whether it was only looked at
 * @param lines how many lines it has, without the header and empty ones
 * @param things how many exchanges, participants, outcomes, unit costs or deflators they make
 * @param recorded how many were recorded now, or would be
 * @param replayed how many had been recorded by the same import before
 * @param existing how many had been recorded under the same reference before
 * @param refused how many were refused
 * @param results the ones that are there, in the order of the file
 * @param errors what is wrong, by line
 */
@Schema(name = "ImportReport")
public record ImportReport(
        boolean dryRun,
        int lines,

        @Schema(description = "How many exchanges, participants, outcomes, unit costs or deflators the lines make")
        int things,

        @Schema(description = "How many were recorded now; in a dry run, would be")
        int recorded,

        @Schema(description = "How many the same import, under the same Idempotency-Key, had recorded before")
        int replayed,

        @Schema(description = "How many your agency had recorded under the same reference before")
        int existing,

        int refused,
        List<Result> results,

        @Schema(description = "In the order of lines; a line may have several")
        List<LineError> errors) {

    /**
     * One that is there.
     *
     * @param line its first line
     * @param id its id; null in a dry run, but of what exists, and where what had been recorded under the reference was erased
     * @param state the state of the exchange or outcome; null for other things, and for what had been recorded under the reference
     * @param how recorded, replayed or existing
     */
    @Schema(name = "ImportResult")
    public record Result(
            @Schema(description = "Its first line in the file; the header is line 1")
            long line,

            @Schema(
                    description =
                            "Absent in a dry run, but of what exists; and where what was recorded under the reference has"
                                    + " been erased")
            UUID id,

            String state,

            @Schema(enumeration = {"recorded", "replayed", "existing"})
            String how) {}

    /**
     * What is wrong.
     *
     * @param line the line
     * @param column the column; null where it is about the whole line
     * @param type the type of the problem
     * @param message what to do
     */
    @Schema(name = "LineError")
    public record LineError(
            long line,
            String column,

            @Schema(description = "The type of a problem document", examples = "/problems/insufficient-credit")
            String type,

            String message) {}
}
