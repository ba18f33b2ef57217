package org.reciprocity.matching.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A page of a list, newest first: what to begin after, and how many.
 *
 * @param beforeTime list only what was recorded before, or at the same time with a lower id; the far future at first
 * @param beforeId see {@code beforeTime}
 * @param limit how many at most
 */
public record Paging(OffsetDateTime beforeTime, UUID beforeId, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final Pattern CURSOR = Pattern.compile("(-?[0-9]{1,18})_([0-9a-f-]{36})");
    private static final OffsetDateTime FAR = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);

    /** From a query's parameters, either of which may be null; what cannot be is answered 400. */
    public static Paging of(String cursor, String limit) {
        int size = limit(limit);
        if (cursor == null) {
            return new Paging(FAR, new UUID(-1, -1), size);
        }
        try {
            var matcher = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (matcher.matches()) {
                var time = Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS);
                return new Paging(
                        time.atOffset(ZoneOffset.UTC),
                        Ids.parse(matcher.group(2)).orElseThrow(),
                        size);
            }
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw badCursor();
        }
        throw badCursor();
    }

    private static RefusedException badCursor() {
        return Forms.malformed("cursor", "must be one that a page of this list gave");
    }

    private static int limit(String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MAX_LIMIT) {
                return size;
            }
        }
        throw Forms.malformed("limit", "must be a number from 1 to " + MAX_LIMIT);
    }

    /** How many rows to ask for: one more than fits, to know whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The answer to a list.
     *
     * @param found at most {@link #rows()} things, newest first
     * @param recordedAt when one was recorded, in microseconds
     * @param id its id
     */
    public <T> Response answer(List<T> found, Function<T, Instant> recordedAt, Function<T, UUID> id, UriInfo uri) {
        var items = found.size() > limit ? found.subList(0, limit) : found;
        var response = Response.ok(Json.write(Map.of("items", items)), "application/json");
        if (found.size() > limit) {
            var last = items.getLast();
            var cursor = ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt.apply(last)) + "_" + id.apply(last);
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam(
                            "cursor",
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(cursor.getBytes(StandardCharsets.US_ASCII)))
                    .build();
            response.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}
