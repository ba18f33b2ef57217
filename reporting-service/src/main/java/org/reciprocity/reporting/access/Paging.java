package org.reciprocity.reporting.access;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/**
 * Which page of a list is asked for, by {@code limit} and {@code cursor}. Where there is more, the header {@code Link} leads to the
 * next page.
 *
 * @param limit so many at most, 1 to 5000
 * @param cursor the last of the page before, if it is not the first
 */
public record Paging(int limit, Optional<String> cursor) {
    /** The parameters' names. */
    public static final String LIMIT = "limit";

    /** What the last page's link has. */
    public static final String CURSOR = "cursor";

    private static final int MOST = 5000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /**
     * As a request asks.
     *
     * @param usual so many unless it says otherwise
     */
    public static Paging of(UriInfo uri, int usual) {
        var parameters = uri.getQueryParameters();
        return new Paging(
                Optional.ofNullable(parameters.getFirst(LIMIT))
                        .map(Paging::limit)
                        .orElse(usual),
                Optional.ofNullable(parameters.getFirst(CURSOR)));
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new ProblemException(Problem.MALFORMED, "limit is a whole number from 1 to " + MOST + ".");
    }

    /** So many are read: by one more it is seen that there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /** The number that the cursor is; the greatest there is on the first page of a list that begins with the newest. */
    public long before() {
        return cursor.map(text -> {
                    if (!text.matches("[0-9]{1,18}")) {
                        throw unknown();
                    }
                    return Long.parseLong(text);
                })
                .orElse(Long.MAX_VALUE);
    }

    /** The id that the cursor is; null on the first page. */
    public UUID after() {
        return cursor.map(text -> {
                    if (!ID.matcher(text).matches()) {
                        throw unknown();
                    }
                    return UUID.fromString(text);
                })
                .orElse(null);
    }

    /**
     * This page of a list that is there whole, and one more if there is.
     *
     * @param name by what the cursor calls one of the list
     */
    public <T> List<T> of(List<T> all, Function<T, String> name) {
        int first = 0;
        if (cursor.isPresent()) {
            var names = all.stream().map(name).toList();
            first = names.indexOf(cursor.get()) + 1;
            if (first == 0) {
                throw unknown();
            }
        }
        return all.subList(first, Math.min(all.size(), first + rows()));
    }

    /**
     * A page as it is sent.
     *
     * @param found what was read, which may be one more than the page has
     * @param name by what the cursor calls one of them
     * @param body what is sent of those of the page
     * @param uri the request
     */
    public <T, B> RestResponse<B> answer(List<T> found, Function<T, ?> name, Function<List<T>, B> body, UriInfo uri) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var response = RestResponse.ResponseBuilder.ok(body.apply(page));
        if (found.size() > limit) {
            var next = UriBuilder.fromPath(uri.getPath());
            uri.getQueryParameters().forEach((parameter, values) -> {
                if (!parameter.equals(CURSOR)) {
                    next.queryParam(parameter, values.toArray());
                }
            });
            next.queryParam(CURSOR, name.apply(page.getLast()));
            response.links(Link.fromUriBuilder(next).rel("next").build());
        }
        return response.build();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.MALFORMED, "cursor is not one that a header Link has named.");
    }
}
