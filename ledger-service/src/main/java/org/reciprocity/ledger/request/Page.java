package org.reciprocity.ledger.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * A page of a list that is shown newest first.
 *
 * @param before only what has a lower number is shown
 * @param limit how many at most
 */
public record Page(long before, int limit) {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** The items of a page. */
    public record Items<T>(List<T> items) {}

    /** The items of a page, and of when they are. */
    public record ItemsAsOf<T>(Object asOf, List<T> items) {}

    /** The page that the query parameters ask for; both may be null. */
    public static Page of(String cursor, String limit) {
        return new Page(
                cursor == null ? Long.MAX_VALUE : number(cursor, "cursor", Long.MAX_VALUE),
                limit == null ? USUAL : (int) number(limit, "limit", MOST));
    }

    private static long number(String text, String parameter, long most) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw Problem.of(ProblemType.MALFORMED_REQUEST, "The parameter " + parameter + " has a value it may not have.")
                .exception();
    }

    /** How many rows to ask the database for: one more than is shown tells whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The page as an HTTP answer, with a link to the next one if there is one.
     *
     * @param rows at most {@link #rows()}
     * @param show how a row is shown
     * @param cursor what the next page begins after
     * @param path the list's path
     * @param filters the list's other parameters; those that are null are left out
     */
    public <R, T> Response response(
            List<R> rows, Function<R, T> show, Function<R, ?> cursor, String path, Map<String, Object> filters) {
        return response(rows, show, cursor, path, filters, null);
    }

    /** The same for a list as it was at some time; {@code asOf} tells of it, null for the list as it is. */
    public <R, T> Response response(
            List<R> rows,
            Function<R, T> show,
            Function<R, ?> cursor,
            String path,
            Map<String, Object> filters,
            Object asOf) {
        return response(rows, show, cursor, path, filters, asOf, Optional.empty());
    }

    /**
     * The same for a list of which a page looks at so many things and no more.
     *
     * @param end the number at which looking ended before the page was full, if there may be more beyond it: then there is a
     *     next page, which begins there
     */
    public <R, T> Response responseAsFarAs(
            Optional<Long> end,
            List<R> rows,
            Function<R, T> show,
            Function<R, ?> cursor,
            String path,
            Map<String, Object> filters) {
        return response(rows, show, cursor, path, filters, null, end);
    }

    private <R, T> Response response(
            List<R> rows,
            Function<R, T> show,
            Function<R, ?> cursor,
            String path,
            Map<String, Object> filters,
            Object asOf,
            Optional<Long> end) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var items = shown.stream().map(show).toList();
        var response = Response.ok(Json.write(asOf == null ? new Items<>(items) : new ItemsAsOf<>(asOf, items)));
        Optional<?> next = rows.size() > limit ? Optional.of(cursor.apply(shown.getLast())) : end;
        if (next.isPresent()) {
            var query = new StringBuilder(path).append('?');
            filters.forEach((name, value) -> {
                if (value != null) {
                    query.append(name)
                            .append('=')
                            .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))
                            .append('&');
                }
            });
            query.append("limit=").append(limit).append("&cursor=").append(next.get());
            response.header(HttpHeaders.LINK, "<" + query + ">; rel=\"next\"");
        }
        return response.build();
    }
}
