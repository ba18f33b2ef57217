package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;

/** The log that the service under test folds, shared by all tests over HTTP. */
public final class HttpWorld {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestLog LEDGER = new TestLog("ledger", 0);
    private static final TestLog MATCHING = new TestLog("matching", 0);

    private HttpWorld() {}

    public static synchronized void ledger(TestLog.Entry... entries) {
        LEDGER.write(entries);
    }

    public static synchronized void matching(TestLog.Entry... entries) {
        MATCHING.write(entries);
    }

    /** Waits until all that was written is in the figures. */
    public static void awaitFolded() {
        Wait.until(() -> {
            var feed = get("/feed", Tokens.operator());
            return feed.statusCode() == 200
                    && JSON.readTree(feed.asString()).path("lag").asInt(-1) == 0;
        });
    }

    /** What all pages of a list have at a path, with a limit in the question; by the links from one to the next. */
    public static List<Object> paged(String path, String token, String items) {
        var all = new ArrayList<>();
        var next = path;
        while (next != null) {
            var page = get(next, token);
            page.then().statusCode(200);
            List<?> found = page.path(items);
            all.addAll(found);
            var link = page.header("Link");
            next = link == null ? null : link.replaceAll(".*<(?:https?://[^/]*)?([^>]*)>.*", "$1");
        }
        return all;
    }

    public static Response get(String path, String token) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get(path);
    }
}
