package org.reciprocity.matching.operations;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedStops;

/** Red when the feed of the ledger is late, or a partition of it goes no further, or Kafka does not answer. */
@HealthGroup("log")
@ApplicationScoped
public class FeedHealth implements AsyncHealthCheck {
    private static final Duration LATE = Duration.ofSeconds(60);

    private final FeedLag feed;
    private final FeedStops stops;

    FeedHealth(FeedLag feed, FeedStops stops) {
        this.feed = feed;
        this.stops = stops;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return feed.read().map(lag -> {
            var response = HealthCheckResponse.named("feed");
            lag.records().ifPresent(records -> response.withData("lag", records)
                    .withData("lagSeconds", lag.late().toSeconds()));
            stops.all()
                    .forEach((partition, stop) -> response.withData(
                            partition.topic() + "-" + partition.partition(),
                            "stopped at offset %d, event %s: %s"
                                    .formatted(stop.offset(), stop.event(), stop.reason())));
            boolean good = lag.records().isPresent()
                    && lag.late().compareTo(LATE) <= 0
                    && stops.all().isEmpty();
            return response.status(good).build();
        });
    }
}
