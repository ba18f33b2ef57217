package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;

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

    public static Response get(String path, String token) {
        return given().urlEncodingEnabled(false).auth().oauth2(token).get(path);
    }
}
