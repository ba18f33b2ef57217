package org.reciprocity.ledger.request;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Tells paths in metrics by their template where the request was refused before its address was looked up, as one of another
 * media type is: no id is ever in a metric.
 */
@Singleton
final class MeteredPaths {
    private static final String URI = "uri";
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Produces
    @Singleton
    MeterFilter withoutIds() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                var path = id.getTag(URI);
                return path == null || !ID.matcher(path).find()
                        ? id
                        : id.replaceTags(id.getTags().stream()
                                .map(tag -> tag.getKey().equals(URI)
                                        ? Tag.of(URI, ID.matcher(path).replaceAll("{id}"))
                                        : tag)
                                .toList());
            }
        };
    }
}
