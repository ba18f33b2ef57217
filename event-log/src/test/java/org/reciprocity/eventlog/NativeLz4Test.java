package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.kafka.NativeLz4;

class NativeLz4Test {

    /** As a packaged service has one. */
    private static URLClassLoader loader() {
        var places = Stream.of(NativeLz4.class, LZ4Factory.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static String fastest(ClassLoader loader) throws ReflectiveOperationException {
        return loader.loadClass(LZ4Factory.class.getName())
                .getMethod("fastestInstance")
                .invoke(null)
                .toString();
    }

    @Test
    void aServiceWithAClassLoaderOfItsOwnTakesTheNativeLibraryWhereThereIsOne() throws Exception {
        try (var without = loader();
                var with = loader()) {
            assertFalse(fastest(without).contains("JNI"));

            Object loaded = with.loadClass(NativeLz4.class.getName())
                    .getMethod("isLoaded")
                    .invoke(null);

            assertEquals(loaded, fastest(with).contains("JNI"));
        }
    }
}
